"""A solution says each thing once."""

import pytest

from bookwright.curation.book.said_twice import said_twice

RULE = "A counter may only rise or be reset to zero when the process restarts."


@pytest.mark.parametrize(
    ("sentence", "again"),
    [
        ("So a counter may only rise, or be reset to zero when the process restarts.", True),
        ("The value falls from 9 to 7 without a restart, so it is no counter.", False),
        ("A counter may not rise or be reset to zero when the process restarts.", False),
        ("A counter may only rise or be reset to 5 when the process restarts.", False),
        ("It is a counter.", False),
    ],
)
def test_a_sentence_that_adds_nothing_to_one_before_it_is_found(sentence: str, again: bool) -> None:
    found = list(said_twice([RULE, sentence]))
    assert [fault.quote for fault in found] == ([sentence] if again else [])
