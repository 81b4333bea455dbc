"""Scans made by the tests: a page that was drawn, as a scanner would see it."""

from __future__ import annotations

import io
import math
from pathlib import Path

import numpy as np
from PIL import Image, ImageChops, ImageDraw

from ingest.read.pdf_text import render_page


def scan_of(
    pdf: Path,
    number: int = 1,
    *,
    dpi: int = 150,
    turn: float = 0.0,
    grain: float = 0.0,
    quality: int = 90,
) -> Image.Image:
    """A page turned clockwise by degrees, with grain (of 255) and what JPEG leaves."""
    with Image.open(io.BytesIO(render_page(pdf, number, dpi))) as drawn:
        picture = drawn.convert("RGB")
    quarters = round(turn / 90)
    picture = picture.rotate(-90 * quarters, expand=True)
    picture = picture.rotate(
        90 * quarters - turn, Image.Resampling.BICUBIC, fillcolor=(255, 255, 255)
    )
    return seen(picture, grain=grain, quality=quality)


def seen(picture: Image.Image, *, grain: float = 0.0, quality: int = 90) -> Image.Image:
    """A picture with grain (of 255) and what JPEG leaves of it."""
    if grain:
        noise = np.random.default_rng(7).normal(0, grain, (picture.height, picture.width, 1))
        noisy = np.clip(np.asarray(picture) + noise, 0, 255).astype(np.uint8)
        picture = Image.fromarray(noisy)
    held = io.BytesIO()
    picture.save(held, "JPEG", quality=quality)
    return Image.open(held)


def stamped(picture: Image.Image, x: int, y: int, size: int) -> Image.Image:
    """The red ring and star of an official seal over a picture, its print showing through."""
    seal = Image.new("RGB", picture.size, "white")
    draw = ImageDraw.Draw(seal)
    red = (222, 45, 45)
    draw.ellipse((x, y, x + size, y + size), outline=red, width=size // 16)
    points = []
    for corner in range(10):
        angle = corner * math.pi / 5 - math.pi / 2
        reach = size * (0.28 if corner % 2 == 0 else 0.11)
        middle = (x + size / 2, y + size / 2)
        points.append((middle[0] + reach * math.cos(angle), middle[1] + reach * math.sin(angle)))
    draw.polygon(points, fill=red)
    return ImageChops.multiply(picture.convert("RGB"), seal)


def pdf_of(path: Path, *pictures: Image.Image, dpi: int = 150) -> Path:
    """A PDF of pictures only."""
    first, *others = pictures
    first.save(path, "PDF", resolution=dpi, save_all=True, append_images=others)
    return path
