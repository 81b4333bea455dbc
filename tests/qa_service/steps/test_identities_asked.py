"""Every row of identities_asked.yaml reads its own example, and every identity has a row."""

from importlib.resources import files

import pytest
import yaml

from ingest.vocabulary.identities import identities
from qa_service.steps.identities_asked import (
    asked_identity,
    asks_of_all,
    asks_whether,
    families_in,
)
from qa_service.steps.wording import plain_question

TABLE = yaml.safe_load(files("qa_service.steps").joinpath("identities_asked.yaml").read_text())


def test_every_identity_can_be_asked_for():
    assert {row["key"] for row in TABLE["identities"]} == {rule.key for rule in identities()}


@pytest.mark.parametrize("row", TABLE["identities"], ids=lambda r: r["key"])
def test_the_example_of_an_identity_asks_for_it(row):
    question = plain_question(row["example"])
    rule = asked_identity(row["key"])
    assert asks_whether(question)
    assert families_in(question) & rule.families or rule.is_named_in(question)


@pytest.mark.parametrize("row", TABLE["asks"], ids=lambda r: r["example"])
def test_each_way_to_ask_reads_its_example(row):
    assert asks_whether(plain_question(row["example"]))


@pytest.mark.parametrize("row", TABLE["whole"], ids=lambda r: r["example"])
def test_each_way_to_ask_of_a_whole_document_reads_its_example(row):
    assert asks_of_all(plain_question(row["example"]))


@pytest.mark.parametrize("row", TABLE["families"], ids=lambda r: r["name"])
def test_each_kind_of_identity_reads_its_example(row):
    assert row["name"] in families_in(plain_question(row["example"]))


@pytest.mark.parametrize(
    "question",
    [
        "公务接待费是多少",
        "基本支出和项目支出加起来是多少",
        "三公经费比上年增加了多少",
        "公用经费占基本支出的多少",
        "三公经费和上年一样吗",
        "为什么减少",
        "机关运行经费是什么意思",
    ],
)
def test_a_question_for_a_number_asks_for_no_check(question):
    assert not asks_whether(plain_question(question))
