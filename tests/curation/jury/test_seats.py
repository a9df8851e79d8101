"""Which of the judges named a jury asks, and when it would ask in vain."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookwright.curation.jury import Jury, Share, Vote, seats_of
from bookwright.errors import InputError

NOTHING = Share(hits=0, of=0)
WEIGHTS, DOUBTS = {"lead": 2.0, "other": 1.0, "idle": 0.0}, {"trap": 0.5}
NAMES = ("lead", "other", "idle", "trap", "stranger")


def jury(least: float | None = 1.5) -> Jury:
    return Jury(weights=WEIGHTS, doubts=DOUBTS, least=least, target=0.5, decided=NOTHING, accuracy=NOTHING, calibrations=())


def test_only_judges_that_change_anything_are_asked() -> None:
    found = seats_of(jury(), ("stranger", "trap", "lead", "idle"))
    assert found.asked == ("trap", "lead")
    assert found.unheard == ("stranger", "idle")
    assert found.doubted == ("trap",)
    assert found.absent == ("other",)


@pytest.mark.parametrize(
    ("least", "judges", "words"),
    [
        (1.5, ("stranger", "idle"), r"no judge has a weight in it of those named \(stranger, idle\); name one of lead, other with --judge"),
        (1.5, ("trap",), "no judge has a weight in it"),
        (1.6, ("other", "trap"), "would abstain from everything with other, trap; name more of its judges"),
        (None, ("lead",), "would abstain from everything with lead"),
        (1.5, ("lead", "lead"), "two judges go by the name lead"),
    ],
)
def test_a_jury_that_would_never_decide_is_refused_before_anybody_is_asked(
    least: float | None, judges: tuple[str, ...], words: str
) -> None:
    with pytest.raises(InputError, match=rf"^jury: .*{words}"):
        seats_of(jury(least), judges)


def test_a_jury_without_members_says_that_it_has_none() -> None:
    empty = Jury(target=0.5, decided=NOTHING, accuracy=NOTHING, calibrations=())
    with pytest.raises(InputError, match="it has no members"):
        seats_of(empty, ("lead",))


@given(st.lists(st.sampled_from(NAMES), unique=True), st.floats(0.1, 4), st.data())
def test_it_can_decide_where_some_votes_let_it(judges: list[str], least: float, data: st.DataObject) -> None:
    votes = {judge: data.draw(st.sampled_from(Vote)) for judge in judges}
    for_one_end = {judge: Vote.NO if judge == "trap" else Vote.YES for judge in judges}
    tried = jury(least)
    assert tried.can_decide(judges) == (tried.find(for_one_end).vote is not Vote.NONE)
    assert tried.can_decide(judges) or tried.find(votes).vote is Vote.NONE


@given(st.dictionaries(st.sampled_from(NAMES), st.sampled_from(Vote)))
def test_the_unheard_change_nothing(votes: dict[str, Vote]) -> None:
    heard = {judge: vote for judge, vote in votes.items() if judge in jury().heard}
    assert jury().find(votes) == jury().find(heard)
