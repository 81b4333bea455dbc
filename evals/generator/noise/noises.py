"""The noises of real disclosures, one row each: how text and layout go wrong in them.

Each is drawn by a seed and changes draft and truth together: what is no longer stated in full
moves to `lost`. Numbers are those of the list of noises (噪声) that real documents showed.
"""

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from evals.generator.draft import Draft
from evals.generator.noise import losses, pages, spacing, tables, wording


@dataclass(frozen=True)
class Noise:
    """One kind of noise; `apply` returns in how many places it changed the draft.

    `chance` says how often it comes where noises are mixed ('all').
    """

    number: int
    meaning: str
    apply: Callable[[Draft, random.Random], int]
    chance: float = 0.6


ALL = "all"
# In the order in which they are applied: what loses numbers first, what spaces characters last.
NOISES = {
    "flattened": Noise(9, "表被粘成一行一个值，空格消失", tables.flatten_tables, 0.2),
    "one-row": Noise(25, "只有一行数字，没有列名", tables.leave_one_row, 0.2),
    "cut-codes": Noise(10, "科目编码被截断", tables.cut_codes),
    "dropped": Noise(12, "掉字、丢金额、丢比例、原因为空", losses.drop_characters),
    "masked": Noise(19, "打码、“(略)”", losses.mask),
    "template": Noise(13, "模板说明残留，“增加（减少）”", wording.leave_template),
    "polluted": Noise(20, "繁体与拼音混入", wording.pollute),
    "thousands": Noise(3, "千分位逗号时有时无", losses.mix_thousands),
    "punctuation": Noise(15, "标点、引号混用，缺“元”缺“%”", wording.mispunctuate),
    "typos": Noise(14, "错字、叠字", wording.misspell),
    "numbering": Noise(5, "编号全角半角混用、缺点", pages.mix_numbering),
    "broken-numbers": Noise(1, "数字与单位被换行、换页切开", spacing.break_numbers),
    "spaced-numbers": Noise(2, "数字前后、百分号前有空格", spacing.space_numbers),
    "page-numbers": Noise(4, "页码混入正文", pages.number_pages_in_text),
    "repeated-headers": Noise(6, "表头、标题重复", pages.repeat_headers),
    "folded-headers": Noise(7, "列标题逐格折行", tables.fold_headers),
    "sides-together": Noise(8, "左右两栏之间没有分隔", tables.run_sides_together, 0.3),
    "contents": Noise(11, "目录域残留", pages.leave_contents_fields),
    "brackets": Noise(16, "文号的括号被替换", wording.misbracket),
    "old-year": Noise(24, "残留上一年的年份", wording.leave_old_year),
    "captions": Noise(22, "图题和图例混入", wording.caption),
    "site": Noise(18, "网站外壳、附件名粘在标题前", wording.wrap_in_site),
    "layers": Noise(23, "文字与数字分为两层", pages.part_layers, 0.1),
    "padding": Noise(17, "全角空格、不换行空格、行尾空格", spacing.pad_lines),
    "spaced-characters": Noise(21, "逐字空格", spacing.space_characters),
}


def noise_names(chosen: str) -> tuple[str, ...]:
    """Read 'none', 'all' (a mixture, by chance) or names with commas.

    Raises ValueError for a name that is not one.
    """
    if chosen == "none":
        return ()
    if chosen == ALL:
        return (ALL,)
    names = tuple(name.strip() for name in chosen.split(",") if name.strip())
    if unknown := [name for name in names if name not in NOISES]:
        raise ValueError(f"没有这种噪声：{'、'.join(unknown)}。可用的有：{'、'.join(NOISES)}")
    return names


def add_noise(draft: Draft, names: Iterable[str], seed: str) -> dict[str, int]:
    """Put noises into a draft; return in how many places each changed it."""
    wanted = set(names)
    changed: dict[str, int] = {}
    for name, noise in NOISES.items():
        mixed = random.Random(f"{seed}|{draft.about.document}|{name}|chance")
        if name in wanted or (ALL in wanted and mixed.random() < noise.chance):
            # Each from a chance of its own: with others or without, it does the same kind of thing.
            rng = random.Random(f"{seed}|{draft.about.document}|{name}")
            changed[name] = noise.apply(draft, rng)
    draft.settle()
    # What is half stated need not be seen to contradict; its number still is not what it was.
    lost = {fact.fact_id for fact in draft.truth.lost}
    planted = draft.truth.contradictions
    draft.truth.contradictions = [one for one in planted if not lost & set(one.fact_ids)]
    draft.truth.weakened += [one for one in planted if lost & set(one.fact_ids)]
    draft.truth.noise = [name for name, places in changed.items() if places]
    return changed
