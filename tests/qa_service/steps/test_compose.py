"""How a figure is named in an answer."""

from ingest.quantity import wan
from qa_service.steps.compose import item_phrase
from tests.qa_service.facts import fact_of


def test_a_row_that_no_item_names_is_named_with_what_stands_above_it():
    path = ("服务", "全体会议", "会议费", "餐饮服务")
    row = fact_of(wan("1"), label="餐饮服务", item_path=path, table_kind="procurement")
    assert item_phrase(row) == "全体会议—会议费—餐饮服务"
    known = fact_of(wan("1"), label="会议费", item="meeting_expense", table_kind="three_public")
    assert item_phrase(known) == "会议费"
