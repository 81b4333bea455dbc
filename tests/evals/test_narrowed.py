"""Questions narrowed to what no document holds: the number of the whole must not answer them."""

from evals.model import Case, Score, Verdict
from evals.narrowed import Narrowed, narrow


def _case(question: str, kind: str = "figure") -> Case:
    return Case("c1", question, kind, "2万元")


ASKED = _case("某某市财政局2024年公务接待费是多少？")


def test_the_words_stand_right_before_the_items_name_or_right_behind_it() -> None:
    made = {c.question for seed in map(str, range(40)) if (c := narrow(ASKED, seed)) is not None}
    assert len(made) > 10
    for question in made:
        begin, _, end = question.partition("公务接待费")
        assert begin.startswith("某某市财政局2024年")
        assert end.endswith("是多少？")
        assert (begin, end) != ("某某市财政局2024年", "是多少？")


def test_only_numbers_of_a_named_item_are_narrowed() -> None:
    assert narrow(_case("公务接待费为什么减少", "text"), "1") is None
    assert narrow(_case("一共多少钱"), "1") is None


def test_the_name_of_a_table_is_no_item() -> None:
    for seed in map(str, range(10)):
        narrowed = narrow(_case("公务接待费支出决算表里，差旅费是多少"), seed)
        assert narrowed is not None
        assert narrowed.question.startswith("公务接待费支出决算表里，")


def test_the_number_of_the_whole_is_counted_apart_from_another() -> None:
    verdicts = (Verdict.RIGHT, Verdict.WRONG, Verdict.REFUSED)
    done = Narrowed(tuple(Score(ASKED, verdict, "", "") for verdict in verdicts))
    assert [s.verdict for s in done.as_the_whole] == [Verdict.RIGHT]
    assert "3 题，当作整项答了 1 题，答了别的 1 题" in done.line()
