"""Page images: drawn once, in a child, and a failure is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from qa_service.errors import PageImageUnavailable
from qa_service.page_images import PageImages

PDF = "application/pdf"


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    path = tmp_path / "one.pdf"
    canvas = Canvas(str(path))
    canvas.drawString(72, 700, "1,234.50")
    canvas.save()
    return path


def test_a_page_is_drawn_and_kept(tmp_path: Path, pdf: Path) -> None:
    images = PageImages(tmp_path / "pages")
    image = images.page(pdf, "abc", PDF, 1)
    assert image.read_bytes().startswith(b"\x89PNG")
    pdf.unlink()
    assert images.page(pdf, "abc", PDF, 1) == image


def test_what_cannot_be_drawn_leaves_nothing_behind(tmp_path: Path, pdf: Path) -> None:
    images = PageImages(tmp_path / "pages")
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7 nothing")
    for source, number in ((broken, 1), (pdf, 2)):
        with pytest.raises(PageImageUnavailable):
            images.page(source, "abc", PDF, number)
    assert [path for path in (tmp_path / "pages").rglob("*") if path.is_file()] == []


def test_a_scanned_page_is_shown_as_it_was_turned(tmp_path: Path) -> None:
    scanned = tmp_path / "scan.png"
    picture = Image.new("RGB", (200, 100), "white")
    picture.paste((0, 0, 0), (0, 0, 20, 20))
    picture.save(scanned)
    image = PageImages(tmp_path / "pages").page(scanned, "abc", "image/png", 1, 89.0)
    with Image.open(image) as shown:
        assert shown.size == (100, 200)
        assert shown.getpixel((90, 10)) == (0, 0, 0)


def test_only_pages_have_page_images(tmp_path: Path, pdf: Path) -> None:
    with pytest.raises(PageImageUnavailable, match="只有 PDF 和图片"):
        PageImages(tmp_path).page(pdf, "abc", "text/plain", 1)
