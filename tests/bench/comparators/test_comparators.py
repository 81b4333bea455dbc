"""What people build today, asked the same cases and judged by the same scorers."""

from decimal import Decimal
from pathlib import Path

from bench.comparators.chunks import OVERLAP, SIZE, Chunk, folder_to_chunks
from bench.comparators.numbers import first_number, longest_shared, seen_in, shared_words
from bench.comparators.retrieve import Bm25Retriever, MeaningRetriever
from bench.comparators.run import chunks_to_reply, question_of, retrieval_to_compared
from bench.comparators.table import compared_to_markdown
from bench.comparators.with_model import ModelOverChunks
from evals.model import Case
from evals.run import run_cases
from tests.fakes import HashEmbedder

TRAVEL = Chunk("云岭市司法局.txt", "三、机构运转 2023年因公出国（境）费预算为1.50万元，与上年持平")
VEHICLES = Chunk("云岭市司法局.txt", "公务用车购置及运行费预算为12.60万元，比上年减少0.40万元")
MACHINE = {"measured_at": "2026-01-01", "processor": "-", "cores": 1, "commit": "-"}


def case(question: str, value: str, **others) -> Case:
    return Case(
        "one", question, "figure", f"{value}万元", value=Decimal(value), unit="万元", **others
    )


class Fixed:
    def __init__(self, *chunks: Chunk) -> None:
        self.chunks = list(chunks)

    def find(self, question: str, limit: int) -> list[Chunk]:
        return self.chunks[:limit]


def test_a_text_is_cut_into_overlapping_pieces_that_lose_nothing(tmp_path: Path):
    sentences = [f"第{n}项工作安排资金{n}.25万元。" for n in range(60)]
    (tmp_path / "云岭市司法局.txt").write_text("".join(sentences), "utf-8")
    chunks = folder_to_chunks(tmp_path)
    assert len(chunks) > 3
    assert all(len(chunk.text) <= SIZE for chunk in chunks)
    assert all(any(s.rstrip("。") in chunk.text for chunk in chunks) for s in sentences)
    assert OVERLAP and chunks[0].document == "云岭市司法局.txt"


def test_years_and_codes_are_no_amounts():
    seen = list(seen_in(["2023年 2210201 住房公积金 88.30，另有车辆3辆"]))
    assert [(str(s.amount.value), s.amount.unit) for s in seen] == [("88.30", ""), ("3", "辆")]


def test_each_heuristic_ranks_numbers_its_own_way():
    pieces = [TRAVEL.text, VEHICLES.text]
    question = "公务用车购置及运行费是多少"
    assert str(first_number(question, pieces)[0].value) == "1.50"
    assert str(shared_words(question, pieces)[0].value) == "12.60"
    assert str(longest_shared(question, pieces)[0].value) == "12.60"


def test_bm25_finds_the_piece_that_shares_the_rarest_words():
    found = Bm25Retriever([TRAVEL, VEHICLES]).find("出国费用", 1)
    assert found == [TRAVEL]


def test_vectors_find_the_nearest_piece_and_never_more_than_there_are():
    retriever = MeaningRetriever([TRAVEL, VEHICLES], HashEmbedder())
    assert retriever.find(VEHICLES.text, 5)[0] == VEHICLES
    assert len(retriever.find("任何问题", 5)) == 2


def test_what_was_asked_before_is_looked_for_too():
    assert question_of(case("那公车呢", "12.60", history=("出国费多少",))) == "出国费多少\n那公车呢"


def test_a_number_without_a_unit_counts_in_the_unit_asked_for():
    reply = chunks_to_reply(
        case("住房公积金多少", "88.30"), [Chunk("a", "住房公积金 88.30")], first_number
    )
    assert [(str(a.value), a.unit) for a in reply.values] == [("88.30", "万元")]


def test_the_best_heuristic_is_the_one_that_is_shown():
    cases = [case("公务用车购置及运行费是多少", "12.60", evidence="运行费预算为12.60万元")]
    compared = retrieval_to_compared("BM25", cases, Fixed(TRAVEL, VEHICLES), lambda: None)
    assert compared.name == "BM25, shared words"
    assert compared.as_json()["right"] == 1
    assert compared.as_json()["evidence_found"] == 1.0


def test_it_answers_what_cannot_be_answered_and_that_counts_as_wrong():
    unanswerable = Case("two", "云岭市水务局预算多少", "unanswerable", "没有装入", status="refused")
    compared = retrieval_to_compared("BM25", [unanswerable], Fixed(TRAVEL), lambda: None)
    assert compared.as_json()["wrong"] == 1


def test_evidence_that_was_not_found_is_said():
    cases = [case("公务用车购置及运行费是多少", "12.60", evidence="运行费预算为12.60万元")]
    compared = retrieval_to_compared("BM25", cases, Fixed(TRAVEL), lambda: None)
    assert compared.as_json()["evidence_found"] == 0.0
    page = compared_to_markdown([compared], MACHINE)
    assert "| 1 | 0 | 0 | 1 | 0.0% | 100.0% | 0.0% |" in page


def test_a_model_reads_the_pieces_and_what_it_read_counts_as_cited():
    sent: list[str] = []

    def ask(question: str, conversation_id: str | None, scope) -> object:
        sent.append(question)
        value = {"value": "12.60", "unit": "万元"}
        return {
            "status": "answered",
            "text": "12.60万元",
            "values": [value],
            "conversation_id": "c",
        }

    vehicles = case("公务用车购置及运行费是多少", "12.60", evidence="运行费预算为12.60万元")
    scores = run_cases([vehicles], ModelOverChunks(ask, Fixed(VEHICLES)))
    assert scores.tally().right == 1 and scores.tally().cited == 1
    assert VEHICLES.text in sent[0] and sent[0].endswith("公务用车购置及运行费是多少")


def test_what_was_asked_before_is_looked_for_with_a_model_too():
    looked: list[str] = []

    class Noted(Fixed):
        def find(self, question: str, limit: int) -> list[Chunk]:
            looked.append(question)
            return super().find(question, limit)

    def ask(question: str, conversation_id: str | None, scope) -> object:
        return {"status": "answered", "text": "不详", "values": [], "conversation_id": "c"}

    asked = case("那公车呢", "12.60", history=("出国费多少",))
    run_cases([asked], ModelOverChunks(ask, Noted(VEHICLES)))
    assert looked == ["出国费多少", "出国费多少\n那公车呢"]
