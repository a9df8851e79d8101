"""What the roles of making instructions hand to each other."""

from pydantic import Field

from bookwright.agents.chat import Usage
from bookwright.agents.items import Brief, Claim, Hashed
from bookwright.knowledge.document import Frozen
from bookwright.knowledge.evidence import Evidence


class InstructText(Hashed):
    """An instance of a task; what a verdict is bound to.

    From a passage, `claims` are the sentences of its output with what carries them among the `evidence`, and `unlocated` the quotes that
    stand nowhere.
    """

    instruction: str
    input: str
    output: str
    claims: tuple[Claim, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    unlocated: tuple[str, ...] = ()


class Demonstration(Frozen):
    """A task that is shown as an example. `generation` is how many times models have written from what models wrote, 0 for people's own;
    whether it is a classification may not be known. `language` is the one that it is in (ISO 639-1)."""

    id: str
    instruction: str
    input: str = ""
    output: str = ""
    classification: bool | None = None
    language: str = "en"
    generation: int = 0


class Call(Frozen):
    """A call for new tasks: after which demonstrations, how many, in which language (ISO 639-1), and from which passage, if from one.

    `draw` says which of several answers to the same words is wanted; `specification` is what the tasks are to be beside that, a value by
    axis.
    """

    id: str
    demonstrations: tuple[Demonstration, ...]
    wanted: int
    language: str
    passage_id: str = ""
    draw: int = 0
    specification: dict[str, str] = Field(default_factory=dict)


class CallPage(Frozen):
    """A call before the generator, with the passage that it is to write from, if it is from one."""

    call: Call
    brief: Brief | None = None


class Proposal(Frozen):
    """A task that a generator proposes: its number in the reply from 1, its instruction, and its instance where that comes with it.

    `usage` is its share of what the reply has cost.
    """

    number: int
    instruction: str
    text: InstructText | None = None
    usage: Usage = Field(default_factory=Usage)


class Task(Frozen):
    """A task that is new: its instruction, or all of it where `text` came with that; the ids of the `demonstrations` that it was written
    after, the instances wanted, the `specification` of its call, and what it has cost so far."""

    id: str
    instruction: str
    language: str
    wanted: int
    demonstrations: tuple[str, ...]
    generation: int
    passage_id: str = ""
    specification: dict[str, str] = Field(default_factory=dict)
    text: InstructText | None = None
    usage: Usage = Field(default_factory=Usage)


class TaskPage(Frozen):
    """A task before a role, with the passage that it was written from, if it was from one."""

    task: Task
    brief: Brief | None = None


class Judged(Frozen):
    """An instance before a judge, with the passage that it rests on, if it rests on one."""

    text: InstructText
    brief: Brief | None = None
