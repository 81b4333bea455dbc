"""Where the figures just answered stand, and what vouches for them: '在哪一页', '那个数对吗'."""

from __future__ import annotations

from ingest.model import Check
from qa_service.corpus import Corpus
from qa_service.draft import Draft
from qa_service.intent import Intent
from qa_service.model import Fact
from qa_service.steps import compose

# As many as an answer's figures are told again.
_MOST = 3
_CHECKED = {
    Check.PASSED: "与文件里相关的数核对相符",
    Check.FAILED: "与文件里相关的数对不上，请以原文件为准",
    Check.UNCHECKED: "文件里没有可以和它核对的等式",
    Check.UNVERIFIED: "识别自扫描件，没有等式能证实，请对照原文件",
}


def place_of(intent: Intent, corpus: Corpus) -> Draft | None:
    """The figures of the last answer with their places, None where there were none."""
    carried = set(intent.carried_figures)
    ids = {fact_id.partition(".")[0] for fact_id in carried}
    documents = [d for d in corpus.documents() if d.document_id in ids]
    facts = [f for f in corpus.facts(documents) if f.fact_id in carried]
    if not facts or (intent.items and "item" not in intent.carried):
        return None
    draft = Draft()
    for fact in facts[:_MOST]:
        figure = fact.figure
        draft.say(
            f"{compose.document_phrase(fact)}中，{compose.stated(fact)}{draft.mark(fact)}，"
            f"见{_where(fact, corpus)}；{_CHECKED[figure.check]}。"
        )
        if figure.quantity is not None:
            draft.give(figure.quantity, figure.label)
    return draft


def _where(fact: Fact, corpus: Corpus) -> str:
    """The page, and the table or the heading it stands under."""
    page = f"第{fact.figure.source.page}页" if fact.figure.source.page else ""
    table = corpus.contents(fact.document).tables.get(fact.figure.source.table_id or "")
    if table is not None and table.title:
        return f"{page}《{table.title}》"
    return f"{page}“{fact.figure.section_path[-1]}”" if fact.figure.section_path else f"{page}正文"
