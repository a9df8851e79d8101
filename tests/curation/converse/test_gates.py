"""The gates of dialogues: each turn as a question with its answer, follow-ups that lean, refusals that say what can be found."""

import pytest

from bookwright.agents.converse.items import Conversation, Dialogue, Question
from bookwright.agents.grounded import Submitted
from bookwright.agents.items import Claim, FaultKind
from bookwright.curation.converse.gates import inspected
from tests.agents.converse.conftest import dialogue


def kinds(item: Conversation, text: Dialogue) -> list[FaultKind]:
    return [fault.kind for fault in inspected(Submitted(item=item, text=text)).faults]


def with_turn(text: Dialogue, place: int, **changed: object) -> Dialogue:
    """The dialogue with something of one turn changed."""
    turns = list(text.turns)
    turns[place] = turns[place].model_copy(update=changed)
    return text.model_copy(update={"turns": tuple(turns)})


def test_a_sound_dialogue_passes_and_the_critique_is_bound_to_it(item: Conversation, sound: Dialogue) -> None:
    critique = inspected(Submitted(item=item, text=sound))
    assert (critique.faults, critique.draft_sha256) == ((), sound.sha256)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("A verifier must end a session after 24 hours.", FaultKind.NUMBER_MISMATCH),
        ("A verifier must not end a session after 12 hours.", FaultKind.NEGATION_MISMATCH),
        ("A verifier such as Kerberos must end a session after 12 hours.", FaultKind.NAME_MISMATCH),
    ],
)
@pytest.mark.parametrize("place", [0, 2])
def test_each_sentence_is_held_against_its_evidence(item: Conversation, sound: Dialogue, place: int, text: str, kind: FaultKind) -> None:
    *before, last = sound.turns[place].claims
    assert kind in kinds(item, with_turn(sound, place, claims=(*before, last.model_copy(update={"text": text}))))


def test_a_sentence_without_evidence_is_refused(item: Conversation, sound: Dialogue) -> None:
    assert FaultKind.EVIDENCE_MISSING in kinds(item, with_turn(sound, 1, claims=(Claim(text="Thieves like long sessions."),)))


def test_a_follow_up_that_stands_alone_is_refused(item: Conversation) -> None:
    alone = dialogue(said="Why must a verifier not keep a session open?")
    assert kinds(item, alone) == [FaultKind.STANDS_ALONE]


def test_a_standalone_form_that_points_at_the_text_is_refused(item: Conversation, sound: Dialogue) -> None:
    question = Question(said="And why is that?", standalone="Why does the passage say that a verifier must not keep a session?")
    assert FaultKind.NOT_STANDALONE in kinds(item, with_turn(sound, 1, question=question))


def test_a_question_is_not_asked_twice(item: Conversation, sound: Dialogue) -> None:
    again = Question(said="And when must it end one?", standalone=sound.turns[0].question.standalone)
    assert FaultKind.REPETITION in kinds(item, with_turn(sound, 1, question=again, claims=sound.turns[0].claims))


def test_two_questions_on_the_same_words_are_two_where_they_ask_two_things(item: Conversation, sound: Dialogue) -> None:
    first, claims = sound.turns[0].question.standalone, sound.turns[0].claims
    other = Question(
        said="And who has to tell the subscriber of that?",
        standalone=f"Who has to tell the subscriber of it, {first[0].lower()}{first[1:]}",
    )
    assert FaultKind.REPETITION not in kinds(item, with_turn(sound, 1, question=other, claims=claims))


def test_a_refusal_may_have_the_figures_that_were_asked_about(item: Conversation, sound: Dialogue) -> None:
    last = sound.turns[2]
    asked = last.question.model_copy(update={"standalone": f"At AAL2, {last.question.standalone[0].lower()}{last.question.standalone[1:]}"})
    first = last.claims[0].model_copy(update={"text": f"{last.claims[0].text.rstrip('.')} at AAL2."})
    assert FaultKind.UNANSWERED not in kinds(item, with_turn(sound, 2, question=asked, claims=(first, *last.claims[1:])))


@pytest.mark.parametrize("missing", ["A longer session has its cost.", "I cannot find the weather.", "I cannot find 7 costs of a session."])
def test_a_refusal_begins_by_naming_what_cannot_be_found(item: Conversation, missing: str) -> None:
    assert FaultKind.UNANSWERED in kinds(item, dialogue(missing=missing))


def test_a_refusal_says_what_can_be_found(item: Conversation, sound: Dialogue) -> None:
    assert FaultKind.INCOMPLETE in kinds(item, with_turn(sound, 2, claims=sound.turns[2].claims[:1]))


def test_an_answer_that_says_it_cannot_be_found_is_a_refusal_or_a_fault(item: Conversation, sound: Dialogue) -> None:
    assert FaultKind.EVIDENCE_MISSING in kinds(item, with_turn(sound, 2, refusal=False))
