"""Whether what was found is what the question asks of, or only resembles it."""

from __future__ import annotations

import re

from ingest.vocabulary.load import plain_label
from qa_service.intent import Intent
from qa_service.model import Fact
from qa_service.steps.look_up import Found
from qa_service.steps.loose_names import speaks_of_more

# A label that merely holds the asked words (head_strength).
_RESEMBLES = 65
# How the name of an office ends, which has amounts of its own.
_OFFICE = re.compile(r"(中心|处|科|室|委会|站|队|院|馆|校|研究所|俱乐部|公司)$")


def is_doubtful(intent: Intent, found: Found) -> bool:
    """Whether words of the question stay unexplained and what was found only resembles the item."""
    if intent.glued:
        return True
    if len(intent.content) < 2:
        return False
    if found.first is not None and intent.content in plain_label(found.first.figure.label):
        return False  # '工资福利和补助' is 工资福利和对个人家庭补助支出
    if found.first is not None and (
        _names_another(intent, found.first) or speaks_of_more(intent, found.first)
    ):
        return True
    return found.weak or found.head <= _RESEMBLES or not found.first


def _names_another(intent: Intent, fact: Fact) -> bool:
    """Whether the words right before the item make it another's: '文印中心人员经费'.

    They must be said of the figure found: in its name, above it, or in its sentence's heading.
    """
    target = intent.target
    if target is None or target.generic or intent.rest[target.start : target.end] != target.text:
        return False
    before = re.split(r"[^\u4e00-\u9fff]", intent.rest[: target.start])[-1]
    owner = re.sub(r"的$", "", before)
    if len(owner) < 3 or not _OFFICE.search(owner) or not intent.content.startswith(owner[:2]):
        return False
    f = fact.figure
    said = "".join((*f.item_path, *f.section_path, *f.column_path, fact.organisation))
    return not any(owner[i : i + 2] in plain_label(said) for i in range(len(owner) - 1))
