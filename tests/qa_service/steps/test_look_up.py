"""Of all figures with a like name, the one asked for answers; what contradicts it is found."""

from decimal import Decimal

from ingest.model import Aspect, Fund, Level, Measure, Source
from ingest.quantity import Quantity, Unit, wan
from qa_service.steps.fitting import Query
from qa_service.steps.item_names import ItemMention
from qa_service.steps.items import find_items
from qa_service.steps.look_up import look_up_figures
from tests.qa_service.facts import fact_of


def query(question, aspect=Aspect.AMOUNT):
    return Query(find_items(question), aspect, 2025)


def row(label, number, key="f1", **fields):
    fields = {"item_path": (label,), "label": label} | fields
    return fact_of(wan(number) if number is not None else None, key, **fields)


def test_the_total_answers_not_a_column_of_it():
    facts = [
        row("会议费", "7", "a", facet="basic_expenditure", column_path=("基本支出",)),
        row("会议费", "9", "b"),
    ]
    assert look_up_figures(query("会议费多少"), facts).first == facts[1]


def test_a_named_column_answers_when_it_is_asked():
    facts = [
        row("行政运行", "7", "a", facet="basic_expenditure", column_path=("基本支出",)),
        row("行政运行", "9", "b"),
    ]
    assert look_up_figures(query("基本支出里的行政运行多少"), facts).first == facts[0]


def test_all_money_together_answers_before_one_fund():
    facts = [
        row("基本支出", "5836.27", "a", item="basic_expenditure", fund=Fund.FISCAL_APPROPRIATION),
        row("基本支出", "5916.27", "b", item="basic_expenditure"),
    ]
    found = look_up_figures(query("基本支出多少"), facts)
    assert found.first == facts[1]
    assert found.otherwise == (facts[0],)
    asked = look_up_figures(query("财政拨款的基本支出多少"), facts)
    assert asked.first == facts[0]


def test_a_table_in_yuan_and_its_sentence_in_wan_agree():
    facts = [
        row("会议费", "4748.35", "a"),
        fact_of(
            Quantity(Decimal("47483458"), Unit.YUAN), "b", label="会议费", item_path=("会议费",)
        ),
    ]
    found = look_up_figures(query("会议费"), facts)
    assert set(found.best) == set(facts)
    assert found.first == facts[1]
    assert found.rivals == ()


def test_a_contradiction_is_found():
    facts = [row("会议费", "87.36", "a"), row("会议费", "887.36", "b")]
    found = look_up_figures(query("会议费"), facts)
    assert len(found.best) == len(found.rivals) == 1


def test_a_sentence_about_tax_money_contradicts_tables_of_nothing_else():
    cell = Source(0, 1, table_id="t1")
    total = row("会议费", "87.36", "a", source=cell)
    from_tax = row("会议费", "87.36", "b", source=cell, fund=Fund.GENERAL_PUBLIC_BUDGET)
    sentence = row("会议费", "887.36", "c", fund=Fund.FISCAL_APPROPRIATION)
    assert look_up_figures(query("会议费"), [total, from_tax, sentence]).rivals == (sentence,)
    assert look_up_figures(query("会议费"), [total, sentence]).otherwise == (sentence,)


def test_two_items_of_one_name_are_told_apart():
    facts = [
        row("一般管理", "1", "a", code="2012902", item_path=("群众团体事务", "一般管理")),
        row("一般管理", "2", "b", code="2013202", item_path=("组织事务", "一般管理")),
    ]
    mention = (ItemMention("一般管理"),)
    assert len(look_up_figures(Query(mention, Aspect.AMOUNT, 2025), facts).homonyms) == 2
    named = (ItemMention("组织事务"), *mention)
    assert look_up_figures(Query(named, Aspect.AMOUNT, 2025), facts).first == facts[1]


def test_goods_of_one_name_in_one_table_do_not_contradict_each_other():
    facts = [
        row("住宿服务", amount, amount, item_path=("服务", project, "住宿服务"), source=cell)
        for project, amount, cell in (
            ("全体会议", "1", Source(0, 1, table_id="t1")),
            ("委员培训", "2", Source(2, 3, table_id="t1")),
        )
    ]
    found = look_up_figures(Query((ItemMention("住宿服务"),), Aspect.AMOUNT, 2025), facts)
    assert (len(found.homonyms), found.rivals) == (2, ())
    named = (ItemMention("委员培训"), ItemMention("住宿服务"))
    assert look_up_figures(Query(named, Aspect.AMOUNT, 2025), facts).best == (facts[1],)


def test_a_blank_is_found_as_blank_and_yields_to_a_stated_zero():
    blank = row("事业收入", None, "a", item="business_income")
    zero = row("事业收入", "0", "b", item="business_income")
    assert look_up_figures(query("事业收入"), [blank]).blank == (blank,)
    assert look_up_figures(query("事业收入"), [blank, zero]).first == zero


def test_last_years_executed_amount_is_not_this_years_budget():
    facts = [
        row("会议费", "60", "a"),
        row("会议费", "55", "b", fiscal_year=2024, measure=Measure.EXECUTED),
    ]
    assert look_up_figures(query("会议费"), facts).best == (facts[0],)


def test_a_sentence_about_the_own_office_is_not_the_departments():
    facts = [row("会议费", "60", "a"), row("会议费", "40", "b", level=Level.OWN)]
    assert look_up_figures(query("会议费"), facts).first == facts[0]


def test_nothing_like_it_gives_nothing():
    assert look_up_figures(query("培训费"), [row("会议费", "60")]).first is None


def test_an_item_is_known_by_its_own_name_not_by_what_it_is_part_of():
    path = ("灾害防治及应急管理支出", "应急管理事务")
    facts = [
        row(
            f"灾害防治及应急管理支出（类）应急管理事务（款）{name}（项）",
            amount,
            name,
            item_path=(*path, name),
        )
        for name, amount in (("行政运行", "911"), ("应急管理", "307"), ("安全监管", "505"))
    ]
    named = Query((ItemMention("应急管理"),), Aspect.AMOUNT, 2025)
    found = look_up_figures(named, facts)
    assert (found.best, found.homonyms) == ((facts[1],), ())
