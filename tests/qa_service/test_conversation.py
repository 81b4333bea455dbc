"""What a turn carries over, keeps, and refuses."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import create_engine, insert

from index.open import Index
from index.store.schema import turns
from ingest.model import Kind, Level
from qa_service.conversation import context_from_json, context_to_json
from qa_service.errors import ConversationIdInvalid, QuestionEmpty, QuestionTooLong
from qa_service.model import Context, Operation
from qa_service.service import Service
from tests.qa_service.scripted import scripted_service, segmenter
from tests.qa_service.small_documents import budget

FULL = Context(
    organisation="某局",
    level=Level.DEPARTMENT,
    fiscal_year=2024,
    kind=Kind.BUDGET,
    item="财政拨款收入",
    item_key="fiscal_appropriation_income",
    operation=Operation.VALUE,
    figure_ids=("d.f1", "d.f2"),
)


@pytest.fixture
def service(tmp_path: Path) -> Service:
    return scripted_service(tmp_path, budget())


@pytest.mark.parametrize("context", [FULL, Context()])
def test_a_context_comes_back_as_it_was(context: Context) -> None:
    assert context_from_json(context_to_json(context)) == context


def test_a_context_of_another_version_gives_what_is_known() -> None:
    assert context_from_json('{"item": "收入", "colour": "red"}') == Context(item="收入")


def test_the_context_of_the_last_answer_is_carried(service: Service) -> None:
    take_turn = service.conversations.take_turn
    first = take_turn("财政拨款收入")
    follow = take_turn("比上年呢", first.conversation_id)
    assert follow.context == first.context
    assert take_turn("比上年呢").context == Context()


def test_ids_we_make_are_long_and_all_different(service: Service) -> None:
    ids = {service.conversations.take_turn("问").conversation_id for _ in range(5)}
    assert len(ids) == 5
    assert min(map(len, ids)) >= 20


@pytest.mark.parametrize(
    "made", ["", "short", "with space 1", "../../../etc", "甲乙丙丁戊己庚辛", "x" * 65]
)
def test_ids_that_could_be_guessed_or_misread_are_refused(service: Service, made: str) -> None:
    with pytest.raises(ConversationIdInvalid):
        service.conversations.take_turn("问", made)


@pytest.mark.parametrize("text", ["", "   ", "\u3000\n", "\x00\x1b"])
def test_a_question_without_a_word_is_empty(service: Service, text: str) -> None:
    with pytest.raises(QuestionEmpty):
        service.conversations.take_turn(text)


def test_the_limit_counts_characters(service: Service) -> None:
    assert service.conversations.readable("问" * 50) == "问" * 50
    with pytest.raises(QuestionTooLong, match="51 个字"):
        service.conversations.readable("问" * 51)


def test_what_cannot_be_seen_is_left_out_of_a_question(service: Service) -> None:
    assert service.conversations.readable(" 三公\x00经费\n多少\ud800 ") == "三公经费 多少"


def test_one_conversation_never_sees_another(service: Service) -> None:
    take_turn = service.conversations.take_turn
    first, other = take_turn("财政拨款收入"), take_turn("问")
    assert take_turn("比上年呢", other.conversation_id).context == Context()
    assert take_turn("比上年呢", first.conversation_id).context == first.context
    questions = [t["question"] for t in service.conversations.history(other.conversation_id)]
    assert questions == ["问", "比上年呢"]


def test_a_long_conversation_keeps_its_last_turns_and_goes_on_after_a_restart(
    tmp_path: Path,
) -> None:
    before = scripted_service(tmp_path, budget())
    first = before.conversations.take_turn("财政拨款收入")
    kept = context_to_json(first.context)
    for _ in range(200):  # 10,000 differ in nothing but the time they take
        before.conversations.turns.append(first.conversation_id, "问", "{}", kept, keep=3)
    assert len(before.conversations.history(first.conversation_id)) == 3
    before.close()
    index = Index(tmp_path, segmenter())
    turns = index.conversations.turns(first.conversation_id, last=1)
    assert context_from_json(turns[0].context) == first.context
    index.close()


def test_the_turn_after_ten_thousand_is_answered_as_the_second_was(
    tmp_path: Path, service: Service
) -> None:
    """The store is filled directly; what is kept stays bounded, and the numbers go on."""
    take_turn = service.conversations.take_turn
    first = take_turn("财政拨款收入", "ten-thousand")
    second = take_turn("比上年呢", "ten-thousand")
    row = {"question": "比上年呢", "answer": "{}", "context": context_to_json(first.context)}
    made = {"conversation_id": "ten-thousand", "asked_at": "2024-01-01T00:00:00+00:00"}
    engine = create_engine(f"sqlite:///{tmp_path / 'store.sqlite'}")
    with engine.begin() as connection:
        rows = [row | made | {"number": number} for number in range(3, 10_001)]
        connection.execute(insert(turns), rows)
    engine.dispose()
    last = take_turn("比上年呢", "ten-thousand")
    assert last.context == second.context
    assert last.text == second.text
    assert len(service.conversations.history("ten-thousand")) == 3
