"""Difficulty: what counts as agreement, and what as measured harder."""

import pytest

from bookwright.agents.inquiry import Match
from bookwright.agents.pair import Preference
from bookwright.curation.evolve.difficulty import Difficulty, Judged, agreement, judged, shares_of


def measured(parent: float, child: float, said: Judged) -> Difficulty:
    return Difficulty(parent=parent, child=child, answers=3, judged=said, solved_by="s", judged_by="r")


@pytest.mark.parametrize(
    ("matches", "share"),
    [
        ([Match.SAME, Match.SAME], 1.0),
        ([Match.SAME, Match.PARTIAL], 0.75),
        ([Match.DIFFERENT, Match.CONTRADICTS], 0.0),
        ([Match.SAME, Match.CONTRADICTS, Match.DIFFERENT, Match.SAME], 0.5),
    ],
)
def test_answers_agree_as_far_as_they_say_the_same_as_the_first(matches: list[Match], share: float) -> None:
    assert agreement(matches) == share


def test_the_pair_is_parent_and_child_in_this_order() -> None:
    assert [judged(one) for one in Preference] == [Judged.EASIER, Judged.HARDER, Judged.SAME]


@pytest.mark.parametrize(
    ("parent", "child", "said", "harder"),
    [
        (1.0, 0.5, Judged.HARDER, True),
        (1.0, 1.0, Judged.HARDER, True),
        (0.5, 1.0, Judged.HARDER, False),
        (1.0, 0.0, Judged.SAME, False),
        (1.0, 0.0, Judged.EASIER, False),
    ],
)
def test_harder_is_what_is_judged_so_and_not_solved_with_more_agreement(parent: float, child: float, said: Judged, harder: bool) -> None:
    assert measured(parent, child, said).harder is harder


def test_the_shares_are_of_what_was_measured() -> None:
    all_of_them = [
        measured(1, 0.5, Judged.HARDER),
        measured(1, 1, Judged.SAME),
        measured(0, 1, Judged.EASIER),
        measured(1, 1, Judged.HARDER),
    ]
    assert shares_of(all_of_them) == {"measured": 4, "judged_harder": 0.5, "judged_easier": 0.25, "less_agreement": 0.25, "harder": 0.5}
    assert shares_of([]) == {"measured": 0}
