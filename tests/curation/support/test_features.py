"""Features: rates that mean the same for long and short claims."""

from hypothesis import given
from hypothesis import strategies as st

from bookwright.curation.support.alignment import aligned
from bookwright.curation.support.claim import claim_words
from bookwright.curation.support.evidence import ready
from bookwright.curation.support.features import coverage_rates, rates

VOCABULARY = "Sarah opened the new clinic in Leeds 25 nurses not without demand increased brewery never".split()
TEXTS = st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=20).map(" ".join)


@given(TEXTS, st.lists(TEXTS, min_size=1, max_size=4))
def test_rates_are_finite_and_not_negative(claim: str, evidence: list[str]) -> None:
    words = aligned(claim_words(claim), ready(tuple(evidence)))
    assert all(0 < value < 1000 for name, value in rates(words).items() if name != "longest new run")


@given(TEXTS, st.lists(TEXTS, min_size=1, max_size=6))
def test_more_sentences_cover_no_less(claim: str, evidence: list[str]) -> None:
    known = ready(tuple(evidence))
    covered = coverage_rates(claim, known, aligned(claim_words(claim), known))
    shares = [covered[f"covered by {count}"] for count in (1, 2, 3, 5)]
    assert shares == sorted(shares)
    assert all(0 <= share <= 1 + 1e-9 for share in shares)


def test_the_longest_new_run_is_counted_in_content_words(lines: tuple[str, ...]) -> None:
    words = aligned(claim_words("The clinic brews dark Belgian beer in Leeds."), ready(lines))
    assert rates(words)["longest new run"] == 4
