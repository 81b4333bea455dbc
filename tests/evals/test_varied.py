"""The same case asked with a typo, in traditional characters, in spoken style, and compared."""

import pytest

from evals.model import Case, Score, Verdict
from evals.variants import Compared
from evals.varied import Way, vary


def _case(question: str, name: str = "c1") -> Case:
    return Case(name, question, "figure", "2万元")


ASKED = _case("某某市财政局2024年公务接待费是多少？")


def test_a_typo_is_one_slip_in_the_items_name_and_nowhere_else() -> None:
    for seed in map(str, range(20)):
        varied = vary(ASKED, Way.TYPO, seed)
        if varied is not None:
            begin, _, end = varied.question.partition("年")
            assert begin == "某某市财政局2024"
            assert end.endswith("是多少？")
            assert abs(len(end) - len("公务接待费是多少？")) <= 1
            assert "公务接待费" not in end


def test_the_same_seed_makes_the_same_slip_and_others_make_others() -> None:
    def made(seed: str) -> str:
        varied = vary(ASKED, Way.TYPO, seed)
        return "" if varied is None else varied.question

    assert made("1") == made("1")
    assert len({made(str(seed)) for seed in range(12)}) > 3


def test_a_question_that_names_no_item_has_no_typo() -> None:
    assert vary(_case("主要职责是什么"), Way.TYPO, "1") is None


def test_traditional_characters_stand_one_for_one() -> None:
    varied = vary(_case("机关运行经费"), Way.TRADITIONAL, "1")
    assert varied is not None
    assert varied.question == "機關運行經費"
    assert vary(_case("公用"), Way.TRADITIONAL, "1") is None


def test_spoken_style_keeps_what_is_asked() -> None:
    for seed in map(str, range(10)):
        varied = vary(_case("财政局2024年会议费是多少？"), Way.SPOKEN, seed)
        assert varied is not None
        assert "财政局2024年会议费到底是多少" in varied.question


def test_nothing_but_the_last_question_changes() -> None:
    varied = vary(_case("那公务接待费呢"), Way.SPOKEN, "1")
    assert varied is not None
    assert (varied.id, varied.type, varied.answer) == ("c1", "figure", "2万元")
    assert varied.question.endswith("那公务接待费呢？")


@pytest.fixture
def compared() -> Compared:
    def score(name: str, verdict: Verdict) -> Score:
        return Score(_case("会议费", name), verdict, "", "")

    right, refused, wrong = Verdict.RIGHT, Verdict.REFUSED, Verdict.WRONG
    plain = [score("a", right), score("b", right), score("c", refused), score("d", right)]
    varied = [score("a", right), score("b", wrong), score("c", refused), score("d", right)]
    return Compared(Way.TYPO, tuple(plain), tuple(varied))


def test_what_became_worse_is_listed_and_the_points_are_told(compared: Compared) -> None:
    assert [s.case.id for s in compared.worse] == ["b"]
    assert compared.line() == (
        "typo：4 题，照原样答对 75.0%，换一种问法 50.0%，低 25.0 点；答错 0 → 1"
    )
