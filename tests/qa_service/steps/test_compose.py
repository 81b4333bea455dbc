"""How a figure is named in an answer."""

from dataclasses import replace

from ingest.model import Aspect, Kind
from ingest.quantity import wan
from qa_service.steps.compose import item_phrase, measure_phrase
from qa_service.steps.fitting import Query, judge
from qa_service.steps.item_names import ItemMention
from tests.qa_service.facts import DOCUMENT, fact_of


def test_a_row_that_no_item_names_is_named_with_what_stands_above_it():
    path = ("服务", "全体会议", "会议费", "餐饮服务")
    row = fact_of(wan("1"), label="餐饮服务", item_path=path, table_kind="procurement")
    assert item_phrase(row) == "全体会议—会议费—餐饮服务"
    known = fact_of(wan("1"), label="会议费", item="meeting_expense", table_kind="three_public")
    assert item_phrase(known) == "会议费"


def test_a_name_that_says_budget_needs_no_other_word_for_it_and_is_found_by_it():
    final = replace(DOCUMENT, identity=replace(DOCUMENT.identity, kind=Kind.FINAL_ACCOUNT))
    planned = fact_of(wan("17"), label="涉及预算金额", item="performance_amount", document=final)
    assert measure_phrase(planned) == ""
    assert measure_phrase(fact_of(wan("17"), label="公务接待费", document=final)) == "年初预算数"
    asked = ItemMention("涉及预算金额", keys=("performance_amount",))
    judged = judge(Query((asked,), Aspect.AMOUNT, 2025), planned)
    assert judged is not None and judged.score == judged.head
