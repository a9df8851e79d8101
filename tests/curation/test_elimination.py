"""Elimination: an evolved draft must ask something else and answer with something more."""

import pytest

from bookwright.agents.items import Draft
from bookwright.curation.elimination import no_gain
from bookwright.knowledge.evidence import Evidence
from tests.curation.conftest import submit

SOURCE = "The Halden reactor used heavy water as its coolant."
PARENT = submit(SOURCE, "Heavy water.", "What coolant did the Halden reactor use?").draft
MORE = Evidence(document_id="d", start=60, end=90, quote="It was closed in 2018.")


def child(question: str, answer: str, *evidence: Evidence) -> Draft:
    draft = submit(SOURCE, answer, question).draft
    return draft.model_copy(update={"evidence": (*draft.evidence, *evidence)})


def test_new_evidence_is_a_gain() -> None:
    assert no_gain(PARENT, child("What coolant did the Halden reactor use until its end?", "Heavy water, until 2018.", MORE)) is None


def test_new_content_on_the_same_evidence_is_a_gain() -> None:
    assert no_gain(PARENT, child("What cooled the Halden reactor?", "Heavy water served as coolant of the reactor.")) is None


@pytest.mark.parametrize(
    ("draft", "why"),
    [
        (PARENT, "the same as before"),
        (child("Which coolant was used by the Halden reactor?", "It was heavy water."), "the same as before"),
        (child("With what was the plant cooled?", "With heavy water."), "nothing that the answer before did not have"),
        (child("What else?", "It is.", MORE), "no content words"),
        (child("What did the plant cost?", "Sorry, the source does not say what the plant cost.", MORE), "apologises"),
        (child("What coolant " + "and what else " * 20 + "did it use?", "Heavy water and much more.", MORE), "grew by more than 40 words"),
    ],
)
def test_what_gains_nothing_is_named(draft: Draft, why: str) -> None:
    assert why in str(no_gain(PARENT, draft))
