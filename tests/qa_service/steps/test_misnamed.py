"""A slip in an organisation's name is mended where one loaded organisation fits, and no other."""

import pytest

from qa_service.steps.misnamed import read_organisations
from qa_service.steps.organisations import Organisation
from qa_service.steps.wording import plain_question

BUREAU = Organisation("云岭市澄溪区财政局", ("云岭市澄溪区财政局",))
CIVIL = Organisation("云岭市澄溪区商贸促进局", ("云岭市澄溪区商贸促进局",))
CITY = Organisation("云岭市档案和地方文献局", ("云岭市档案和地方文献局",))
LOADED = [BUREAU, CIVIL, CITY]


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("云岭市澄溪区财正局2025年三公经费", BUREAU),
        ("澄溪区财证局2025年三公经费", BUREAU),
        ("澄溪区商茂促进局的会议费", CIVIL),
        ("澄溪区商贸促近局的会议费", CIVIL),
        ("云岭市档岸和地方文献局收入", CITY),
    ],
)
def test_a_character_that_sounds_alike_is_mended(question, meant):
    _, mention, name = read_organisations(plain_question(question), LOADED)
    assert mention.known == (meant,)
    assert name in (meant.name, None)


@pytest.mark.parametrize(
    "question",
    ["云岭市澄溪区民政局2025年三公经费", "白汀市财政局2025年收入", "石渚区档案局2025年收入"],
)
def test_another_office_or_place_is_no_slip(question):
    _, mention, name = read_organisations(plain_question(question), LOADED)
    assert (mention.known, name) == ((), None)
    assert mention.unknown


def test_the_name_that_was_meant_is_told():
    meant, _, name = read_organisations("云岭市澄溪区财正局2025年三公经费", LOADED)
    assert (meant, name) == ("云岭市澄溪区财政局2025年三公经费", BUREAU.name)
