"""The citation gate: evidence that says nothing of what the claim says is the wrong evidence, and so is a part that it says nothing of."""

import pytest

from bookwright.agents.items import Claim, Submission
from bookwright.curation.gates.citation import citation
from bookwright.knowledge.evidence import Evidence
from tests.curation.conftest import submit

TEXT = "The verifier must end the session after twelve hours. A cookie is a small file in the browser that the user may delete."
FIRST, SECOND = TEXT.split(". ", maxsplit=1)[0] + ".", TEXT.split(". ")[1]


def naming(quote: str, claim: str, language: str = "en") -> Submission:
    submission = submit(TEXT, claim, "What does the guide require?", language)
    start = TEXT.index(quote)
    evidence = Evidence(document_id="d", start=start, end=start + len(quote), quote=quote)
    draft = submission.draft.model_copy(update={"claims": (Claim(text=claim, evidence=(0,)),), "evidence": (evidence,)})
    return submission.model_copy(update={"draft": draft})


@pytest.mark.parametrize("claim", [FIRST, "After twelve hours the verifier has to end the session.", "Storks migrate south in autumn."])
def test_words_that_carry_nothing_of_a_claim_are_a_fault(claim: str) -> None:
    (fault,) = citation(naming(SECOND, claim))
    assert (fault.kind, fault.quote) == ("wrong_evidence", claim)


def test_a_part_of_a_claim_that_nothing_carries_is_a_fault_with_that_part() -> None:
    (fault,) = citation(naming(FIRST, "The verifier must end the session after twelve hours, which storks celebrate every autumn."))
    assert fault.quote == "storks celebrate every autumn."


@pytest.mark.parametrize("claim", [FIRST, "Sessions are ended by the verifier.", "It is over after 12 hours at the latest.", "Yes."])
def test_a_claim_in_other_words_passes(claim: str) -> None:
    assert citation(naming(FIRST, claim)) == ()


def test_words_of_another_language_are_not_compared() -> None:
    assert citation(naming(FIRST, "Nach zwölf Stunden endet die Sitzung durch den Prüfer.", "de")) == ()


@pytest.mark.parametrize("joint", ["and", "but", "so"])
def test_two_things_told_beside_what_the_evidence_carries_are_a_fault_with_them(joint: str) -> None:
    (fault,) = citation(naming(FIRST, f"The verifier must end the session after twelve hours, {joint} storks celebrate it."))
    assert fault.quote == "storks celebrate it."


@pytest.mark.parametrize(
    "part", ["and then it starts", "and the verifier deletes everything", "but guides require storks", "and hours of sessions end"]
)
def test_what_is_told_beside_it_passes_with_a_word_of_the_evidence_or_little_that_is_new(part: str) -> None:
    assert citation(naming(FIRST, f"The verifier must end the session after twelve hours, {part}.")) == ()
