"""A chat model that reads the pieces which plain retrieval found: what is built today, whole."""

from collections.abc import Mapping

from bench.comparators.retrieve import Retriever
from bench.comparators.run import TOP
from evals.services import Ask, AskFailed


class ModelOverChunks:
    """Asks a chat endpoint (evals/openai_chat.py), with the best pieces before the question.

    The pieces are quoted as data, each with its file's name, and count as what the answer cites.
    In a conversation what was asked before is looked for too.
    """

    def __init__(self, ask: Ask, retriever: Retriever) -> None:
        self._ask, self._retriever = ask, retriever
        self._asked: dict[str, list[str]] = {}

    def __call__(
        self, question: str, conversation_id: str | None, scope: Mapping[str, object] | None
    ) -> object:
        earlier = self._asked.get(conversation_id or "", [])
        chunks = self._retriever.find("\n".join((*earlier, question)), TOP)
        pieces = "\n".join(
            f"【资料{number}：{chunk.document}】\n{chunk.text}"
            for number, chunk in enumerate(chunks, start=1)
        )
        answer = self._ask(f"{pieces}\n\n只依据以上资料回答：{question}", conversation_id, scope)
        if not isinstance(answer, dict):
            raise AskFailed(f"模型的回答不成格式：{answer!r}")
        self._asked[str(answer["conversation_id"])] = [*earlier, question]
        cited = [{"document": chunk.document, "quote": chunk.text} for chunk in chunks]
        return {**answer, "citations": cited}
