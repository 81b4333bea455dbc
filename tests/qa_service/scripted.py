"""A service over a small store with a scripted reply, for tests of web and conversation."""

from __future__ import annotations

import atexit
import secrets
import tempfile
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from pydantic import SecretStr

from index.build import IndexWriter
from index.open import Index
from index.tokens import Segmenter
from ingest.model import Document
from qa_service.corpus import Corpus
from qa_service.model import (
    Answer,
    Calculation,
    Citation,
    Context,
    Fact,
    Question,
    Reason,
    Role,
    Status,
    UsedFigure,
    Value,
)
from qa_service.service import Service, corpus_of, service_over
from qa_service.settings import Settings


@dataclass
class Script:
    """Answers by what the question says, and remembers the questions."""

    corpus: Corpus
    asked: list[Question] = field(default_factory=list)

    def __call__(self, question: Question) -> Answer:
        self.asked.append(question)
        if "炸" in question.text:
            raise ZeroDivisionError("secret detail")
        if "拨款" in question.text or question.carried.item:
            return self._income(question)
        other_id = secrets.token_urlsafe(6)
        if "哪个" in question.text:
            options = ("部门的收入是多少？", "本级的收入是多少？")
            return Answer(
                other_id, Status.CLARIFY, "要问哪一个？", Reason.AMBIGUOUS, options=options
            )
        return Answer(other_id, Status.REFUSED, "文件里没有这一项。", Reason.ITEM_MISSING)

    def _income(self, question: Question) -> Answer:
        document = self.corpus.documents(question.scope)[0]
        contents = self.corpus.contents(document)
        income, reception = contents.facts[0], contents.facts[1]
        context = Context(
            organisation=income.organisation,
            level=income.level,
            fiscal_year=2024,
            kind=income.kind,
            item="财政拨款收入",
            item_key="fiscal_appropriation_income",
            figure_ids=(income.fact_id,),
        )
        quantity = income.figure.quantity
        if quantity is None:
            raise ValueError("the script needs an amount")
        return Answer(
            answer_id=secrets.token_urlsafe(6),
            status=Status.ANSWERED,
            text="2024年财政拨款收入为3204.1万元。[1]\n公务接待费为20,000元。[2]",
            values=(Value(quantity, "财政拨款收入"),),
            figures=(UsedFigure(income, Role.ANSWER, 1), UsedFigure(reception, Role.CONTEXT, 2)),
            calculations=(Calculation("3204.1 ÷ 3204.1", quantity, (income.fact_id,)),),
            citations=(cite(income, contents.text, 1), cite(reception, contents.text, 2)),
            context=context,
            suggestions=("那财政拨款收入的构成呢？",),
            warnings=("<b>表格以元、文字以万元为单位</b>",),
        )


def cite(fact: Fact, text: str, number: int) -> Citation:
    """A citation of a figure: its sentence, or its cell."""
    figure = fact.figure
    source = figure.sentence or figure.source
    identity = fact.document.identity
    return Citation(
        number=number,
        document_id=fact.document.document_id,
        document=identity.title,
        organisation=identity.organisation,
        fiscal_year=identity.fiscal_year,
        published_on=None,
        source_url="javascript:alert(1)",
        section=("第一部分 情况说明",),
        page=source.page,
        table={"title": "三公经费预算表", "row": figure.label, "column": "预算数", "unit": "元"}
        if fact.is_cell
        else None,
        start=source.start,
        end=source.end,
        quote=text[source.start : source.end],
    )


@cache
def segmenter() -> Segmenter:
    """One for all tests: its dictionary takes a moment to load."""
    folder = tempfile.TemporaryDirectory(prefix="budget-qa-words-")
    atexit.register(folder.cleanup)
    return Segmenter(Path(folder.name))


def scripted_service(
    folder: Path, *documents: Document, max_question_chars: int = 50, admin_keys: str = ""
) -> Service:
    """A service over these documents in a new data folder."""
    writer = IndexWriter(folder, segmenter())
    for document in documents:
        writer.add(document, document.text.encode())
    writer.close()
    index = Index(folder, segmenter())
    corpus = corpus_of(index)
    settings = Settings(
        _env_file=None,  # type: ignore[call-arg]
        data_dir=folder,
        max_question_chars=max_question_chars,
        conversation_turns=3,
        admin_keys=SecretStr(admin_keys),
    )
    return service_over(index, corpus, settings, Script(corpus))
