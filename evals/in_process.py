"""The service in this process, over the data folder of the settings or over a temporary one."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from traceback import extract_tb
from typing import TYPE_CHECKING

from evals.services import AskFailed
from qa_service.errors import ServiceError
from qa_service.model import Scope
from qa_service.settings import Settings, SettingsInvalid, read_settings
from qa_service.web.schemas import ScopeRequest

if TYPE_CHECKING:
    from qa_service.service import Service

KEYWORD_ALONE = "in process, passages by keyword alone"
# A programming mistake in the service raises one of these.
_MISTAKES = (
    *(ArithmeticError, AssertionError, AttributeError, LookupError, NameError),
    *(OSError, RuntimeError, TypeError, ValueError),
)


class InProcess:
    """The opened service, asked without a server."""

    def __init__(self, service: "Service") -> None:
        self._service = service

    @property
    def documents(self) -> int:
        """How many documents are loaded."""
        return len(self._service.corpus.documents())

    @property
    def file_names(self) -> frozenset[str]:
        """The names of the loaded files."""
        return frozenset(document.file_name for document in self._service.corpus.documents())

    @property
    def described(self) -> str:
        """What is asked, and whether passages are found by meaning: kept with a run."""
        index = self._service.index
        manifest, embedder = index.manifest, index.embedder
        if manifest is None or embedder is None or not index.searches_by_meaning:
            return KEYWORD_ALONE
        return (
            f"in process, passages by keyword and meaning "
            f"({manifest.vectors} vectors of {embedder.model_id})"
        )

    def document_ids(self) -> dict[str, str]:
        """The id of each loaded document by its file's name."""
        return {each.file_name: each.document_id for each in self._service.corpus.documents()}

    def find_files(self, text: str, limit: int) -> list[str]:
        """Names of the files whose passages are found for a text, best first, some repeated."""
        names = {name: file for file, name in self.document_ids().items()}
        return [names[hit.document_id] for hit in self._service.index.search(text, limit=limit)]

    def warm_up(self) -> bool:
        """Load the embedding model; whether passages are found by meaning from now on."""
        from qa_service.background import warm_up

        return warm_up(self._service.index)

    def __call__(
        self, question: str, conversation_id: str | None, scope: Mapping[str, object] | None
    ) -> object:
        narrowed = _narrowed(scope)
        try:
            return self._service.conversations.take_turn(
                question, conversation_id, narrowed
            ).as_json()
        except ServiceError as error:
            raise AskFailed(error.detail) from error
        except _MISTAKES as error:
            # What a server would answer with 500: this question's failure, not the run's end.
            place = extract_tb(error.__traceback__)[-1]
            raise AskFailed(
                f"服务内部出错，{type(error).__name__}：{error}"
                f"（{Path(place.filename).name} 第 {place.lineno} 行）"
            ) from error


@contextmanager
def open_in_process(documents: Path | None, *, vectors: bool = True) -> Iterator[InProcess]:
    """Ask without a server; with ``documents`` over them alone, with vectors of them if wanted.

    The embedding model is not loaded yet (see ``InProcess.warm_up``). Raises AskFailed where
    settings are wrong or nothing could be read into the data folder.
    """
    try:
        settings = read_settings()
    except SettingsInvalid as error:
        raise AskFailed(str(error)) from error
    if not vectors:
        settings = settings.model_copy(update={"embedding_model": "none"})
    if documents is None:
        yield _open(settings)
        return
    with TemporaryDirectory(prefix="budget-qa-eval-") as folder:
        said = _read_into(documents, folder, vectors=settings.embedding_model != "none")
        opened = _open(settings.model_copy(update={"data_dir": Path(folder)}))
        if not opened.documents:
            raise AskFailed(f"没能读入 {documents}：\n{said}")
        yield opened


@contextmanager
def open_data_folder(data_dir: Path) -> Iterator[InProcess]:
    """Ask over an existing data folder, its passages by keyword alone.

    Raises AskFailed where settings are wrong.
    """
    try:
        settings = read_settings()
    except SettingsInvalid as error:
        raise AskFailed(str(error)) from error
    yield _open(settings.model_copy(update={"data_dir": data_dir, "embedding_model": "none"}))


def _read_into(documents: Path, data_dir: str, *, vectors: bool) -> str:
    """Read documents as a user would, by the commands, in processes of their own; what they say."""
    done = _command(data_dir, "ingest", str(documents))
    # 1 says that some files were refused and the others are in: their questions will show it.
    if done.returncode > 1 or not documents.exists():
        raise AskFailed(f"没能读入 {documents}：\n{done.stdout}")
    if done.returncode:
        print(done.stdout, file=sys.stderr)
    if vectors and (made := _command(data_dir, "vectors")).returncode:
        # The run goes on as a server without its model would, and its result says so.
        print(made.stdout, file=sys.stderr)
    return done.stdout


def _command(data_dir: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "qa_service", *arguments],
        env={**os.environ, "BUDGET_QA_DATA_DIR": data_dir},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )


def _open(settings: Settings) -> InProcess:
    # Here, so that a run against a server loads no index.
    from qa_service.wiring import open_service

    return InProcess(open_service(settings))


def _narrowed(scope: Mapping[str, object] | None) -> Scope | None:
    try:
        return None if scope is None else ScopeRequest.model_validate(scope).as_scope()
    except ValueError as error:
        raise AskFailed(f"题目的 scope 不合约定：{error}") from error
