"""What stops ingestion: each error says where, what was found, and what to do (读入失败的原因).

`code` is stable and meant for programs; the message is Chinese and meant for officials.
"""

from __future__ import annotations

from typing import ClassVar


class IngestError(Exception):
    """A file that cannot be read in. `file_name` is what the reader knows the file as."""

    code: ClassVar[str] = "ingest_failed"

    def __init__(self, file_name: str, what: str, advice: str) -> None:
        super().__init__(file_name, what, advice)
        self.file_name = file_name
        self.what = what
        self.advice = advice

    def __str__(self) -> str:
        return f"{self.file_name}：{self.what}。{self.advice}"


class FileMissing(IngestError):
    """No such file, or it may not be read."""

    code = "file_missing"


class EmptyFile(IngestError):
    """Zero bytes, or nothing but blanks."""

    code = "empty_file"


class UnsupportedFormat(IngestError):
    """Neither a PDF nor plain text."""

    code = "unsupported_format"


class NotAPdf(IngestError):
    """Called .pdf, but the content is something else (a saved error page, say)."""

    code = "not_a_pdf"


class DamagedPdf(IngestError):
    """A PDF that is cut off or broken."""

    code = "damaged_pdf"


class EncryptedPdf(IngestError):
    """A PDF that asks for a password."""

    code = "encrypted_pdf"


class DamagedFile(IngestError):
    """A file of any other format that is cut off or broken."""

    code = "damaged_file"


class EncryptedFile(IngestError):
    """A file of any other format that asks for a password."""

    code = "encrypted_file"


class UnsafeFile(IngestError):
    """A file built to do harm, or that cannot be told from one (zip bombs, DTDs)."""

    code = "unsafe_file"


class NoTextLayer(IngestError):
    """A PDF of pictures only, or a picture (扫描件), and recognition cannot read it."""

    code = "no_text_layer"


class DamagedImage(IngestError):
    """A picture that is cut off or broken."""

    code = "damaged_image"


class NotText(IngestError):
    """Bytes that are no text in any encoding we know."""

    code = "not_text"


class TooLarge(IngestError):
    """More bytes than the limit."""

    code = "too_large"


class TooManyPages(IngestError):
    """More pages than the limit."""

    code = "too_many_pages"


class TookTooLong(IngestError):
    """Reading was stopped at the time limit."""

    code = "took_too_long"


class TooMuchMemory(IngestError):
    """Reading was stopped at the memory limit."""

    code = "too_much_memory"


class ReaderDied(IngestError):
    """The reading process ended without a result."""

    code = "reader_died"
