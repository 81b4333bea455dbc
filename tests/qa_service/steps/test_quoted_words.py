"""Words of a page as an answer quotes them: lines run together, signs set apart put together."""

import pytest

from qa_service.steps.quote import flat


@pytest.mark.parametrize(
    ("printed", "quoted"),
    [
        ("基本支出\n情况", "基本支出情况"),
        ("财 政 业 务 费 10.00 万 元 ， 维 护", "财政业务费10.00万元，维护"),
        ("2024 年预算 12 万元", "2024 年预算 12 万元"),
        ("12\n3万元", "12 3万元"),
        ("财 政 业 务 费 1 2 3 万 元", "财政业务费1 2 3万元"),
    ],
)
def test_blanks_go_only_where_they_set_signs_apart(printed, quoted):
    assert flat(printed) == quoted
