"""Public sets, each in its own layout (rows written by us), read, loaded and scored."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from evals import report
from evals.amounts import Amount
from evals.model import Scores
from evals.outside import cmrc2018, rgb, tatqa
from evals.outside.__main__ import main, run_set
from evals.outside.model import NotTheSet
from evals.reply import Reply
from evals.report import run_to_json
from evals.services import AskFailed

PARAGRAPHS = (
    ("云岭湖位于云岭市北部，湖面海拔一千二百米，是全市最大的淡水湖。", "云岭湖在哪里？"),
    ("石渚塔始建于宋代，高三十二米，塔身七层，现为市级文物。", "石渚塔有多高？"),
    ("北屏铁路全长八十公里，连接北屏与临汀，一九五八年通车。", "北屏铁路哪一年通车？"),
)
FLAT = [
    {"context_id": str(n), "context_text": text, "qas": [{"query_text": asked, "answers": []}]}
    for n, (text, asked) in enumerate(PARAGRAPHS)
]
LIKE_SQUAD = {
    "data": [
        {"paragraphs": [{"context": text, "qas": [{"question": asked}]}]}
        for text, asked in PARAGRAPHS
    ]
}
RGB_ROW = {
    "id": 0,
    "query": "石渚塔有几层？",
    "answer": [["七层", "7层"]],
    "positive": ["石渚塔塔身七层。"],
    "negative": ["石渚塔每年接待游客很多。"],
}
TATQA_ROW = {
    "table": {"table": [["", "2019", "2018"], ["Fixed Price", "$ 1,452.4", "$ 1,146.2"]]},
    "paragraphs": [{"order": 1, "text": "Figures are in millions."}],
    "questions": [
        {"question": "What was Fixed Price in 2019?", "answer": "1452.4", "scale": "million", "answer_type": "span"},
        {"question": "Which years are shown?", "answer": ["2019", "2018"], "scale": "", "answer_type": "multi-span"},
    ],
}  # fmt: skip


def written(folder: Path, data, name: str = "set.json") -> Path:
    path = folder / name
    path.write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    return path


def reply(status: str = "answered", text: str = "", *values: Amount) -> Reply:
    return Reply(status, None, text, None, values)


@pytest.mark.parametrize("data", [FLAT, LIKE_SQUAD], ids=["flat", "like SQuAD"])
def test_both_layouts_of_cmrc2018_are_the_same_paragraphs(tmp_path: Path, data):
    paragraphs = cmrc2018.read_paragraphs(written(tmp_path, data))
    assert [(p.text, p.questions[0]) for p in paragraphs] == list(PARAGRAPHS)


def test_a_paragraph_counts_at_the_place_where_it_is_first_found(tmp_path: Path):
    path = written(tmp_path, FLAT)
    paragraphs = cmrc2018.read_paragraphs(path)

    def find(question: str, limit: int) -> list[str]:
        return ["cmrc-00001.txt", "cmrc-00001.txt", "cmrc-00000.txt"]

    one, five, ten = cmrc2018.run_cmrc2018(path, paragraphs, find).measures
    assert (one.hits, five.hits, ten.hits, ten.of) == (1, 2, 2, 3)


def test_the_service_finds_the_paragraph_of_each_question(tmp_path: Path, monkeypatch):
    monkeypatch.setenv("BUDGET_QA_EMBEDDING_MODEL", "none")
    result = run_set("cmrc2018", written(tmp_path, FLAT))
    assert [(m.hits, m.of) for m in result.measures] == [(3, 3)] * 3


def test_rgb_counts_a_refusal_over_documents_without_the_answer(tmp_path: Path):
    path = written(tmp_path, RGB_ROW)
    questions = rgb.read_questions(written(tmp_path, [RGB_ROW]))

    def invents(question: str, document: str) -> Reply:
        return reply("answered", "石渚塔有九层")

    def knows(question: str, document: str) -> Reply:
        if document.endswith("-negative.txt"):
            return reply("refused", "没有找到")
        return reply("answered", "石渚塔有7层")

    assert [m.hits for m in rgb.run_rgb(path, questions, invents).measures] == [0, 0, 1]
    assert [m.hits for m in rgb.run_rgb(path, questions, knows).measures] == [1, 1, 0]


def test_rgb_is_read_a_line_at_a_time_as_it_is_published(tmp_path: Path):
    path = tmp_path / "zh.json"
    lines = [json.dumps(RGB_ROW, ensure_ascii=False)] * 2
    path.write_text("\n".join(lines), "utf-8")
    assert [asked.answer for asked in rgb.read_questions(path)] == [(("七层", "7层"),)] * 2


def test_a_service_that_gives_no_answer_has_refused(tmp_path: Path):
    def silent(question: str, document: str) -> Reply:
        raise AskFailed("服务没有回答")

    questions = rgb.read_questions(written(tmp_path, [RGB_ROW]))
    assert [m.hits for m in rgb.run_rgb(tmp_path, questions, silent).measures] == [1, 0, 0]


@pytest.mark.parametrize(
    ("value", "right"),
    [
        (Amount(Decimal("1452.4"), "百万元"), True),
        (Amount(Decimal("14.524"), "亿元"), True),
        (Amount(Decimal("1452.4"), ""), False),  # the right digits in another scale
        (Amount(Decimal("1146.2"), "百万元"), False),  # the year before
    ],
)
def test_tatqa_wants_the_number_and_its_scale(tmp_path: Path, value: Amount, right: bool):
    (context,) = tatqa.read_contexts(written(tmp_path, [TATQA_ROW]))
    assert tatqa.is_exact(context.questions[0], reply("answered", "", value)) is right


def test_tatqa_wants_every_span(tmp_path: Path):
    (context,) = tatqa.read_contexts(written(tmp_path, [TATQA_ROW]))
    assert tatqa.is_exact(context.questions[1], reply("answered", "2019 and 2018"))
    assert not tatqa.is_exact(context.questions[1], reply("answered", "2019"))


def test_tatqa_tells_refusals_from_wrong_answers(tmp_path: Path, monkeypatch):
    monkeypatch.setenv("BUDGET_QA_EMBEDDING_MODEL", "none")
    result = run_set("tatqa", written(tmp_path, [TATQA_ROW]))
    by_name = {measure.name: measure.hits for measure in result.measures}
    assert by_name["答案与数量级全对"] + by_name["拒答"] + by_name["答错"] == 2


@pytest.mark.parametrize("name", ["cmrc2018", "tatqa", "rgb"])
def test_another_file_is_refused_by_name(tmp_path: Path, capsys, name: str):
    assert main([name, str(written(tmp_path, [{"unknown": 1}], "other.json"))]) == 2
    assert "other.json" in capsys.readouterr().err


def test_a_file_that_is_no_json_is_refused(tmp_path: Path):
    path = tmp_path / "set.json"
    path.write_text("<html>", "utf-8")
    with pytest.raises(NotTheSet, match="不是 JSON"):
        cmrc2018.read_paragraphs(path)


def test_the_results_stand_in_the_report(tmp_path: Path):
    rgb_file = written(tmp_path, [RGB_ROW], "zh.json")

    def refuses(question: str, document: str) -> Reply:
        return reply("refused", "没有找到")

    result = rgb.run_rgb(rgb_file, rgb.read_questions(rgb_file), refuses)
    kept = written(tmp_path, result.as_json(), "rgb.json")
    run = run_to_json(Scores(()), cases=["samples.jsonl"], service="in process")
    page = tmp_path / "accuracy.md"
    arguments = [str(written(tmp_path, run, "run.json")), "--outside", str(kept)]
    assert report.main([*arguments, "--markdown", str(page)]) == 0
    assert "| RGB（中文） | zh.json | 资料里没有答案时拒答 | 1/1（100.0%） |" in page.read_text(
        "utf-8"
    )
