"""One question over one document of a public set, asked of the service in this process."""

from typing import Protocol

from evals.in_process import InProcess
from evals.reply import NotAnAnswer, Reply, read_reply
from evals.services import AskFailed


class AskOne(Protocol):
    """Ask over the document of that file name alone. Raises AskFailed."""

    def __call__(self, question: str, document: str) -> Reply: ...


class OverOneDocument:
    """Asks the opened service; each question in a conversation of its own."""

    def __init__(self, service: InProcess) -> None:
        self._service = service
        self._ids = service.document_ids()

    def __call__(self, question: str, document: str) -> Reply:
        if document not in self._ids:
            raise AskFailed(f"没有装入 {document}")
        scope = {"document_ids": [self._ids[document]]}
        try:
            return read_reply(self._service(question, None, scope))
        except NotAnAnswer as error:
            raise AskFailed(str(error)) from error
