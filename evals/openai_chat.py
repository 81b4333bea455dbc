"""A chat model at an OpenAI-compatible address, asked like our service: its text becomes an answer.

The model is told how to begin (a number, a refusal with its reason, a question back), and what
it says is read by evals/chat_text.py.
"""

import json
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.request import Request

from evals.chat_text import text_to_answer
from evals.names import REASON_NAMES
from evals.services import Ask, AskFailed, check_address, fetch_json

_PROMPT = (Path(__file__).parent / "chat_prompt.md").read_text("utf-8")


@contextmanager
def ask_openai(
    base_url: str, model: str, key: str | None = None, timeout: float = 30.0
) -> Iterator[Ask]:
    """The chat endpoint below ``base_url`` (https://host/v1), with ``key`` as its bearer.

    Raises AskFailed at once for an address that is none; ``timeout`` is in seconds.
    """
    check_address(base_url)
    conversations: dict[str, list[dict[str, str]]] = {}

    def ask(
        question: str, conversation_id: str | None, scope: Mapping[str, object] | None
    ) -> object:
        conversation = conversation_id or uuid.uuid4().hex
        earlier = conversations.get(conversation) or [_system(scope)]
        messages = [*earlier, {"role": "user", "content": question}]
        body = {"model": model, "messages": messages, "temperature": 0, "stream": False}
        request = Request(
            base_url.rstrip("/") + "/chat/completions",
            data=json.dumps(body, ensure_ascii=False).encode(),
            headers={"Content-Type": "application/json"}
            | ({"Authorization": f"Bearer {key}"} if key else {}),
        )
        text = _said(fetch_json(request, timeout))
        conversations[conversation] = [*messages, {"role": "assistant", "content": text}]
        return {**text_to_answer(text), "conversation_id": conversation}

    yield ask


def _system(scope: Mapping[str, object] | None) -> dict[str, str]:
    prompt = _PROMPT.replace("{reasons}", "、".join(REASON_NAMES.values()))
    if scope:
        prompt += f"\n只看这个范围：{json.dumps(scope, ensure_ascii=False)}\n"
    return {"role": "system", "content": prompt}


def _said(response: object) -> str:
    """The text of the first choice. Raises AskFailed where there is none."""
    try:
        text = response["choices"][0]["message"]["content"]  # type: ignore[index]
    except (KeyError, IndexError, TypeError):
        text = None
    if not isinstance(text, str) or not text.strip():
        shown = json.dumps(response, ensure_ascii=False)[:200]
        raise AskFailed(f"模型的回答里没有文字：{shown}")
    return text
