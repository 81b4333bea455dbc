"""The conversation a citizen has with one text budget, asked of a sample and of a real one.

Expected amounts and words are read from the documents.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.end_to_end.server import Installation, Server

SAMPLE = "雾屿市月湾新区退役军人事务管理局-2025-部门预算.txt"
REAL = "大连高新区营商环境建设局-2023-部门预算.txt"


class Turn(NamedTuple):
    """A question, what is answered ('4168.06 万元', or a reason of refusal), and its evidence."""

    question: str
    answer: str
    quoted: str = ""  # in a citation's quote
    said: str = ""  # in the answer's text
    unsaid: str = ""  # not in the answer's text


SAMPLE_TALK = [
    Turn("一年的财政拨款有多少", "4168.06 万元", "财政拨款收入4168.06万元"),
    Turn("工资福利这块花多少", "2795.12 万元", "2795.12万元", "工资福利和对个人家庭补助支出"),
    Turn("本级比上一年少了多少", "-111.44 万元", "减少111.44万元", "111.44"),
    Turn("有三公经费吗", "0 万元", "无“三公”经费支出"),
    Turn("为什么", "", "压减出行和接待", "压减出行和接待"),
    Turn("机关运行经费", "221.88 万元", "221.88万元"),
    Turn("是什么意思", "", "日常公用开销", "日常公用开销"),
    Turn("公车几辆", "0 辆", "共有车辆0辆"),
    Turn("行政运行是什么", "", "在职人员工资的支出", "在职人员工资", "未单设科目"),
    Turn("适应性培训项目今年多少", "84.33 万元", "84.33万元"),
    Turn("培训费花了多少", "item_missing", said="培训费"),
    Turn("局长工资多少", "item_missing"),
    Turn("2024年呢", "year_missing", said="2025"),
]
REAL_TALK = [
    Turn("一年的财政拨款有多少", "3204.1 万元", "3204.1万元"),
    Turn("工资福利这块花多少", "753.14 万元", "753.14万元", "对个人"),
    Turn("本级比上一年少了多少", "-2582.47 万元", "2582.47万元"),
    Turn("有三公经费吗", "0 万元", "无“三公”经费"),
    Turn("为什么", "", "厉行节约", "厉行节约"),
    Turn("机关运行经费", "14.76 万元", "14.76万元"),
    Turn("是什么意思", "", "机关运行经费"),
    Turn("公车几辆", "0 辆", "0辆"),
    Turn("行政运行是什么", "", "行政运行", "行政运行", "一般行政管理事务"),
    Turn("工作业务经费项目今年多少", "112.79 万元", "112.79万元"),
    Turn("培训费花了多少", "item_missing", said="培训费"),
    Turn("局长工资多少", "item_missing"),
    Turn("2024年呢", "year_missing", said="2023"),
]


@pytest.fixture(scope="session")
def sample_talk(library: Server) -> list[dict[str, Any]]:
    """Among all samples the conversation is about one document."""
    scope = {"document_ids": [library.documents()[SAMPLE]]}
    return library.ask_in_turn([turn.question for turn in SAMPLE_TALK], scope=scope)


@pytest.fixture(scope="session")
def real_talk(
    real_documents: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[list[dict[str, Any]]]:
    """The only document that is loaded needs no naming."""
    installation = Installation(tmp_path_factory.mktemp("real"))
    installation.ingest(real_documents / REAL)
    with installation.serve() as server:
        yield server.ask_in_turn([turn.question for turn in REAL_TALK])


@pytest.mark.parametrize("number", range(len(SAMPLE_TALK)), ids=lambda n: SAMPLE_TALK[n].question)
def test_the_sample_answers(sample_talk: list[dict[str, Any]], number: int) -> None:
    check(sample_talk[number], SAMPLE_TALK[number])


@pytest.mark.real
@pytest.mark.parametrize("number", range(len(REAL_TALK)), ids=lambda n: REAL_TALK[n].question)
def test_the_real_document_answers(real_talk: list[dict[str, Any]], number: int) -> None:
    check(real_talk[number], REAL_TALK[number])


def check(answer: dict[str, Any], turn: Turn) -> None:
    """Whether an answer says what is expected of the turn."""
    text = answer["text"]
    if turn.answer.endswith("_missing"):
        assert (answer["status"], answer["reason"]) == ("refused", turn.answer), text
    else:
        assert answer["status"] == "answered", text
        values = [f"{value['value']} {value['unit']}" for value in answer["values"]]
        assert values == ([turn.answer] if turn.answer else []), text
        quotes = ["".join(c["quote"].split()) for c in answer["citations"]]
        assert any(turn.quoted in quote for quote in quotes), quotes
    assert turn.said in text
    assert not turn.unsaid or turn.unsaid not in text
