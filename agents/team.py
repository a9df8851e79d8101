"""A team: named seats and who sits in them."""

from collections.abc import Sequence
from dataclasses import dataclass

from bookwright.agents.answerer import Answerer
from bookwright.agents.chat import Chat
from bookwright.agents.critic import Critic
from bookwright.agents.evolver import Evolver
from bookwright.agents.extractive import ExtractiveCritic, ExtractiveEvolver, ExtractiveJudge, ExtractiveReviser, ExtractiveWriter
from bookwright.agents.inquiry import Answer, Inquiry, Likening, Matched
from bookwright.agents.items import Brief, Critique, Draft, Evolution, Panel, Revision, Submission, Verdict
from bookwright.agents.judge import Judge
from bookwright.agents.matcher import Matcher
from bookwright.agents.panel import OneByOne
from bookwright.agents.reviser import Reviser
from bookwright.agents.role import Role
from bookwright.agents.rubric import Rubric
from bookwright.agents.seats import Seats
from bookwright.agents.writer import Writer
from bookwright.errors import InputError


@dataclass(frozen=True)
class Team(Seats):
    """The seats of the Q&A graph. Several critics all have their say; several judges must all accept. Without an evolver drafts stay.

    A critic reads all drafts of a brief at once; `OneByOne` seats one that reads a single draft. Answerers, if there are any, answer the
    questions of accepted drafts, and the matcher holds their answers against the record's: InputError for answerers without a matcher.
    """

    writer: Role[Brief, tuple[Draft, ...]]
    reviser: Role[Revision, Draft]
    critics: tuple[Role[Panel, tuple[Critique, ...]], ...]
    judges: tuple[Role[Submission, Verdict], ...]
    evolver: Role[Submission, Evolution] | None = None
    answerers: tuple[Role[Inquiry, Answer], ...] = ()
    matcher: Role[Likening, tuple[Matched, ...]] | None = None

    def __post_init__(self) -> None:
        if self.answerers and not self.matcher:
            raise InputError("answerers: nobody compares their answers with the record's; seat a matcher too")


def model_team(chat: Chat, *, judges: Sequence[Chat] = (), rubric: Rubric | None = None, answering: bool = False) -> Team:
    """One chat model in every seat, but for `judges`, which judge in its place. The seats of answerer and matcher are filled for
    `answering` alone. Without a `rubric` the judges have the default one."""
    return Team(
        writer=Writer(chat),
        reviser=Reviser(chat),
        evolver=Evolver(chat),
        critics=(Critic(chat),),
        judges=tuple(Judge(judge, rubric) for judge in judges or (chat,)),
        answerers=(Answerer(chat),) if answering else (),
        matcher=Matcher(chat) if answering else None,
    )


def rules_team() -> Team:
    """The rule-based team: verbatim answers, no model, no key."""
    return Team(
        writer=ExtractiveWriter(),
        reviser=ExtractiveReviser(),
        evolver=ExtractiveEvolver(),
        critics=(OneByOne(ExtractiveCritic()),),
        judges=(ExtractiveJudge(),),
    )
