"""Conversations keep their turns exactly, in order, also when several are asked at once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine

from index.store.conversations import Conversations


@pytest.fixture
def conversations(engine: Engine) -> Conversations:
    return Conversations(engine)


def test_turns_come_back_exactly_and_in_order(conversations: Conversations) -> None:
    conversation = conversations.start()
    assert (
        conversations.append(conversation, "去年呢？", '{"value": "0.10"}', '{"year": 2023}') == 1
    )
    assert conversations.append(conversation, "为什么", '{"value":  "1E+2"}') == 2
    kept = conversations.turns(conversation)
    assert [(turn.number, turn.question, turn.answer, turn.context) for turn in kept] == [
        (1, "去年呢？", '{"value": "0.10"}', '{"year": 2023}'),
        (2, "为什么", '{"value":  "1E+2"}', "{}"),
    ]
    assert [turn.number for turn in conversations.turns(conversation, last=1)] == [2]


def test_a_conversation_is_started_once_and_goes_on(conversations: Conversations) -> None:
    assert conversations.start("chosen-by-caller") == "chosen-by-caller"
    conversations.append("chosen-by-caller", "问", "{}")
    assert conversations.start("chosen-by-caller") == "chosen-by-caller"
    assert len(conversations.turns("chosen-by-caller")) == 1
    assert conversations.start() != conversations.start()


def test_only_the_last_turns_are_kept_and_numbers_go_on(conversations: Conversations) -> None:
    conversation = conversations.start()
    for number in range(5):
        conversations.append(conversation, f"问{number}", "{}", keep=2)
    assert [turn.number for turn in conversations.turns(conversation)] == [4, 5]


def test_an_unknown_conversation_takes_no_turn(conversations: Conversations) -> None:
    assert conversations.append("nowhere", "问", "{}") is None
    assert conversations.turns("nowhere") == []


def test_a_turn_that_comes_twice_with_its_answers_id_is_kept_once(
    conversations: Conversations,
) -> None:
    conversation = conversations.start()
    assert conversations.append(conversation, "问", "{}", answer_id="a1") == 1
    assert conversations.append(conversation, "问", "{}", answer_id="a1") == 1
    assert conversations.append(conversation, "再问", "{}", answer_id="a2") == 2
    assert [turn.question for turn in conversations.turns(conversation)] == ["问", "再问"]


def test_a_removed_conversation_is_forgotten_with_its_turns(conversations: Conversations) -> None:
    conversation = conversations.start()
    conversations.append(conversation, "问", "{}")
    assert conversations.remove(conversation) is True
    assert conversations.remove(conversation) is False
    conversations.start(conversation)
    assert conversations.turns(conversation) == []


def test_turns_at_the_same_moment_get_numbers_of_their_own(conversations: Conversations) -> None:
    conversation = conversations.start()
    with ThreadPoolExecutor(8) as pool:
        numbers = list(
            pool.map(lambda _: conversations.append(conversation, "问", "{}"), range(24))
        )
    assert sorted(number or 0 for number in numbers) == list(range(1, 25))


def test_an_answer_is_found_again_with_the_turns_before_it(conversations: Conversations) -> None:
    conversation, other = conversations.start(), conversations.start()
    conversations.append(conversation, "三公多少", "{}", answer_id="a1")
    conversations.append(other, "别人的", "{}", answer_id="b1")
    conversations.append(conversation, "去年呢", "{}", answer_id="a2")
    conversations.append(conversation, "为什么", "{}", answer_id="a3")
    assert [turn.question for turn in conversations.turns_to("a2")] == ["三公多少", "去年呢"]
    assert conversations.turns_to("unknown") == []
    conversations.remove(conversation)
    assert conversations.turns_to("a2") == []
