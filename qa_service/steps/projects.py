"""projects: what documents say of their projects: purpose, basis, who does it, when, its goal.

A project is a run of sections (项目概述, 立项依据, 实施主体 …) under one heading, or a form
(绩效目标表) with its labels.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.model import StoredDocument
from ingest.forms import is_form_title
from ingest.model import Aspect, Row, Source
from ingest.vocabulary.patterns import patterns
from qa_service.corpus import Contents, Corpus
from qa_service.draft import Draft, Quote
from qa_service.intent import Intent, Stop
from qa_service.model import Reason
from qa_service.names import document_title
from qa_service.steps.prose_wording import ProseTopic, first_asked, prose_wording
from qa_service.steps.quote import flat, text_of
from qa_service.steps.select import Selection
from qa_service.steps.statements import compared, statements_of

_NAME_OF_FORM = "项目名称"
_HEADING_ENDS = re.compile(
    r"^(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]\s*)+|(?:项目)?(?:支出|经费)?(?:预算)?(?:情况)?(?:的)?(?:情况|说明)+$"
)
_LABELLED = re.compile(r"(?:^|[。；\s])([^。；：，\s]{2,16})：")
# How much of what names a project in the question its description must hold.
_MEANT = 0.6
_LEAST_NAME = 3
_MOST = 3
_ASKS_COUNT = re.compile(r"(?<!哪)(几|多少)(个|项)")
ASKS_MONEY = re.compile(r"多少(钱|万|元|亿|资金|经费)|金额|几(万|亿)|(各|分别)(是|有|要)?多少")
_COMPOSED = re.compile(r"由|分成|分为|组成|构成|包括|哪几?(块|部分)")
_PARTS = re.compile(r"由.{2,80}组成|包括|分为")
WITH_AMOUNTS = re.compile(r"其中[：:].*\d.*(万元|元)|\d[\d.]*万元[，、].*\d[\d.]*万元")


@dataclass(frozen=True)
class Part:
    """One labelled part of a project's description: '立项依据' and where it is told."""

    label: str
    place: Source
    path: tuple[str, ...]


@dataclass(frozen=True)
class Project:
    """A described project; `name` is '' where its heading does not say one."""

    document: StoredDocument
    name: str
    text: str
    parts: tuple[Part, ...]

    def holds(self, place: Source, document: StoredDocument) -> bool:
        """Whether a place of a document stands in the description."""
        if document.document_id != self.document.document_id:
            return False
        return any(p.place.start <= place.start < p.place.end for p in self.parts)

    def part(self, wanted: re.Pattern[str]) -> Part | None:
        """The first part whose label is of this kind."""
        return next((p for p in self.parts if wanted.search(compared(p.label))), None)


def projects_of(contents: Contents) -> Iterator[Project]:
    """The projects a document describes, in order."""
    groups: dict[tuple[str, ...], list[Part]] = {}
    labels = [topic.tells for topic in prose_wording().fields]
    for section in contents.sections:
        title = section.title
        known = patterns().project_outline.fullmatch(title) or any(
            p.fullmatch(compared(title)) for p in labels
        )
        if known and len(section.path) > 1:
            part = Part(title, section.source, section.path)
            groups.setdefault(section.path[:-1], []).append(part)
    for path, parts in groups.items():
        if len(parts) < 2:
            continue
        text = contents.text[parts[0].place.start : parts[-1].place.end]
        name = _HEADING_ENDS.sub("", _HEADING_ENDS.sub("", path[-1].strip()))
        yield Project(contents.document, name, compared(name + text), tuple(parts))
    for table in contents.tables.values():
        if is_form_title(table.title):
            yield from _of_form(contents.document, table.rows, table.section_path)


def _of_form(
    document: StoredDocument, rows: Sequence[Row], path: tuple[str, ...]
) -> Iterator[Project]:
    named = next((r for r in rows if compared(r.label) == _NAME_OF_FORM and r.cells), None)
    if named is None:
        return
    parts = tuple(
        Part(r.label, r.cells[0].source, path) for r in rows if r.cells and r.cells[0].printed
    )
    name = flat(named.cells[0].printed)
    said = "".join(r.cells[0].printed for r in rows if r.cells)
    yield Project(document, name, compared(name + said), parts)


def project_part(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | Stop | None:
    """What is told of one part of a project, where the question speaks of a project."""
    words = prose_wording()
    asked = _part_asked(intent)
    if asked is None or not words.project.search(_outside_items(intent)):
        return None
    projects = all_projects(selection, corpus)
    said = _said(intent, asked)
    if not said:
        return _tell_parts(intent, asked, projects, corpus)
    scored = [(held_by(said, p.text), held_by(said, compared(p.name)), p) for p in projects]
    best = max(((held, named) for held, named, _ in scored), default=(0.0, 0.0))
    if best[0] < _MEANT:
        return None
    meant = [p for held, named, p in scored if (held, named) == best]
    return _tell_parts(intent, asked, meant, corpus)


def named_project(intent: Intent, selection: Selection, corpus: Corpus) -> Draft | Stop | None:
    """The same for what a project's description names word for word, and no item is."""
    asked = _part_asked(intent)
    if asked is None or (intent.target and intent.target.keys):
        return None  # '信息化建设的钱用来做什么' asks of an item, whatever projects say of it
    said = _said(intent, asked)
    if not any(len(w) >= _LEAST_NAME for w in said):
        return None
    projects = [p for p in all_projects(selection, corpus) if all(w in p.text for w in said)]
    return _tell_parts(intent, asked, projects[:1], corpus)


def _part_asked(intent: Intent) -> ProseTopic | None:
    counts = _ASKS_COUNT.search(intent.plain)
    money = "多少" in intent.plain and not _COMPOSED.search(intent.plain)
    if counts or money or prose_wording().duty.headings.search(intent.plain):
        return None
    return first_asked(prose_wording().fields, intent.plain)


def all_projects(selection: Selection, corpus: Corpus) -> list[Project]:
    """Every project that the documents describe, in order."""
    documents = (*selection.documents, *selection.others)
    return [p for d in documents for p in projects_of(corpus.contents(d))]


def _said(intent: Intent, asked: ProseTopic) -> list[str]:
    """What a question says of a project, without the words that ask and the word 项目."""
    words = prose_wording()
    said = [_whole(w) for w in words.content(intent.rest, asked.asks)]
    return [w for w in said if len(w) >= 2 and not words.project.fullmatch(w)]


def _tell_parts(
    intent: Intent, asked: ProseTopic, meant: Sequence[Project], corpus: Corpus
) -> Draft | Stop | None:
    if not meant:
        return None
    if _COMPOSED.search(intent.plain) and (told := _made_of(intent, meant[0], corpus)):
        return told
    parts = [(p, part) for p in meant[:_MOST] if (part := p.part(asked.tells))]
    if not parts:
        return _without_part(asked, meant[0])
    draft = Draft()
    for project, part in parts:
        _tell(draft, intent, project, part, corpus)
    return draft


def _outside_items(intent: Intent) -> str:
    """The question without the names of known items: '项目支出' speaks of no project."""
    said = intent.plain
    for item in intent.items:
        said = said.replace(item.text, "，") if item.keys and item.strong else said
    return said


def _whole(word: str) -> str:
    """A name without the word 项目 around it."""
    return re.sub(r"^(项目|专项)|(项目|专项)$", "", word)


def held_by(words: Sequence[str], text: str) -> float:
    """How much of the words a text holds (0 to 1), by pairs of characters."""
    pairs = {w[i : i + 2] for w in words for i in range(len(w) - 1)}
    return sum(p in text for p in pairs) / len(pairs) if pairs else 0.0


def _tell(draft: Draft, intent: Intent, project: Project, part: Part, corpus: Corpus) -> None:
    contents = corpus.contents(project.document)
    start, end = _own_words(intent, contents, part)
    quote = Quote(project.document, start, end, part.path, _page(contents, part.place, start))
    name = f"“{project.name}”项目" if project.name else "项目说明"
    lead = f"\n{name}" if draft.text else f"{document_title(project.document)}的{name}"
    draft.say(f"{lead}，{part.label}：“{text_of(quote, corpus)}”{draft.mark_quote(quote)}。")


def _own_words(intent: Intent, contents: Contents, part: Part) -> tuple[int, int]:
    """The part without its heading; of several labelled pieces ('法律顾问费：…'), the one named."""
    start, end = part.place.start, part.place.end
    text = contents.text[start:end]
    if part.place.table_id is None:
        body = re.match(r"[^\n]*\n", text)
        start += body.end() if body else 0
    pieces = list(_LABELLED.finditer(contents.text, start, end))
    for piece, following in zip(pieces, [*pieces[1:], None], strict=False):
        if len(pieces) > 1 and compared(piece[1]) in intent.plain:
            return piece.start(1), following.start(1) if following else end
    return start, end


def _page(contents: Contents, place: Source, start: int) -> int | None:
    return place.page and 1 + sum(edge <= start for edge in contents.page_ends)


def _made_of(intent: Intent, project: Project, corpus: Corpus) -> Draft | None:
    """The sentence that says what a project is made of; with amounts where they are asked."""
    wanted = WITH_AMOUNTS if ASKS_MONEY.search(intent.plain) else _PARTS
    spans = [(p.place.start, p.place.end) for p in project.parts]
    for statement in statements_of(project.document, corpus):
        inside = any(a <= statement.start < b for a, b in spans)
        if inside and wanted.search(statement.text):
            quote = statement.quote()
            draft = Draft()
            draft.say(
                f"{document_title(project.document)}写道："
                f"“{text_of(quote, corpus)}”{draft.mark_quote(quote)}。"
            )
            for fact in corpus.contents(project.document).facts if wanted is WITH_AMOUNTS else ():
                figure = fact.figure
                inside = statement.start <= figure.source.start < statement.end
                if inside and figure.aspect is Aspect.AMOUNT and figure.quantity:
                    draft.mark(fact)
                    draft.give(figure.quantity, figure.label)
            return draft
    return None


def _without_part(asked: ProseTopic, project: Project) -> Stop:
    there = "、".join(dict.fromkeys(p.label for p in project.parts))
    return Stop(
        Reason.ITEM_MISSING,
        f"{document_title(project.document)}没有写{project.name or '这个项目'}的{asked.name}。"
        f"写了的有：{there}。",
    )
