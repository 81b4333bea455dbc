"""Page images: drawn in a child process (a file may be hostile), kept in the data folder.

An image is drawn once; it is named after the content it shows, so it is never stale.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from threading import BoundedSemaphore

from qa_service.errors import PageImageUnavailable

MEDIA_TYPES = frozenset({"application/pdf", "image/png", "image/jpeg", "image/tiff"})
SECONDS = 20.0
MEMORY_BYTES = 1_500_000_000
# Drawing is work for a whole core; more at once would only make everybody wait.
AT_ONCE = 2


class PageImages:
    """PNG files of pages in `folder`, made when first asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._drawing = BoundedSemaphore(AT_ONCE)

    def page(
        self,
        source: Path,
        content_sha256: str,
        media_type: str,
        number: int,
        turn: float | None = None,
    ) -> Path:
        """The image of page `number` (from 1), turned clockwise by degrees (`Page.turn`).

        Raises PageImageUnavailable.
        """
        if media_type not in MEDIA_TYPES:
            raise PageImageUnavailable("只有 PDF 和图片有页面图像")
        image = self._folder / content_sha256 / f"{number}.png"
        if not image.exists():
            with self._drawing:
                if not image.exists():
                    self._draw(source, number, image, turn or 0.0)
        return image

    def _draw(self, source: Path, number: int, image: Path, turn: float) -> None:
        image.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=image.parent) as folder:
            aside = Path(folder) / image.name
            command = [sys.executable, "-m", "qa_service.draw_page"]
            arguments = [str(source.resolve()), str(number), str(aside.resolve())]
            try:
                subprocess.run(
                    [*command, *arguments, str(MEMORY_BYTES), str(turn)],
                    check=True,
                    capture_output=True,
                    timeout=SECONDS,
                )
            except subprocess.TimeoutExpired:
                raise PageImageUnavailable(f"超过 {SECONDS:.0f} 秒没有画完") from None
            except subprocess.CalledProcessError:
                raise PageImageUnavailable("文件的这一页画不出来") from None
            aside.replace(image)
