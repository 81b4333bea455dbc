"""What a client calls a file is one plain name on our side."""

import pytest

from qa_service.sent_names import plain_name


@pytest.mark.parametrize(
    ("given", "plain"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\文件\\部门预算.pdf", "部门预算.pdf"),
        ("..", "文件"),
        ("", "文件"),
        ("甲\u202e\x00乙.docx", "甲乙.docx"),
        (".隐藏.txt", "隐藏.txt"),
        ("长" * 200 + ".pdf", "长" * 65 + ".pdf"),
    ],
)
def test_a_name_that_was_sent_is_one_plain_name(given: str, plain: str) -> None:
    assert plain_name(given) == plain
