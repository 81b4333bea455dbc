"""A TrueType subset of Noto Serif CJK that can be embedded in a PDF (the home of fontTools).

The Debian package fonts-noto-cjk (OFL) holds PostScript outlines, which the PDF writer cannot
embed; the few characters a document needs are converted to TrueType curves.
"""

import hashlib
import io
from pathlib import Path

from fontTools import subset
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable

FOLDER = Path("/usr/share/fonts/opentype/noto")
FACES = {"regular": "NotoSerifCJK-Regular.ttc", "bold": "NotoSerifCJK-Bold.ttc"}
SIMPLIFIED = 2  # the face of the collection drawn for mainland China
CURVE_ERROR = 2.5  # thousandths of an em; keeps the subset small and the page legible
MAXP_FIELDS = [
    f"max{name}"
    for name in (
        *("TwilightPoints", "Storage", "FunctionDefs", "InstructionDefs", "StackElements"),
        *("SizeOfInstructions", "ComponentElements", "ComponentDepth", "Points", "Contours"),
        *("CompositePoints", "CompositeContours"),
    )
]


def font_missing() -> str | None:
    """Return what to install where the font is not there, else None."""
    absent = [name for name in FACES.values() if not (FOLDER / name).is_file()]
    if absent:
        names = "、".join(absent)
        return f"{FOLDER} 中缺少字体 {names}：请先安装 Debian 软件包 fonts-noto-cjk"
    return None


def subset_font(face: str, characters: str) -> tuple[str, bytes]:
    """Return the name and bytes of a TrueType font with just these characters.

    The name depends on face and characters, because the PDF writer keeps fonts by name. Raises
    FileNotFoundError without Noto.
    """
    if problem := font_missing():
        raise FileNotFoundError(problem)
    font = TTFont(FOLDER / FACES[face], fontNumber=SIMPLIFIED, lazy=True, recalcTimestamp=False)
    options = subset.Options()
    options.layout_features = []
    options.name_IDs = [1, 2, 4, 6]
    options.hinting = False
    options.notdef_outline = True
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "BASE", "VORG", "vhea", "vmtx"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=characters)
    subsetter.subset(font)
    _outlines_to_truetype(font)
    digest = hashlib.sha256(characters.encode("utf-8")).hexdigest()[:10]
    name = f"NotoSerifSample-{face}-{digest}"
    font["name"].setName(name, 6, 3, 1, 0x409)
    font["name"].setName(name, 6, 1, 0, 0)
    out = io.BytesIO()
    font.save(out)
    return name, out.getvalue()


def _outlines_to_truetype(font: TTFont) -> None:
    order = font.getGlyphOrder()
    drawn = font.getGlyphSet()
    glyphs = {}
    for name in order:
        pen = TTGlyphPen(None)
        drawn[name].draw(Cu2QuPen(pen, CURVE_ERROR, reverse_direction=True))
        glyphs[name] = pen.glyph()
    font["loca"] = newTable("loca")
    glyf = font["glyf"] = newTable("glyf")
    glyf.glyphOrder = order
    glyf.glyphs = glyphs
    del font["CFF "]
    maxp = font["maxp"]
    maxp.tableVersion = 0x00010000
    maxp.maxZones = 1
    for field in MAXP_FIELDS:
        setattr(maxp, field, 0)
    font["post"].formatType = 3.0
    font.sfntVersion = "\x00\x01\x00\x00"
