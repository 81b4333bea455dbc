"""PDFs written object by object, for what a drawing library would not write."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


def pdf_of(objects: Sequence[str | bytes], *, trailer: str = "") -> bytes:
    """A PDF of objects numbered from 1, the first its catalog."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        data = body.encode("latin-1") if isinstance(body, str) else body
        out += b"%d 0 obj\n" % number + data + b"\nendobj\n"
    at = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for place in places:
        out += b"%010d 00000 n \n" % place
    size = len(objects) + 1
    out += f"trailer\n<</Size {size} /Root 1 0 R {trailer}>>\nstartxref\n{at}\n%%EOF\n".encode()
    return bytes(out)


def stream(content: str, entries: str = "") -> str:
    """A stream object."""
    return f"<</Length {len(content)} {entries}>>\nstream\n{content}\nendstream"


def written_pdf(
    path: Path, content: str, *, layer_is_off: bool = False, catalog: str = "", page: str = ""
) -> Path:
    """A PDF of one page with a font /F, and a layer /L that is on or off; /M goes by /L.

    The form /X, which prints 1.00, is on that layer.
    """
    off = "/OFF [6 0 R]" if layer_is_off else ""
    path.write_bytes(
        pdf_of(
            [
                "<</Type /Catalog /Pages 2 0 R "
                f"/OCProperties <</OCGs [6 0 R] /D <</ON [] {off}>>>> {catalog}>>",
                "<</Type /Pages /Kids [3 0 R] /Count 1>>",
                "<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
                "/Resources <</Font <</F 5 0 R>> /Properties <</L 6 0 R /M 8 0 R>> /XObject <</X 7 0 R>>>> "
                f"{page}>>",
                stream(content),
                "<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>",
                "<</Type /OCG /Name (Layer 1)>>",
                stream(
                    "BT /F 12 Tf 60 600 Td (1.00) Tj ET",
                    "/Type /XObject /Subtype /Form /BBox [0 0 595 842] /OC 6 0 R "
                    "/Resources <</Font <</F 5 0 R>>>>",
                ),
                "<</Type /OCMD /OCGs [6 0 R]>>",
            ]
        )
    )
    return path
