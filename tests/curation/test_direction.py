"""The direction gate: more is not less, before is not after; a comparison told from its other end is the same."""

import pytest

from bookwright.curation.gates.direction import direction
from tests.curation.conftest import submit

TURNED = [
    ("At least 12 hours must pass.", "At most 12 hours must pass."),
    ("The key is rotated before the session ends.", "The key is rotated after the session ends."),
    ("Long sessions increase the risk of theft.", "Long sessions reduce the risk of theft."),
    ("No more than five users may connect.", "More than five users may connect."),
    ("A hash is larger than its input here.", "Here, a hash is smaller than its input."),
    ("The price of steam rose sharply in the winter.", "The price of steam fell sharply in the winter."),
]
SOUND = [
    ("The loop is longer than the pipe.", "The pipe is shorter than the loop."),
    ("Notice comes before payment.", "Payment comes after notice."),
    ("At least 12 hours must pass.", "No fewer than 12 hours must pass."),
    ("It uses more memory but less time.", "It uses less time."),
    ("The reactor must stay below 25 MW.", "It must not rise above 25 MW."),
    ("Do not deploy the service before the test.", "Deploy the service only after the test."),
    ("Risk grows with time.", "The longer it takes, the higher the risk."),
]


@pytest.mark.parametrize(("source", "answer"), TURNED)
def test_the_opposite_direction_is_a_fault_with_the_sentence(source: str, answer: str) -> None:
    (fault,) = direction(submit(source, answer))
    assert (fault.kind, fault.quote) == ("direction_mismatch", answer)


@pytest.mark.parametrize(("source", "answer"), SOUND)
def test_a_comparison_told_otherwise_passes(source: str, answer: str) -> None:
    assert direction(submit(source, answer)) == ()
