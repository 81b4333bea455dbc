"""Office files (docx, xlsx) are zip archives that hold the time of writing; here they do not."""

import io
import re
import zipfile

EPOCH = (1980, 1, 1, 0, 0, 0)
CORE = "docProps/core.xml"
MOMENT = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")


def without_times(content: bytes) -> bytes:
    """Return the archive with every time in it fixed, so that the same draft gives the same."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            data = old.read(name)
            if name == CORE:
                data = MOMENT.sub(rb"\g<1>2026-01-01T00:00:00Z\g<2>", data)
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, data)
    return out.getvalue()
