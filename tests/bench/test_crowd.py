"""With others loaded too, an answer is the same, or what changed and who was cited is counted."""

from bench.crowd import Asked, compared, result_to_lines
from evals.model import Case, Score, Verdict

OURS, CROWD = frozenset({"ours"}), frozenset({"crowd"})


def asked(name, verdict=Verdict.RIGHT, text="5万元", documents=OURS, held_out=False):
    case = Case(name, f"{name}多少", "figure", "5万元", held_out=held_out)
    return Asked(Score(case, verdict, "", "", elapsed_ms=4.0), text, documents, documents, 2.0)


def test_what_changed_and_who_was_cited_is_counted():
    few = [asked("a"), asked("b"), asked("c")]
    many = [asked("a"), asked("b", Verdict.WRONG, "6万元", CROWD), asked("c", text="5.00万元")]
    result = compared(few, many, OURS)
    assert (result["verdict_changed"], result["worse"], result["text_changed"]) == (1, 1, 1)
    assert (result["citing_the_crowd"], result["figures_of_the_crowd"]) == (1, 1)
    assert result["citing"] == ["b"]
    lines = result_to_lines(result | {"documents": {"few": 1, "many": 2}})
    assert "1 state figures of it" in lines[2]


def test_what_is_held_out_is_counted_and_never_listed():
    few = [asked("a", held_out=True)]
    many = [asked("a", Verdict.WRONG, "6万元", CROWD, held_out=True)]
    result = compared(few, many, OURS)
    assert (result["worse"], result["citing_the_crowd"]) == (1, 1)
    assert (result["changed"], result["citing"]) == ([], [])
