"""The service in this process, over the data folder of the settings or over a temporary one."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from traceback import extract_tb

from evals.services import Ask, AskFailed
from qa_service.errors import ServiceError
from qa_service.model import Scope
from qa_service.settings import Settings, SettingsInvalid, read_settings
from qa_service.web.schemas import ScopeRequest

# A programming mistake in the service raises one of these.
_MISTAKES = (
    *(ArithmeticError, AssertionError, AttributeError, LookupError, NameError),
    *(OSError, RuntimeError, TypeError, ValueError),
)


@contextmanager
def open_in_process(documents: Path | None) -> Iterator[Ask]:
    """Ask without a server; with ``documents`` over them alone.

    Raises AskFailed where settings are wrong or nothing could be read into the data folder.
    """
    try:
        settings = read_settings()
    except SettingsInvalid as error:
        raise AskFailed(str(error)) from error
    if documents is None:
        yield _ask_over(settings)
        return
    with TemporaryDirectory(prefix="budget-qa-eval-") as folder:
        _read_into(documents, folder)
        yield _ask_over(settings.model_copy(update={"data_dir": Path(folder)}))


def _read_into(documents: Path, data_dir: str) -> None:
    """Read documents as a user would: by the command, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "qa_service", "ingest", str(documents)],
        env={**os.environ, "BUDGET_QA_DATA_DIR": data_dir},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    # 1 says that some files were refused and the others are in: their questions will show it.
    if done.returncode > 1 or not documents.exists():
        raise AskFailed(f"没能读入 {documents}：\n{done.stdout}")
    if done.returncode:
        print(done.stdout, file=sys.stderr)


def _ask_over(settings: Settings) -> Ask:
    # Here, so that a run against a server loads no index.
    from qa_service.wiring import open_service

    service = open_service(settings)

    def ask(
        question: str, conversation_id: str | None, scope: Mapping[str, object] | None
    ) -> object:
        narrowed = _narrowed(scope)
        try:
            return service.conversations.take_turn(question, conversation_id, narrowed).as_json()
        except ServiceError as error:
            raise AskFailed(error.detail) from error
        except _MISTAKES as error:
            # What a server would answer with 500: this question's failure, not the run's end.
            place = extract_tb(error.__traceback__)[-1]
            raise AskFailed(
                f"服务内部出错，{type(error).__name__}：{error}"
                f"（{Path(place.filename).name} 第 {place.lineno} 行）"
            ) from error

    return ask


def _narrowed(scope: Mapping[str, object] | None) -> Scope | None:
    try:
        return None if scope is None else ScopeRequest.model_validate(scope).as_scope()
    except ValueError as error:
        raise AskFailed(f"题目的 scope 不合约定：{error}") from error
