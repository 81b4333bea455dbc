"""A TrueType subset of Noto Serif CJK that can be embedded in a PDF (the home of fontTools).

The Debian package fonts-noto-cjk (OFL) holds PostScript outlines, which the PDF writer cannot
embed; the few characters a document needs are converted to TrueType curves.
"""

import hashlib
import io
from functools import cache
from pathlib import Path
from typing import Any

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

FOLDER = Path("/usr/share/fonts/opentype/noto")
FACES = {"regular": "NotoSerifCJK-Regular.ttc", "bold": "NotoSerifCJK-Bold.ttc"}
SIMPLIFIED = 2  # the face of the collection drawn for mainland China
CURVE_ERROR = 2.5  # thousandths of an em; keeps the subset small and the page legible
MISSING = ".notdef"


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
    source = _open(face)
    codes = {
        code: name
        for code in sorted(set(map(ord, characters)))
        if (name := source.getBestCmap().get(code))
    }
    names = [MISSING, *sorted(set(codes.values()) - {MISSING})]
    digest = hashlib.sha256(characters.encode("utf-8")).hexdigest()[:10]
    font_name = f"NotoSerifSample-{face}-{digest}"
    head = source["hhea"]
    builder = FontBuilder(source["head"].unitsPerEm, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap(codes)
    builder.setupGlyf({name: _outline(face, name) for name in names})
    builder.setupHorizontalMetrics({name: source["hmtx"][name] for name in names})
    builder.setupHorizontalHeader(ascent=head.ascent, descent=head.descent)
    builder.setupNameTable({"familyName": font_name, "styleName": face, "psName": font_name})
    builder.setupOS2(sTypoAscender=head.ascent, sTypoDescender=head.descent)
    builder.setupPost(keepGlyphNames=False)
    builder.updateHead(created=0, modified=0)
    builder.font.recalcTimestamp = False
    out = io.BytesIO()
    builder.save(out)
    return font_name, out.getvalue()


@cache
def _open(face: str) -> TTFont:
    return TTFont(FOLDER / FACES[face], fontNumber=SIMPLIFIED, lazy=True)


@cache
def _outline(face: str, name: str) -> Any:
    """Return one glyph as TrueType curves; documents share most of theirs."""
    pen = TTGlyphPen(None)
    _open(face).getGlyphSet()[name].draw(Cu2QuPen(pen, CURVE_ERROR, reverse_direction=True))
    return pen.glyph()
