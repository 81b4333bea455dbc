"""An answer is checked against the contract's form before it is judged."""

from decimal import Decimal
from typing import Any

import pytest

from evals.amounts import Amount
from evals.reply import NotAnAnswer, read_reply
from tests.evals.answers import answered, quoting


def test_numbers_labels_citations_and_options_are_read() -> None:
    figure = {"label": "办公费", "role": "answer", "value": "12.5", "unit": "万元"}
    blank = {"label": "水费", "role": "context", "value": None, "unit": "万元"}
    shown = {"expression": "1 ÷ 2", "result": "50", "unit": "%"}
    answer = answered("共12.5万元", ("12.5", "万元"), figures=[figure, blank])
    answer |= {"calculations": [shown], "citations": quoting("12.5"), "options": ["甲？"]}
    reply = read_reply(answer)
    assert reply.amounts == (
        Amount(Decimal("12.5"), "万元"),
        Amount(Decimal("12.5"), "万元"),
        Amount(Decimal("50"), "%"),
    )
    assert [str(citation) for citation in reply.citations] == ["某局：12.5"]
    assert "办公费" in reply.words
    assert reply.options == ("甲？",)


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        ("3204.1", "对象"),
        ({"status": "ok", "text": ""}, "status"),
        ({"status": "answered"}, "text"),
        (answered("一", values=[{"value": 12.5, "unit": "万元"}]), "十进制文字"),
        (answered("一", values=[{"value": "很多", "unit": "元"}]), "很多"),
        (answered("一", values={"value": "1"}), "列表"),
        (answered("一", citations=[{"quote": None}]), "quote"),
        (answered("一", citations=["甲"]), "对象"),
    ],
)
def test_what_is_not_an_answer_is_refused_with_where(answer: Any, says: str) -> None:
    with pytest.raises(NotAnAnswer, match=says):
        read_reply(answer)
