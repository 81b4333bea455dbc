"""The service in this process, over the data folder of the settings or over a temporary one."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from evals.services import Ask, AskFailed
from qa_service.errors import ServiceError
from qa_service.model import Scope
from qa_service.settings import Settings, SettingsInvalid, read_settings
from qa_service.web.schemas import ScopeRequest


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
        # The converted model is kept: making it again for every run would take a minute.
        models = settings.model_cache or settings.data_dir.resolve() / "models"
        chosen = {"data_dir": Path(folder), "model_cache": models}
        _read_into(documents, chosen)
        yield _ask_over(settings.model_copy(update=chosen))


def _read_into(documents: Path, chosen: Mapping[str, Path]) -> None:
    """Read documents as a user would: by the command, in a process of its own."""
    environment = {f"BUDGET_QA_{name.upper()}": str(value) for name, value in chosen.items()}
    done = subprocess.run(
        [sys.executable, "-m", "qa_service", "ingest", str(documents)],
        env={**os.environ, **environment},
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
        try:
            narrowed: Scope | None = None
            if scope is not None:
                narrowed = ScopeRequest.model_validate(scope).as_scope()
            answer = service.conversations.take_turn(question, conversation_id, narrowed)
        except ServiceError as error:
            raise AskFailed(error.detail) from error
        except ValueError as error:
            raise AskFailed(f"题目的 scope 不合约定：{error}") from error
        return answer.as_json()

    return ask
