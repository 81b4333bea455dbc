"""Files that were sent to be read in, kept until their job has ended.

The folder `uploads` of a data folder: one folder a job, one file in it. The name that a client
gives is kept in the store only; on disk the file has a name of ours, with the extension.
"""

import os
import re
import shutil
import time
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from index.durable import sync_folder

_JOB = re.compile(r"[0-9a-f]{24}")
_SUFFIX = re.compile(r"\.[a-z0-9]{1,8}")
CHUNK = 1024 * 1024
ORPHAN_SECONDS = 3600


class UploadTooLarge(ValueError):
    """More bytes were sent than are read of one file."""


class Uploads:
    """The folder `uploads` of a data folder."""

    def __init__(self, data_folder: Path) -> None:
        self.folder = data_folder / "uploads"

    def keep(self, job_id: str, file_name: str, content: BinaryIO, at_most: int) -> Path:
        """Keep a file for a job that is queued afterwards; gives where.

        Raises UploadTooLarge (nothing stays), OSError where the disk is full (nothing stays).
        """
        folder = self._of(job_id)
        folder.mkdir(parents=True, exist_ok=True)
        suffix = Path(file_name).suffix.lower()
        path = folder / f"file{suffix if _SUFFIX.fullmatch(suffix) else ''}"
        written = 0
        try:
            with path.open("wb") as file:
                while chunk := content.read(CHUNK):
                    written += len(chunk)
                    if written > at_most:
                        raise UploadTooLarge
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            sync_folder(folder)
            sync_folder(self.folder)
        except (OSError, UploadTooLarge):
            shutil.rmtree(folder, ignore_errors=True)
            raise
        return path

    def path(self, job_id: str) -> Path | None:
        """The file of a job, or None where it is gone."""
        return next(iter(sorted(self._of(job_id).glob("file*"))), None)

    def remove(self, job_id: str) -> None:
        """Delete the file of a job that has ended."""
        shutil.rmtree(self._of(job_id), ignore_errors=True)

    def remove_without(self, job_ids: Iterable[str]) -> None:
        """Delete files whose job was never queued: the process was killed in between.

        What is younger than an hour stays: its job may be about to be queued.
        """
        known = set(job_ids)
        if not self.folder.is_dir():
            return
        long_ago = time.time() - ORPHAN_SECONDS
        for folder in self.folder.iterdir():
            if folder.name not in known and folder.stat().st_mtime < long_ago:
                shutil.rmtree(folder, ignore_errors=True)

    def _of(self, job_id: str) -> Path:
        if not _JOB.fullmatch(job_id):
            raise ValueError(f"不是任务编号：{job_id[:40]!r}")
        return self.folder / job_id
