"""Citations hold the evidence, on the page they name; what is given and needed is counted."""

from typing import Any

from evals.model import CitationCount
from evals.reply import read_reply
from evals.score import reply_to_score
from evals.source_text import SourceText
from tests.evals.answers import answered, case

BOOK = SourceText(["封面 15", "差旅费 15.00 万元，会议", "费 8.00 万元"])


def cite(*quotes: tuple[str, int | None]) -> dict[str, Any]:
    shown = [
        {"number": n, "document": "某局", "quote": quote, "page": page}
        for n, (quote, page) in enumerate(quotes, 1)
    ]
    return answered("15万元", ("15", "万元"), citations=shown)


def cited(answer: dict[str, Any], evidence: str, pages: tuple[int, ...] = ()) -> bool | None:
    asked = case(value="15", unit="万元", evidence=evidence, pages=pages)
    return reply_to_score(asked, read_reply(answer), 1.0, BOOK).cited


def test_a_quotation_stands_on_the_page_it_names() -> None:
    assert cited(cite(("差旅费15.00万元", 2)), "差旅费15.00万元") is True
    assert cited(cite(("差旅费15.00万元", 3)), "差旅费15.00万元") is False
    assert cited(cite(("差旅费15.00万元", 9)), "差旅费15.00万元") is False


def test_a_quotation_may_run_on_over_the_end_of_a_page() -> None:
    for page in (2, 3):
        assert cited(cite(("会议费8.00万元", page)), "会议费8.00万元") is True
    assert cited(cite(("会议费8.00万元", 1)), "会议费8.00万元") is False


def test_the_same_digits_on_another_page_are_not_the_place() -> None:
    assert cited(cite(("15.00", 2)), "15.00", (2,)) is True
    assert cited(cite(("15", 1)), "15", (2,)) is False


def test_citations_given_and_places_needed_are_counted() -> None:
    asked = case(value="15", unit="万元", evidence="差旅费15.00万元")
    answer = read_reply(cite(("差旅费15.00万元", 2), ("会议费8.00万元", 2)))
    count = reply_to_score(asked, answer, 1.0, BOOK).citation_count
    assert count == CitationCount(given=2, holding=1, needed=1, found=1)
    elsewhere = reply_to_score(asked, read_reply(cite(("封面", 1))), 1.0, BOOK).citation_count
    assert elsewhere == CitationCount(given=1, holding=0, needed=1, found=0)
