"""Old Word documents (doc, wps, rtf) to a Reading, by way of LibreOffice where it is installed.

LibreOffice runs apart: in a profile and folder of its own that are gone afterwards, without
network use, macros or updates of links (its defaults when it converts), within the time limit.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from ingest.errors import DamagedFile, TookTooLong, UnsupportedFormat
from ingest.limits import Limits
from ingest.model import Problem, Source
from ingest.read.docx import docx_to_reading
from ingest.read.reading import Reading

_PROGRAMS = ("soffice", "libreoffice")
# Of the time limit, what converting may take; the rest is for reading what comes out.
_SHARE_OF_TIME = 0.7


def doc_to_reading(data: bytes, file_name: str, limits: Limits, suffix: str = ".doc") -> Reading:
    """An old Word document's bytes to a Reading; offsets count in the converted text.

    Raises UnsupportedFormat without LibreOffice, DamagedFile and TookTooLong where it fails, and
    the errors of `docx_to_reading`.
    """
    program = next((path for name in _PROGRAMS if (path := shutil.which(name))), None)
    if program is None:
        raise UnsupportedFormat(
            file_name,
            "是旧版 Word 文档，本机没有安装能转换它的 LibreOffice",
            "请用 Word 或 WPS 另存为 docx 后再提交，或安装 libreoffice-writer",
        )
    with tempfile.TemporaryDirectory(prefix="budget-qa-doc-") as folder:
        # The name is ours: the file's own could be taken for an option or a path.
        source = Path(folder) / f"document{suffix}"
        source.write_bytes(data)
        _convert(program, source, file_name, limits)
        converted = source.with_suffix(".docx")
        if not converted.is_file():
            raise DamagedFile(
                file_name, "LibreOffice 打不开这份文件", "请用 Word 或 WPS 打开并另存为 docx 后再试"
            )
        reading = docx_to_reading(converted.read_bytes(), file_name, limits)
    note = Problem("converted", "旧版 Word 文档，由 LibreOffice 转换后读入", (Source(0, 0),))
    return Reading(**(vars(reading) | {"problems": (*reading.problems, note)}))


def _convert(program: str, source: Path, file_name: str, limits: Limits) -> None:
    process = subprocess.Popen(
        [
            program,
            f"-env:UserInstallation={(source.parent / 'profile').as_uri()}",
            "--headless",
            "--norestore",
            "--convert-to",
            "docx",
            "--outdir",
            str(source.parent),
            str(source),
        ],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "HOME": str(source.parent)},
        process_group=0,
    )
    seconds = limits.seconds * _SHARE_OF_TIME
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired as error:
        raise TookTooLong(
            file_name,
            f"LibreOffice 转换超过 {seconds:g} 秒，已停止",
            "请用 Word 或 WPS 另存为 docx 后再提交",
        ) from error
    finally:
        # LibreOffice is a script that starts a program: both end together.
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
