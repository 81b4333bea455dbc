"""People shorten, mix up and invent names of organisations; only loaded ones are answered for."""

import pytest

from qa_service.steps.organisations import Organisation, find_organisations
from qa_service.steps.wording import plain_question

BUREAU = Organisation("云岭市澄溪区财政局", ("云岭市澄溪区财政局",))
CITY_BUREAU = Organisation("云岭市财政局", ("云岭市财政局",))
STREET = Organisation("云岭市澄溪区人民政府柳湾街道办事处", ("云岭市澄溪区人民政府柳湾街道办事处",))
OFFICE = Organisation("云岭市委办公厅", ("云岭市委办公厅", "中共云岭市委办公厅"))
CONGRESS = Organisation("青岚省人大常委会办公厅", ("青岚省人大常委会办公厅",))
LOADED = [BUREAU, CITY_BUREAU, STREET, OFFICE, CONGRESS]


def found(question):
    return find_organisations(plain_question(question), LOADED)


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("云岭市澄溪区财政局2025年三公经费", BUREAU),
        ("澄溪财政局今年花多少", BUREAU),
        ("市财政局2025年支出多少", CITY_BUREAU),
        ("柳湾街道2023年收入", STREET),
        ("市委办公厅会议费", OFFICE),
        ("省人大2018年三公", CONGRESS),
        ("青岚那边的会议费", CONGRESS),
    ],
)
def test_short_names_mean_the_organisation(question, meant):
    mention = found(question)
    assert (mention.known, mention.ambiguous, mention.unknown) == ((meant,), False, None)


def test_an_office_may_be_said_without_its_ending_where_nothing_runs_on():
    mention = found("其他交通费用，澄溪财政")
    assert (mention.known, mention.ambiguous) == ((BUREAU,), False)
    assert found("澄溪财政拨款收入").ambiguous


def test_a_vague_name_beside_the_full_one_is_the_same_organisation():
    for question in ("财政局，也就是云岭市澄溪区财政局", "云岭市澄溪区财政局，这个财政局花多少"):
        mention = found(question)
        assert (mention.known, mention.ambiguous) == ((BUREAU,), False)


def test_a_name_that_fits_two_is_ambiguous():
    mention = found("财政局2025年支出多少")
    assert set(mention.known) == {BUREAU, CITY_BUREAU}
    assert mention.ambiguous


ADVISERS = Organisation("云岭市政协办公厅", ("云岭市政协办公厅",))


@pytest.mark.parametrize("question", ["政协云岭市办公厅的会议费", "云岭办公厅（政协）会议费"])
def test_what_tells_two_offices_apart_may_stand_anywhere(question):
    mention = find_organisations(plain_question(question), [OFFICE, ADVISERS])
    assert (mention.known, mention.ambiguous) == ((ADVISERS,), False)
    assert "政协" not in mention.rest


def test_an_office_is_asked_for_where_nothing_tells_two_apart():
    mention = find_organisations("云岭市办公厅的会议费", [OFFICE, ADVISERS])
    assert mention.ambiguous


@pytest.mark.parametrize(
    "question",
    [
        "雾屿新区财政局三公多少",
        "云岭市雾屿新区财政局三公多少",
        "澄溪区教育局预算",
        "北山市教育委员会三公经费",
    ],
)
def test_another_place_or_another_office_is_not_loaded(question):
    mention = found(question)
    assert mention.known == ()
    assert mention.unknown is not None


@pytest.mark.parametrize(
    "question",
    [
        "一般公共服务支出是多少",
        "那公用经费呢",
        "委员视察花了多少",
        "财政拨款收入多少",
        "机关运行经费是什么",
    ],
)
def test_items_are_no_organisations(question):
    mention = found(question)
    assert (mention.known, mention.unknown) == ((), None)


def test_two_organisations_come_in_the_order_said():
    assert found("省人大和澄溪财政局谁的三公多").known == (CONGRESS, BUREAU)


def test_what_is_left_does_not_name_them():
    assert "财政局" not in found("澄溪财政局的人员经费是多少").rest
