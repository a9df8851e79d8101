"""What the roles of reasoning hand to each other."""

from bookwright.agents.items import Hashed
from bookwright.knowledge.document import Frozen
from bookwright.knowledge.evidence import Evidence


class Recording(Frozen):
    """A solution that the data holds: its reasoning, the answer that it ends in, whose it is, and the words of the row that it is from."""

    reasoning: str
    answer: str
    by: str
    shown: Evidence


class Worked(Frozen):
    """A problem with its reasoning and answer, shown as an example of good work. `generation` is that of the trace that it was."""

    name: str
    question: str
    reasoning: str
    answer: str
    generation: int


class Problem(Frozen):
    """A problem in one round. `name` is the row's id; `reference` is the answer that is right.

    Where there are `tests` the answer is a program: it is right when they pass after `setup`, and `reference` is one such program, empty
    where the data has none. `recorded` are solutions that the data holds, `examples` those shown beside the problem, `generation` is that
    of what is written on the problem alone, `evidence` the question and the reference as they stand in the data.
    """

    id: str
    name: str
    round: int = 1
    question: str
    reference: str = ""
    setup: str = ""
    tests: tuple[str, ...] = ()
    recorded: tuple[Recording, ...] = ()
    examples: tuple[Worked, ...] = ()
    generation: int = 1
    evidence: tuple[Evidence, ...]
    language: str

    @property
    def generation_shown(self) -> int:
        """The generation of what is written beside the examples: one more than theirs, where that is more."""
        return max([self.generation, *(1 + example.generation for example in self.examples)])

    @property
    def asked(self) -> str:
        """The question as it is put; of a program the first test goes with it, for it says what the program's parts are called."""
        return f"{self.question}\n\nA test that the program must pass:\n{self.tests[0]}" if self.tests else self.question


class Attempt(Frozen):
    """A problem to be worked out, and which of several draws it is, from 0 over all rounds."""

    problem: Problem
    number: int = 0


class Reasoned(Frozen):
    """What came of an attempt: the steps, the answer alone, and whose they are."""

    reasoning: str
    answer: str
    by: str


class Trace(Hashed):
    """A question worked out: what a verdict is bound to."""

    question: str
    reasoning: str
    answer: str
