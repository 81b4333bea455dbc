"""Our errors: stable codes, one each, and details that say what to do."""

from __future__ import annotations

from collections.abc import Iterator

from qa_service.errors import (
    BodyTooLarge,
    InvalidRequest,
    PageNotFound,
    QuestionTooLong,
    ServiceError,
)


def every_error() -> Iterator[type[ServiceError]]:
    yield ServiceError
    yield from ServiceError.__subclasses__()


def test_codes_are_distinct_and_statuses_are_of_errors() -> None:
    codes = [kind.code for kind in every_error() if "code" in vars(kind)]
    assert len(codes) == len(set(codes))
    assert all(400 <= kind.status < 600 for kind in every_error())


def test_every_error_has_a_title_and_a_docstring() -> None:
    assert all(kind.title and kind.__doc__ for kind in every_error())


def test_a_problem_says_where_what_and_what_to_do() -> None:
    assert QuestionTooLong(1200, 1000).as_problem() == {
        "type": "about:blank",
        "title": "问题太长",
        "status": 422,
        "code": "question_too_long",
        "detail": "问题有 1200 个字，最多 1000 个字。请缩短后再问。",
    }
    assert BodyTooLarge(4 * 1024 * 1024).detail.startswith("请求超过 4 MB")
    assert PageNotFound(9, 0).detail == "没有第 9 页：这份文件不分页。"
    assert InvalidRequest("错", ({"field": "a", "message": "b"},)).as_problem()["errors"]
