"""The claims of a record: what score and critics say of each."""

import pytest

from bookwright.agents.items import Claim, ClaimCheck, Critique, Standing
from bookwright.curation.citations import Entailment
from bookwright.curation.claims import read_claims
from tests.curation.conftest import recorded

COOLED = "The reactor is cooled by heavy water."
OWNED = "The institute in Halden owns the reactor."
CLAIM = Claim(text=COOLED, evidence=(0,))


def critique(*checks: ClaimCheck, read: str = "t") -> Critique:
    return Critique(draft_sha256=read, by="critic", checks=checks)


def test_a_verbatim_claim_with_one_citation_has_recall_and_precision_one() -> None:
    reading = read_claims(recorded((CLAIM,), (COOLED,)))
    (claim,) = reading.claims
    assert (claim.support, claim.rewording, claim.reasons, claim.recall, claim.precise) == (1.0, 1.0, (), True, (True,))
    assert (reading.citations.recall, reading.citations.precision) == (1.0, 1.0)


def test_a_citation_that_adds_nothing_lowers_precision_alone() -> None:
    reading = read_claims(recorded((Claim(text=COOLED, evidence=(0, 1)),), (COOLED, OWNED)))
    assert reading.claims[0].precise == (True, False)
    assert (reading.citations.recall, reading.citations.precision) == (1.0, 0.5)


def test_a_wrong_citation_costs_recall_and_precision_and_is_explained() -> None:
    (claim,) = read_claims(recorded((Claim(text=COOLED, evidence=(1,)),), (COOLED, OWNED))).claims
    assert (claim.recall, claim.precise) == (False, (False,))
    assert {reason.word for reason in claim.reasons} & {"cooled", "heavy", "water"}


def test_a_claim_drawn_from_two_citations_needs_both() -> None:
    both = Claim(text="The institute in Halden owns the reactor, which is cooled by heavy water.", evidence=(0, 1))
    (claim,) = read_claims(recorded((both,), (COOLED, OWNED))).claims
    assert (claim.recall, claim.precise) == (True, (True, True))


def test_a_connective_claim_is_not_scored() -> None:
    reading = read_claims(recorded((Claim(text="There are two reasons.", connective=True), CLAIM), (COOLED,)))
    assert (reading.claims[0].support, reading.claims[0].recall) == (None, None)
    assert reading.citations.claims == 1


def test_another_language_is_not_scored() -> None:
    reading = read_claims(recorded((CLAIM,), (COOLED,), language="de"))
    assert (reading.claims[0].support, reading.citations.not_scored, reading.citations.recall) == (None, 1, None)


def test_a_higher_threshold_carries_less() -> None:
    record = recorded((Claim(text="The Halden reactor has a cooling by heavy water.", evidence=(0,)),), (COOLED,))
    support = read_claims(record).claims[0].support
    assert support is not None
    for threshold, carried in ((support - 0.01, True), (support + 0.01, False)):
        assert read_claims(record, Entailment(threshold=threshold)).claims[0].recall is carried


def test_the_worst_word_of_the_critics_counts_with_its_words() -> None:
    checks = (
        critique(ClaimCheck(claim=0, standing=Standing.SUPPORTED)),
        critique(
            ClaimCheck(claim=0, standing=Standing.NOT_STATED, words="heavy water"), ClaimCheck(claim=1, standing=Standing.CONTRADICTED)
        ),
    )
    first, second = read_claims(recorded((CLAIM, CLAIM), (COOLED,), critiques=checks)).claims
    assert (first.critic, first.critic_words) == (Standing.NOT_STATED, "heavy water")
    assert second.critic is Standing.CONTRADICTED


def test_a_critic_of_an_earlier_text_is_not_heard() -> None:
    earlier = critique(ClaimCheck(claim=0, standing=Standing.CONTRADICTED), read="earlier")
    assert read_claims(recorded((CLAIM,), (COOLED,), critiques=(earlier,))).claims[0].critic is None


@pytest.mark.parametrize("index", [1, -1])
def test_evidence_that_the_record_does_not_have_is_an_error(index: int) -> None:
    with pytest.raises(IndexError, match="r"):
        read_claims(recorded((Claim(text=COOLED, evidence=(index,)),), (COOLED,)))
