"""The seats of preference pairs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bookwright.agents.chat import Chat
from bookwright.agents.comparer import Comparer
from bookwright.agents.items import Verdict
from bookwright.agents.pair import Comparison, Pair
from bookwright.agents.prefer.items import AnsweredPrompt, Assignment, Candidate
from bookwright.agents.prefer.rater import Rater
from bookwright.agents.prefer.respondent import Respondent
from bookwright.agents.role import Role
from bookwright.agents.seats import Seats


@dataclass(frozen=True)
class PreferTeam(Seats):
    """Who answers, who compares two answers, and who rates one; nobody where only lineages are read."""

    respondents: tuple[Role[Assignment, Candidate], ...] = ()
    comparers: tuple[Role[Pair, Comparison], ...] = ()
    raters: tuple[Role[AnsweredPrompt, Verdict], ...] = ()


def model_prefer_team(respondents: Mapping[str, Chat], judges: Sequence[Chat], *, compare: bool, rate: bool) -> PreferTeam:
    """A respondent for each chat by its label; each judge compares pairs, rates answers, or does both."""
    return PreferTeam(
        respondents=tuple(Respondent(chat, label) for label, chat in respondents.items()),
        comparers=tuple(Comparer(chat) for chat in judges) if compare else (),
        raters=tuple(Rater(chat) for chat in judges) if rate else (),
    )
