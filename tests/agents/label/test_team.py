"""Voters: every seat has a vote of its own, also where several are of one name."""

from bookwright.agents.chat import Reply, Request
from bookwright.agents.label.items import Unlabelled, Vote
from bookwright.agents.label.labeller import Labeller
from bookwright.agents.label.recorded import RecordedLabeller
from bookwright.agents.label.team import LabelTeam
from tests.agents.label.test_labeller import unlabelled


class Sampling:
    """A chat of one name that gives another label for each sample."""

    name = "m"

    async def ask(self, request: Request) -> Reply:
        label = "bird" if request.sample == 0 else "fish"
        return Reply(text=f'{{"reason": "so", "words": "", "label": "{label}"}}')


async def house(item: Unlabelled) -> Vote:
    return Vote(label="bird", by="whoever")


async def test_seats_of_one_name_vote_apart_and_are_each_asked_for_an_answer_of_their_own() -> None:
    chat = Sampling()
    team = LabelTeam(labellers=(Labeller(chat), RecordedLabeller("m"), Labeller(chat), Labeller(chat, 2), house))
    item = unlabelled("bird", "fish", recorded={"m": "fish"})
    votes = [await voter.vote(item) for voter in team.voters]
    given = [(vote.by, vote.label) for vote in votes if vote]
    assert given == [("m", "bird"), ("m (2)", "fish"), ("m (3)", "fish"), ("m with prompt 2", "bird"), ("house", "bird")]


async def test_a_seat_keeps_its_name_where_one_before_it_has_no_vote() -> None:
    team = LabelTeam(labellers=(RecordedLabeller("m"), Labeller(Sampling())))
    silent, vote = [await voter.vote(unlabelled("bird", "fish")) for voter in team.voters]
    assert silent is None
    assert vote
    assert vote.by == "m (2)"
