"""The service in this process, over the data folder of the settings or over a temporary one."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from evals.services import Ask, AskFailed


@contextmanager
def open_in_process(documents: Path | None) -> Iterator[Ask]:
    """Ask without a server. Raises AskFailed where the service cannot be opened."""
    raise AskFailed(f"本进程内的服务还没有接好（{documents or '缺省数据目录'}），请先用 --url")
    yield
