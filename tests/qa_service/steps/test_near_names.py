"""A name nearly typed is offered; a name of another organisation is not."""

from __future__ import annotations

import pytest

from qa_service.intent import Asked
from qa_service.steps.near_names import near_organisations

LOADED = [Asked("云岭市澄溪区财政局", ()), Asked("云岭市澄溪区档案局", ())]


@pytest.mark.parametrize(
    "typed", ["澄溪区财正局", "澄西区财政局", "橙溪区才政局", "澄溪财政政局", "云岭市登溪区财政局"]
)
def test_a_name_a_character_away_or_of_the_same_sound_is_offered(typed: str) -> None:
    assert [asked.name for asked in near_organisations(typed, LOADED)] == ["云岭市澄溪区财政局"]


@pytest.mark.parametrize(
    "typed", ["澄溪区教育局", "河东区财政局", "财正局", "澄溪区卫生健康委员会"]
)
def test_a_name_of_another_organisation_is_not(typed: str) -> None:
    assert near_organisations(typed, LOADED) == []
