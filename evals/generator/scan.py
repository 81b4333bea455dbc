"""A PDF of pictures: the pages of a PDF drawn at a resolution and put through a scanner's faults.

Grain, a slight turn, JPEG and a red stamp, all from a seed. The home of Pillow; pages are drawn
by pypdfium2.
"""

import io
import math
import random
from dataclasses import dataclass

import pypdfium2
from PIL import Image, ImageChops, ImageDraw

POINTS_AN_INCH = 72


@dataclass(frozen=True)
class Scanner:
    """How well a scanner sees: dots an inch, JPEG quality, grain (0-255), most turn in degrees."""

    dpi: int = 150
    quality: int = 70
    grain: int = 24
    turn: float = 0.4
    stamp: bool = True


def pdf_to_scan(content: bytes, seed: str, scanner: Scanner) -> bytes:
    """Return the PDF without its text: one picture a page; the same seed, the same bytes."""
    rng = random.Random(f"{seed}|scan")
    pictures: list[_Picture] = []
    pages = pypdfium2.PdfDocument(content)
    for number, page in enumerate(pages):
        drawn = page.render(scale=scanner.dpi / POINTS_AN_INCH).to_pil()
        stamped = number == 0 and scanner.stamp
        drawn = drawn.convert("RGB" if stamped else "L")
        if stamped:
            _stamp(drawn, scanner.dpi)
        drawn = _scanned(drawn, rng, scanner)
        held = io.BytesIO()
        drawn.save(held, "JPEG", quality=scanner.quality)
        colours = "DeviceRGB" if stamped else "DeviceGray"
        pictures.append(_Picture(held.getvalue(), drawn.size, page.get_size(), colours))
    pages.close()
    return _pictures_to_pdf(pictures)


@dataclass(frozen=True)
class _Picture:
    """One page: a JPEG, its size in dots, the page's size in points, and its colours."""

    jpeg: bytes
    dots: tuple[int, int]
    points: tuple[float, float]
    colours: str


def _pictures_to_pdf(pictures: list[_Picture]) -> bytes:
    """Write the few objects that a PDF of pictures needs: no text, no font."""
    kids = " ".join(f"{3 + 3 * number} 0 R" for number in range(len(pictures)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(pictures)}/Kids[{kids}]>>".encode(),
    ]
    for number, picture in enumerate(pictures):
        first = 3 + 3 * number
        width, height = picture.points
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {width:.2f} {height:.2f}]/Contents"
            f" {first + 1} 0 R/Resources<</XObject<</P {first + 2} 0 R>>>>>>".encode()
        )
        drawing = f"{width:.2f} 0 0 {height:.2f} 0 0 cm /P Do".encode()
        objects.append(_stream("", drawing))
        kind = (
            f"/Type/XObject/Subtype/Image/Width {picture.dots[0]}/Height {picture.dots[1]}"
            f"/ColorSpace/{picture.colours}/BitsPerComponent 8/Filter/DCTDecode"
        )
        objects.append(_stream(kind, picture.jpeg))
    out = io.BytesIO()
    out.write(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(f"{number} 0 obj\n".encode() + body + b"\nendobj\n")
    table = out.tell()
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
    out.writelines(f"{place:010d} 00000 n \n".encode() for place in places)
    out.write(f"trailer\n<</Size {len(objects) + 1}/Root 1 0 R>>\n".encode())
    out.write(f"startxref\n{table}\n%%EOF\n".encode())
    return out.getvalue()


def _stream(entries: str, data: bytes) -> bytes:
    return f"<<{entries}/Length {len(data)}>>\nstream\n".encode() + data + b"\nendstream"


def _scanned(picture: Image.Image, rng: random.Random, scanner: Scanner) -> Image.Image:
    if scanner.turn:
        angle = rng.uniform(-scanner.turn, scanner.turn)
        picture = picture.rotate(angle, Image.Resampling.BILINEAR, fillcolor="white")
    if scanner.grain:
        grain = Image.frombytes("L", picture.size, rng.randbytes(picture.width * picture.height))
        share = scanner.grain / 255
        grain = grain.point([int(value * share) for value in range(256)])
        if picture.mode == "RGB":
            grain = Image.merge("RGB", (grain, grain, grain))
        picture = ImageChops.subtract(picture, grain)
    return picture


def _stamp(picture: Image.Image, dpi: int) -> None:
    """Draw the ring and star of an official seal, low on the page and away from its text."""
    size = dpi * 1.6
    x, y = picture.width * 0.68, picture.height * 0.72
    draw = ImageDraw.Draw(picture)
    draw.ellipse((x, y, x + size, y + size), outline=(214, 40, 40), width=max(3, dpi // 30))
    middle, points = (x + size / 2, y + size / 2), []
    for corner in range(10):
        reach = size * (0.22 if corner % 2 == 0 else 0.09)
        angle = math.pi * (corner / 5 - 0.5)
        points.append((middle[0] + reach * math.cos(angle), middle[1] + reach * math.sin(angle)))
    draw.polygon(points, fill=(214, 40, 40))
