"""The seats of making instructions."""

from collections.abc import Sequence
from dataclasses import dataclass

from bookwright.agents.chat import Chat
from bookwright.agents.instruct.alpaca import Alpaca
from bookwright.agents.instruct.cited_alpaca import CitedAlpaca
from bookwright.agents.instruct.cited_input_first import CitedInputFirst
from bookwright.agents.instruct.cited_output_first import CitedOutputFirst
from bookwright.agents.instruct.classifier import Classifier
from bookwright.agents.instruct.generator import Generator
from bookwright.agents.instruct.grounded_judge import GroundedInstructJudge
from bookwright.agents.instruct.input_first import InputFirst
from bookwright.agents.instruct.items import CallPage, Demonstration, InstructText, Judged, Proposal, TaskPage
from bookwright.agents.instruct.judge import InstructJudge
from bookwright.agents.instruct.output_first import OutputFirst
from bookwright.agents.items import Verdict
from bookwright.agents.role import Role
from bookwright.agents.seats import Seats
from bookwright.knowledge.document import Frozen

Writer = Role[TaskPage, tuple[InstructText, ...]]


@dataclass(frozen=True)
class InstructTeam(Seats):
    """Who proposes tasks, tells classifications from others, writes instances of either, and judges these; without judges the rules decide.

    Where the generator proposes whole tasks, nobody need sit between it and the judges.
    """

    generator: Role[CallPage, tuple[Proposal, ...]]
    judges: tuple[Role[Judged, Verdict], ...] = ()
    classifier: Role[TaskPage, bool] | None = None
    input_first: Writer | None = None
    output_first: Writer | None = None


class Examples(Frozen):
    """Which tasks the roles are shown: those of either kind for the classifier, and those for the writers of instances of either kind."""

    classifier: tuple[Demonstration, ...] = ()
    input_first: tuple[Demonstration, ...] = ()
    output_first: tuple[Demonstration, ...] = ()


def self_instruct_team(chat: Chat, judges: Sequence[Chat], examples: Examples) -> InstructTeam:
    """The seats of Self-Instruct, on one chat model but for the judges."""
    return InstructTeam(
        generator=Generator(chat),
        classifier=Classifier(chat, examples.classifier),
        input_first=InputFirst(chat, examples.input_first),
        output_first=OutputFirst(chat, examples.output_first),
        judges=tuple(InstructJudge(judge) for judge in judges),
    )


def grounded_self_instruct_team(chat: Chat, judges: Sequence[Chat], examples: Examples) -> InstructTeam:
    """The same from passages; without other judges the model itself judges."""
    return InstructTeam(
        generator=Generator(chat),
        classifier=Classifier(chat, examples.classifier),
        input_first=CitedInputFirst(chat, examples.input_first),
        output_first=CitedOutputFirst(chat, examples.output_first),
        judges=tuple(GroundedInstructJudge(judge) for judge in judges or (chat,)),
    )


def alpaca_team(chat: Chat, judges: Sequence[Chat]) -> InstructTeam:
    """The seats of Alpaca, on one chat model but for the judges."""
    return InstructTeam(generator=Alpaca(chat), judges=tuple(InstructJudge(judge) for judge in judges))


def grounded_alpaca_team(chat: Chat, judges: Sequence[Chat]) -> InstructTeam:
    """The same from passages; without other judges the model itself judges."""
    return InstructTeam(generator=CitedAlpaca(chat), judges=tuple(GroundedInstructJudge(judge) for judge in judges or (chat,)))
