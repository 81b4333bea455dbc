"""Files and questions as they come: a clear word to their sender, and nothing lost beside them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.end_to_end.server import Installation, Server
from tests.ingest.samples import FILES

TEXT = next(path for path in FILES if path.suffix == ".txt")
PDF = next(path for path in FILES if path.suffix == ".pdf")
CALLED_BY_300_CHARACTERS = "预算" * 148 + ".txt"


def test_bad_files_are_told_one_by_one_and_the_good_ones_are_in(
    installation: Installation, tmp_path: Path
) -> None:
    told = {
        "空.txt": (b"", "文件是空的"),
        "网页.pdf": (b"<!DOCTYPE html><html><body>404 Not Found</body></html>", "网页"),
        "截断.pdf": (PDF.read_bytes()[: PDF.stat().st_size // 2], "损坏"),
    }
    text = TEXT.read_text("utf-8")
    good = {
        "国标编码.txt": text.replace("退役军人", "水务").encode("gb18030"),
        "空字符.txt": text.replace("退役军人", "林业").replace("。", "。\x00").encode(),
        f"{'长' * 80}.txt": text.replace("退役军人", "渔业").encode(),
    }
    for name, content in [*good.items(), *((name, bad[0]) for name, bad in told.items())]:
        (tmp_path / name).write_bytes(content)
    too_long = tmp_path / CALLED_BY_300_CHARACTERS
    code, said = installation.run("ingest", str(tmp_path), str(too_long))
    assert code == 1
    for name, (_, why) in told.items():
        assert re.search(f"✗.*{name}.*{why}", said), said
    assert re.search("✗.*预算预算", said), said
    assert "读入 3 份，失败 4 份" in said and "Traceback" not in said
    with installation.serve() as server:
        assert set(server.documents()) == set(good)
        for whose in ("水务", "林业", "渔业"):
            answer = server.ask(f"雾屿市月湾新区{whose}事务管理局2025年机关运行经费是多少")
            assert [value["value"] for value in answer["values"]] == ["221.88"]
            assert "\x00" not in answer["text"]


@pytest.mark.parametrize(
    ("question", "code"),
    [
        ("", "question_empty"),
        ("钱" * 350_000, "question_too_long"),
        ("a" * 6_000_000, "body_too_large"),
    ],
    ids=["empty", "a megabyte", "six megabytes"],
)
def test_a_question_that_cannot_be_asked_is_told_why(
    library: Server, question: str, code: str
) -> None:
    response = library.client.post("/api/v1/chat", json={"question": question})
    problem = response.json()
    assert response.headers["content-type"] == "application/problem+json"
    assert (problem["code"], problem["status"]) == (code, response.status_code)
    assert problem["detail"]
    assert library.client.get("/readyz").status_code == 200


@pytest.mark.parametrize(
    "question", ["😀🎉👍", "？？？", "\x00\x01财政", "<b>'; DROP TABLE turns;--"]
)
def test_an_odd_question_gets_a_sensible_answer(library: Server, question: str) -> None:
    answer = library.ask(question)
    assert answer["status"] in ("refused", "clarify")
    assert answer["text"] and answer["values"] == []
