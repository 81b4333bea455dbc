"""What is asked: any function of the contract's answer, here one over HTTP."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPException
from typing import Protocol
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit
from urllib.request import Request, urlopen

# Longer than any answer should take; a slower one is reported as that case's failure.
_TIMEOUT_SECONDS = 30.0
# An answer is a few kilobytes; a server that sends without end must not fill the memory.
_LONGEST_ANSWER = 5_000_000
_SHOWN_BODY = 200
# Documents listed at a time, and so many times at most.
_PAGE = 500
_MOST_PAGES = 1_000


class AskFailed(Exception):
    """No answer came back; the message says why, in a reader's words."""


class Ask(Protocol):
    """Ask one question, in a conversation or a new one; the answer in the contract's JSON.

    Raises AskFailed where none comes back.
    """

    def __call__(
        self, question: str, conversation_id: str | None, scope: Mapping[str, object] | None
    ) -> object: ...


def check_address(url: str) -> None:
    """Raises AskFailed for an address that is none."""
    if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).hostname:
        raise AskFailed(f"地址 {url} 不对，应形如 http://127.0.0.1:8000")


@contextmanager
def ask_over_http(url: str, timeout: float = _TIMEOUT_SECONDS) -> Iterator[Ask]:
    """A server that speaks the chat contract, at its root address (http://host:port).

    Raises AskFailed at once for an address that is none; ``timeout`` is in seconds.
    """
    check_address(url)

    def ask(
        question: str, conversation_id: str | None, scope: Mapping[str, object] | None
    ) -> object:
        body: dict[str, object] = {"question": question, "stream": False}
        if conversation_id is not None:
            body["conversation_id"] = conversation_id
        if scope is not None:
            body["scope"] = dict(scope)
        request = Request(
            url.rstrip("/") + "/api/v1/chat",
            data=json.dumps(body, ensure_ascii=False).encode(),
            headers={"Content-Type": "application/json"},
        )
        return fetch_json(request, timeout)

    yield ask


def loaded_over_http(url: str, timeout: float = _TIMEOUT_SECONDS) -> frozenset[str] | None:
    """The names of the files that a server has loaded; None where it does not tell."""
    names: set[str] = set()
    cursor: str | None = None
    for _ in range(_MOST_PAGES):
        after = f"&cursor={quote(cursor)}" if cursor else ""
        address = f"{url.rstrip('/')}/api/v1/documents?limit={_PAGE}{after}"
        try:
            page = fetch_json(Request(address), timeout)
            if not isinstance(page, dict):
                return None
            names.update(item["file_name"] for item in page["items"])
            cursor = page["next_cursor"]
        except (AskFailed, KeyError, TypeError):
            return None
        if not cursor:
            return frozenset(names)
    return None


def fetch_json(request: Request, timeout: float) -> object:
    """The JSON that a server answers with. Raises AskFailed with what came instead."""
    url = request.full_url
    try:
        with urlopen(request, timeout=timeout) as response:
            return _to_json(response.read(_LONGEST_ANSWER), response.status)
    except HTTPError as error:
        raise AskFailed(f"服务返回 {error.code}：{_detail(error)}") from error
    except TimeoutError as error:
        raise AskFailed(f"服务在 {timeout:g} 秒内没有回答") from error
    except URLError as error:
        if isinstance(error.reason, TimeoutError):
            raise AskFailed(f"服务在 {timeout:g} 秒内没有回答") from error
        raise AskFailed(f"连不上 {url}：{error.reason}") from error
    except (OSError, HTTPException) as error:
        raise AskFailed(f"与 {url} 的连接中断：{error}") from error


def _to_json(body: bytes, status: int) -> object:
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        shown = body.decode("utf-8", "replace")[:_SHOWN_BODY]
        raise AskFailed(f"服务返回 {status}，内容不是 JSON：{shown!r}") from error


def _detail(error: HTTPError) -> str:
    """What a problem report says, else the beginning of what came."""
    try:
        body = error.read(_LONGEST_ANSWER)
        problem = json.loads(body)
    except (OSError, HTTPException):
        return error.reason
    except (ValueError, RecursionError):
        return body.decode("utf-8", "replace")[:_SHOWN_BODY]
    detail = problem.get("detail") if isinstance(problem, dict) else None
    return detail if isinstance(detail, str) else error.reason
