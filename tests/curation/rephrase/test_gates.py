"""The gates of rephrased passages: nothing added, nothing changed, nothing lost that the style keeps, in the style."""

import pytest

from bookwright.agents.grounded import Submitted
from bookwright.agents.items import FaultKind
from bookwright.agents.rephrase.items import Rephrased, Rephrasing
from bookwright.agents.rephrase.style import Style
from bookwright.agents.rephrase.written import rephrased
from bookwright.curation.rephrase.gates import inspected
from tests.agents.rephrase.conftest import TEXT, rephrasing, written

FIRST, SECOND, THIRD = (f"{one}." for one in TEXT.rstrip(".").split(". "))
TOLD = {
    FIRST: "After 12 hours, a session must be ended by the verifier.",
    SECOND: "The risk of theft is higher when sessions are long.",
    THIRD: "The secret is carried by a cookie.",
}


def kinds(item: Rephrasing, **changed: str) -> set[FaultKind]:
    """The kinds of fault in the sound text with some sentences changed, or left out where they are empty."""
    places = {"first": FIRST, "second": SECOND, "third": THIRD}
    told = TOLD | {places[name]: words for name, words in changed.items()}
    made = rephrased(written(*((words, quote) for quote, words in told.items() if words)), item)
    return {fault.kind for fault in inspected(Submitted(item=item, text=made)).faults}


def test_a_sound_text_passes_and_the_critique_is_bound_to_it(text: Rephrased) -> None:
    critique = inspected(Submitted(item=rephrasing(Style.EASY), text=text))
    assert (critique.faults, critique.draft_sha256, critique.by) == ((), text.sha256, "gates")


@pytest.mark.parametrize(
    ("changed", "kind"),
    [
        ({"first": "After 24 hours, a session must be ended by the verifier."}, FaultKind.NUMBER_MISMATCH),
        ({"first": "After 12 hours, a session must not be ended by the verifier."}, FaultKind.NEGATION_MISMATCH),
        ({"first": "After 12 days, a session must be ended by the verifier."}, FaultKind.UNIT_MISMATCH),
        ({"second": "The Kerberos risk of theft is higher when sessions are long."}, FaultKind.NAME_MISMATCH),
        ({"second": "The passage says that long sessions have a risk of theft."}, FaultKind.NOT_STANDALONE),
        ({"first": ""}, FaultKind.INCOMPLETE),
        ({"first": FIRST, "second": SECOND, "third": THIRD}, FaultKind.ECHO),
        ({"first": "", "second": ""}, FaultKind.LENGTH),
    ],
)
def test_a_text_that_changes_loses_or_copies_is_refused(changed: dict[str, str], kind: FaultKind) -> None:
    assert kind in kinds(rephrasing(Style.EASY), **changed)


def test_a_style_that_is_to_be_short_may_lose_what_another_may_not() -> None:
    assert FaultKind.INCOMPLETE in kinds(rephrasing(Style.WIKI), first="")
    assert kinds(rephrasing(Style.DISTIL), second="", third="") == set()


def test_the_sentences_of_an_easy_text_are_short() -> None:
    long = (
        "After 12 hours, which is to say as soon as so many hours as that have passed, a session must be ended, "
        "and ended it must be by the verifier of the session, for it is the verifier that must end it."
    )
    assert FaultKind.OFF_LEVEL in kinds(rephrasing(Style.EASY), first=long, second="", third="")
    assert FaultKind.OFF_LEVEL not in kinds(rephrasing(Style.MEDIUM), first=long, second="", third="")


def test_a_question_that_holds_its_answer_is_refused() -> None:
    item = rephrasing(Style.QA)
    pair = written(("A cookie carries the secret.", THIRD), lead="Is it so that a cookie carries the secret?")
    assert FaultKind.LEAKED_ANSWER in {fault.kind for fault in inspected(Submitted(item=item, text=rephrased(pair, item))).faults}


def test_a_fault_of_the_whole_quotes_no_sentence_and_one_of_a_sentence_quotes_that(text: Rephrased) -> None:
    item = rephrasing(Style.EASY)
    short = rephrased(written((TOLD[THIRD], THIRD)), item)
    faults = {fault.kind: fault for fault in inspected(Submitted(item=item, text=short)).faults}
    assert faults[FaultKind.LENGTH].quote == ""
    copied = rephrased(written((FIRST, FIRST), (TOLD[SECOND], SECOND), (THIRD, THIRD)), item)
    echo = [fault.quote for fault in inspected(Submitted(item=item, text=copied)).faults if fault.kind is FaultKind.ECHO]
    assert all(quote in {FIRST, THIRD} for quote in echo)
    long = "After 12 hours a session must be ended by the verifier, " + "and that holds for every session of each verifier there is, " * 2
    drawn_out = rephrased(written((TOLD[SECOND], SECOND), (long, FIRST), (TOLD[THIRD], THIRD)), item)
    levels = [fault.quote for fault in inspected(Submitted(item=item, text=drawn_out)).faults if fault.kind is FaultKind.OFF_LEVEL]
    assert all(quote.startswith("After 12 hours") for quote in levels)
