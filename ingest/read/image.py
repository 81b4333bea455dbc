"""Image files (png, jpg, tiff) to a Reading: each picture is a scanned page.

This is the only file that knows Pillow. Nothing is decoded before its size is known.
"""

from __future__ import annotations

import io
import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

from ingest.errors import DamagedImage, NoTextLayer, TooLarge, TooManyPages
from ingest.limits import Limits
from ingest.read.picture import Picture, working_scale
from ingest.read.read_page import join_pages
from ingest.read.reading import Reading
from ingest.read.scan import INSTALL, Announce, can_read_scans, read_scans

_FORMATS = ("PNG", "JPEG", "TIFF")
_MOST_PIXELS = 80_000_000  # a page of A3 at 600 dpi has 70 million
_BROKEN = (OSError, SyntaxError, ValueError, EOFError, struct.error, KeyError, TypeError)
# Without a believable resolution a picture is taken to show a page of A4.
_RESOLUTIONS = (60.0, 1300.0)
_A4_LONG = 842.0
_SHOWN_SIDE = 1400  # pixels
_PAGE_LONG = (300.0, 2400.0)  # points


def image_to_reading(
    path: Path, file_name: str, limits: Limits, announce: Announce | None = None
) -> Reading:
    """An image file to a Reading; a TIFF has a page for each picture in it.

    Raises TooLarge, TooManyPages, DamagedImage, and NoTextLayer where recognition is not
    installed or finds nothing.
    """
    if not can_read_scans():
        raise NoTextLayer(file_name, "是图片，要识别才能读", INSTALL)
    with _opened(path, file_name) as image:
        count = int(getattr(image, "n_frames", 1))
        if count > limits.pages:
            raise TooManyPages(
                file_name,
                f"有 {count} 页，超过 {limits.pages} 页的限度",
                "请拆分后提交，或调高页数限度",
            )
        scans = read_scans(
            range(1, count + 1), lambda n: _picture(image, n, file_name), limits, announce
        )
    reading = join_pages(list(scans.pages.values()), {}, scans.problems)
    if not reading.text.strip():
        raise NoTextLayer(file_name, "图片里没有认出文字", "请提交更清楚的扫描件或带文字的文件")
    return reading


def draw_image(path: Path, number: int) -> bytes:
    """Picture `number` (from 1) of an image file as PNG bytes, small enough to be shown.

    Raises TooLarge and DamagedImage, and IndexError for a picture that is not there.
    """
    with _opened(path, path.name) as image:
        if not 1 <= number <= int(getattr(image, "n_frames", 1)):
            raise IndexError(number)
        shown = _frame(image, number, path.name)
    shown.thumbnail((_SHOWN_SIDE, _SHOWN_SIDE))
    return _png(shown)


def turned_png(png: bytes, turn: float) -> bytes:
    """A PNG turned clockwise by degrees: by quarters exactly, by the rest about its middle."""
    quarters = round(turn / 90)
    with Image.open(io.BytesIO(png), formats=("PNG",)) as image:
        turned = image.convert("RGB").rotate(-90 * quarters, expand=True)
    rest = turn - 90 * quarters
    return _png(turned.rotate(-rest, Image.Resampling.BICUBIC, fillcolor=(255, 255, 255)))


def _png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


@contextmanager
def _opened(path: Path, file_name: str) -> Iterator[Image.Image]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the size is looked at below
            image = Image.open(path, formats=_FORMATS)
    except Image.DecompressionBombError as error:
        raise _too_large(file_name, "像素太多") from error
    except (UnidentifiedImageError, *_BROKEN) as error:
        raise _damaged(file_name) from error
    with image:
        yield image


def _too_large(file_name: str, what: str) -> TooLarge:
    most = _MOST_PIXELS // 1_000_000
    return TooLarge(
        file_name, f"图片{what}，超过 {most} 百万像素的限度", "请按 300 dpi 重新扫描后提交"
    )


def _damaged(file_name: str) -> DamagedImage:
    return DamagedImage(file_name, "图片已损坏或不完整，无法打开", "请重新下载或重新扫描后再试")


def _frame(image: Image.Image, number: int, file_name: str) -> Image.Image:
    """One picture of a file, upright as its camera says, on white paper."""
    try:
        image.seek(number - 1)
        width, height = image.size
        if width * height > _MOST_PIXELS:
            raise _too_large(file_name, f"有 {width}×{height} 像素")
        frame = image.convert("I").point(lambda v: v / 256) if "16" in image.mode else image
        frame = ImageOps.exif_transpose(frame)
        if frame.mode in ("LA", "PA", "RGBA", "P"):
            frame = frame.convert("RGBA")
            paper = Image.new("RGBA", frame.size, (255, 255, 255, 255))
            frame = Image.alpha_composite(paper, frame)
        return frame.convert("RGB")
    except _BROKEN as error:
        raise _damaged(file_name) from error


def _picture(image: Image.Image, number: int, file_name: str) -> Picture:
    frame = _frame(image, number, file_name)
    dpi = image.info.get("dpi", (0, 0))[0]
    points = 72 / float(dpi) if dpi and _RESOLUTIONS[0] <= dpi <= _RESOLUTIONS[1] else 0.0
    long = max(frame.size)
    if not _PAGE_LONG[0] <= long * points <= _PAGE_LONG[1]:
        points = _A4_LONG / long
    page_width, page_height = frame.width * points, frame.height * points
    scale = working_scale(page_width, page_height)
    size = max(1, round(page_width * scale)), max(1, round(page_height * scale))
    if size != frame.size:
        smaller = size[0] < frame.width
        how = Image.Resampling.BOX if smaller else Image.Resampling.BICUBIC
        frame = frame.resize(size, how)
    return Picture(number, *size, frame.tobytes(), page_width, page_height)
