"""The truncation gate: what stops before it ends is caught; fragments, lists and sentences that end oddly are not."""

import pytest

from bookwright.curation.gates.truncation import truncation
from tests.curation.conftest import submit

SOURCE = "The verifier must end the session after 12 hours, because long sessions raise the risk of theft. Cookies are marked as secure."
CUT = [
    "The verifier must end the session after",
    "The verifier must end the session after 12 hours, because long sess",
    "The verifier must end the session after 12 hours, because long sessions raise",
    "The session ends early, and",
    "The session ends early because of the.",
    "The session ends early (as long sessions are risky",
    "The session ends early...",
    "The session ends early,",
]
WHOLE = [
    "After 12 hours",
    "The verifier must end the session after 12 hours.",
    "Long sessions raise the risk of theft",
    "It is what the session is made of.",
    "It tells the reader at once what such long sessions raise the risk of.",
    "It ends as early as it was.",
    "The session ends (early).",
    "It ends: after 12 hours.",
    "It holds vitamin A.",
    "The keyword is `if`.",
    "The session is borrowed for lifetime 'a.",
    SOURCE,
]


@pytest.mark.parametrize("answer", CUT)
def test_what_is_cut_is_a_fault_with_its_end(answer: str) -> None:
    (fault,) = truncation(submit(SOURCE, answer))
    assert fault.kind == "truncated"
    assert answer.endswith(fault.quote)


@pytest.mark.parametrize("answer", WHOLE)
def test_what_is_whole_passes(answer: str) -> None:
    assert truncation(submit(SOURCE, answer)) == ()


def test_an_end_that_is_the_sources_own_passes() -> None:
    assert truncation(submit("It prints the following:", "It prints the following:")) == ()
