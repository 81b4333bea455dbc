"""Each noise changes a document as it says, and the truth stays exact: what is stated is stated."""

import re
from decimal import Decimal

import pytest

from evals.generator.draft import Draft, Line, Table
from evals.generator.grid import table_cells
from evals.generator.noise.noises import NOISES, add_noise, noise_names
from evals.generator.samples import STYLES, commission_of, write_draft
from evals.generator.truth import Fact

# What the words of a document look like with a noise, and never without; whether it needs pages.
SHOWS = {
    "flattened": (r"(?m)^[\d,.]+ \|$", False),
    "one-row": (r"(?m)^[\d,.—]+( [\d,.—]+)+$|^—$", False),
    "cut-codes": (r"(?m)^[23]$", False),
    "dropped": (r"(?<![\d）  (])万元|主要原因(是|：)。|[\u4e00-\u9fff]%", False),
    "masked": (r"\*\*\*|\(略\)|\* 般", False),
    "template": (r"公开0[16]表|XX部门|填写说明|（(减少|增加)）", False),
    "polluted": (r"預|財|撥|務|門|項|開|業", False),
    "thousands": (r"", False),
    "punctuation": (r"[,:;()\"](?!\d)|三公”|\d ?万(?!元)", False),
    "typos": (r"原因原因|经费费|车用车运|其中其中|来来|主要主要|俱体|经经费|釆", False),
    "numbering": (
        r"(?m)^[１-９][、]|^\d[.．、)]|^\d[^\d.．、)]|^([一二三四五六七八九十])\1、",
        False,
    ),
    "broken-numbers": (r"\d ?\n(万元|元|辆|个|家|台)", False),
    "spaced-numbers": (r"\d +(%|万元)", False),
    "page-numbers": (r"\n[─—-]? ?\d+ ?[─—-]?\n[\u4e00-\u9fff“，。；、）]", False),
    "repeated-headers": (r"", False),
    "folded-headers": (r"", False),
    "sides-together": (r"", True),
    "contents": (r"PAGEREF|…\d|…\d+-\d+", False),
    "brackets": (r"„20\d\d‟|﹝20\d\d﹞|【20\d\d】|\[20\d\d\]", False),
    "old-year": (r"年部门汇总预算编制范围的单位与上年相同", False),
    "captions": (r"支出, \d\d\.\d\d%", False),
    "site": (r"点击量", False),
    "layers": (r"", True),
    "padding": (r"　|\u00a0| {100}", False),
    "spaced-characters": (r"[\u4e00-\u9fff] [\u4e00-\u9fff] [\u4e00-\u9fff]", False),
}
ON_PAGES = ("layers", "sides-together", "page-numbers", "broken-numbers")
SEEDS = [str(number) for number in range(3)]


def noisy(
    name: str, style: str, seed: str = "1", paged: bool = False
) -> tuple[Draft, dict[str, int]]:
    draft = write_draft(commission_of(style, 0, seed, style))
    draft.paged = paged
    names = tuple(NOISES) if name == "every" else noise_names(name)
    return draft, add_noise(draft, names, seed)


def words(draft: Draft) -> str:
    lines = []
    for block in draft.blocks:
        if isinstance(block, Line):
            lines.append(block.text)
        elif isinstance(block, Table):
            lines += [cell.text for cell in table_cells(block)]
    return "\n".join(lines)


def test_every_noise_is_tried_here_and_each_has_its_number() -> None:
    assert set(SHOWS) == set(NOISES)
    assert {noise.number for noise in NOISES.values()} == set(range(1, 26))


def test_columns_are_folded_but_not_renamed() -> None:
    draft, _ = noisy("folded-headers", "final")
    paths = [c.path for b in draft.blocks if isinstance(b, Table) for c in b.columns]
    assert any("\n" in part for path in paths for part in path)
    unfolded = {tuple(part.replace("\n", "") for part in path) for path in paths}
    assert {f.column_path for f in draft.truth.facts if "table" in f.where} <= unfolded


def test_thousands_are_marked_in_some_numbers_and_not_in_others() -> None:
    draft, _ = noisy("thousands", "final")
    printed = [f.printed for f in draft.truth.facts if "narrative" in f.where]
    large = [p for p in printed if len(p.replace(",", "")) > 6]
    assert {"," in p for p in large} == {True, False}


def test_a_header_stands_again_in_the_middle_of_its_table() -> None:
    seeds = (noisy("repeated-headers", "final", seed)[0] for seed in SEEDS)
    tables = [b for draft in seeds for b in draft.blocks if isinstance(b, Table)]
    assert any(table.repeated_at for table in tables)
    assert all(table.repeats_header for table in tables)


@pytest.mark.parametrize("name", list(SHOWS))
def test_a_noise_shows_in_the_document(name: str) -> None:
    pattern, paged = SHOWS[name]
    styles = ["shanghai", "jiangsu", "final"]
    shown = 0
    for style in styles:
        for seed in SEEDS:
            clean = write_draft(commission_of(style, 0, seed, style))
            draft, changed = noisy(name, style, seed, paged)
            before, after = words(clean), words(draft)
            if changed[name]:
                was, now = (len(re.findall(pattern, text)) for text in (before, after))
                shown += now > was or not pattern
            else:
                assert before == after
    assert shown


@pytest.mark.parametrize(
    ("name", "style", "paged"),
    [
        *((name, "final", name in ON_PAGES) for name in NOISES),
        *(("every", style, paged) for style in STYLES for paged in (False, True)),
    ],
)
def test_what_the_truth_still_states_is_still_printed(name: str, style: str, paged: bool) -> None:
    draft, _ = noisy(name, style, paged=paged)
    in_lines, in_cells = set(), set()
    for block in draft.blocks:
        if isinstance(block, Line):
            in_lines |= {(id(part), block.text) for part in block.parts if isinstance(part, Fact)}
        elif isinstance(block, Table):
            in_cells |= {id(cell) for row in block.rows for cell in row if isinstance(cell, Fact)}
    assert draft.truth.facts
    for fact in draft.truth.facts:
        if "table" in fact.where:
            assert id(fact) in in_cells
        else:
            assert (id(fact), fact.where["narrative"]) in in_lines
            assert fact.printed in fact.text
            assert fact.text in fact.where["narrative"]
        digits = fact.printed.replace(",", "")
        if fact.value is not None and digits[-1:].isdigit():
            assert Decimal(digits) == abs(fact.value)
    stated = {id(fact) for fact in draft.truth.facts}
    assert not [fact for fact in draft.truth.lost if id(fact) in stated]


@pytest.mark.parametrize("name", [*NOISES, "every"])
def test_no_number_disappears_without_being_called_lost(name: str) -> None:
    clean = write_draft(commission_of("final", 0, "2", "final"))
    draft, _ = noisy(name, "final", "2")
    kept = [fact.fact_id for fact in [*draft.truth.facts, *draft.truth.lost]]
    assert sorted(kept) == sorted(fact.fact_id for fact in clean.truth.facts)


@pytest.mark.parametrize("name", ["dropped", "masked", "template", "flattened", "one-row"])
def test_a_noise_that_removes_a_number_says_so(name: str) -> None:
    lost = [len(noisy(name, "jiangsu", seed)[0].truth.lost) for seed in SEEDS]
    assert sum(lost) > 0


@pytest.mark.parametrize("name", ["broken-numbers", "spaced-numbers", "padding", "layers"])
def test_a_noise_of_the_layout_loses_nothing(name: str) -> None:
    for seed in SEEDS:
        assert noisy(name, "shanghai", seed, paged=True)[0].truth.lost == []


def test_every_statement_still_stands_in_the_text() -> None:
    for style in STYLES:
        draft, _ = noisy("every", style, "4")
        text = words(draft)
        assert [s.text for s in draft.truth.statements if s.text not in text] == []


def test_the_same_seed_gives_the_same_noise() -> None:
    one, two, other = (words(noisy("all", "final", seed)[0]) for seed in ("5", "5", "6"))
    assert one == two != other


def test_the_truth_names_the_noise_that_changed_something() -> None:
    draft, changed = noisy("site,layers", "plain")
    assert draft.truth.noise == ["site"]
    assert changed["layers"] == 0


def test_all_is_a_mixture_that_differs_from_document_to_document() -> None:
    mixtures = {tuple(noisy("all", "final", seed)[0].truth.noise) for seed in SEEDS}
    assert len(mixtures) == len(SEEDS)
    assert all(3 < len(names) < len(NOISES) for names in mixtures)


def test_a_noise_nobody_knows_is_named() -> None:
    with pytest.raises(ValueError, match=r"没有这种噪声：rain。可用的有：flattened"):
        noise_names("site,rain")
