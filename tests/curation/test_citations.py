"""Citation recall and precision, as ALCE defines them, and what the support score makes of them."""

from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from bookwright.curation.citations import Citations, CitedClaim, Entailment, cited, of_record, of_run, support_of
from bookwright.curation.support import Standard

COOLED = "The reactor is cooled by heavy water."
OWNED = "The institute in Halden owns the reactor."
LETTERS = st.text("abcd", max_size=4)


def covers(claim: str) -> Callable[[Sequence[str]], bool]:
    """Citations as letters: they entail a claim if they have all of its letters, so that more of them never entail less."""
    return lambda some: bool(some) and set(claim) <= set("".join(some))


def test_claims_that_need_two_citations_have_both_precise() -> None:
    assert cited(["a", "b"], covers("ab")) == CitedClaim(recall=True, precise=(True, True))


def test_a_citation_without_which_the_claim_stands_and_that_does_not_carry_it_is_irrelevant() -> None:
    assert cited(["ab", "c", "b"], covers("ab")) == CitedClaim(recall=True, precise=(True, False, False))


def test_two_citations_that_each_carry_the_claim_are_both_precise() -> None:
    assert cited(["ab", "abc"], covers("ab")) == CitedClaim(recall=True, precise=(True, True))


def test_a_claim_that_is_not_carried_has_no_precise_citation() -> None:
    assert cited(["a", "b"], covers("abc")) == CitedClaim(recall=False, precise=(False, False))
    assert cited([], covers("")) == CitedClaim(recall=False, precise=())


@given(st.text("abcd", min_size=1, max_size=4), st.lists(LETTERS, min_size=1, max_size=4), LETTERS)
def test_an_irrelevant_citation_more_never_raises_precision(claim: str, citations: list[str], more: str) -> None:
    before, after = (of_record([cited(some, covers(claim))]) for some in (citations, [*citations, more]))
    if not cited([*citations, more], covers(claim)).precise[-1]:  # type: ignore[index]
        assert (after.precision or 0) <= (before.precision or 0)
    assert (after.recall or 0) >= (before.recall or 0)


@given(st.text("abcd", min_size=1, max_size=4), st.lists(LETTERS, min_size=1, max_size=4))
def test_precision_needs_recall(claim: str, citations: list[str]) -> None:
    found = cited(citations, covers(claim))
    assert found.recall or not any(found.precise or ())


@given(st.lists(st.sampled_from([COOLED, OWNED, "Nobody has measured the pressure."]), min_size=1, max_size=3, unique=True))
def test_a_sentence_of_the_evidence_is_supported_whatever_else_is_cited(quotes: list[str]) -> None:
    found = support_of(quotes[-1], quotes, Standard.CITED, "en")
    assert found is not None
    assert (found.score, found.windows) == (1.0, (len(quotes) - 1,))


def test_a_claim_of_several_sentences_stands_word_for_word_if_all_of_them_do() -> None:
    quote = f"{COOLED} It was built in 1958. {OWNED}"
    for claim, is_whole in ((f"{COOLED} {OWNED}", True), (f"{COOLED} It was rebuilt in 1999.", False)):
        found = support_of(claim, (quote,), Standard.REWORDED, "en")
        assert found is not None
        assert (found.score == 1) is is_whole


def test_a_part_of_a_sentence_does_not_stand_word_for_word() -> None:
    found = support_of(
        "the reactor is cooled by heavy water", ("It is false that the reactor is cooled by heavy water.",), Standard.REWORDED, "en"
    )
    assert found is not None
    assert found.score < 1


@pytest.mark.parametrize(("claim", "language"), [("Der Reaktor wird mit schwerem Wasser gekühlt.", "de"), ("It is so.", "en"), ("", "en")])
def test_where_the_score_says_nothing_nothing_is_said_of_a_verbatim_claim_either(claim: str, language: str) -> None:
    assert support_of(claim, (claim,), Standard.CITED, language) is None


def test_connective_claims_are_left_out_and_unread_ones_counted_apart() -> None:
    found = of_record([None, CitedClaim(), CitedClaim(recall=True, precise=(True, False)), CitedClaim(recall=False, precise=(False,))])
    assert found == Citations(claims=3, not_scored=1, entailed=1, citations=3, precise=1, recall=0.5, precision=1 / 3)


def test_of_nothing_scored_nothing_is_told() -> None:
    for found in (of_record([]), of_record([None, CitedClaim()]), of_run([])):
        assert (found.recall, found.precision) == (None, None)


def test_a_run_is_the_mean_of_its_records_that_have_any() -> None:
    good = of_record([CitedClaim(recall=True, precise=(True,))])
    bad = of_record([CitedClaim(recall=False, precise=(False,))] * 3)
    run = of_run([good, bad, of_record([CitedClaim()])])
    assert (run.recall, run.precision) == (0.5, 0.5)
    assert (run.claims, run.not_scored, run.entailed, run.citations, run.precise) == (5, 1, 1, 4, 1)


@pytest.mark.parametrize("threshold", [0.0, -0.1, 1.1])
def test_a_threshold_that_decides_nothing_is_refused(threshold: float) -> None:
    with pytest.raises(ValidationError):
        Entailment(threshold=threshold)
