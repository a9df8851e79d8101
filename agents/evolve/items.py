"""What the roles of Evol-Instruct hand to each other."""

from enum import StrEnum

from pydantic import Field

from bookwright.agents.asking import Response
from bookwright.agents.instruction import Instruction
from bookwright.agents.items import Brief, Claim, Hashed
from bookwright.knowledge.document import Frozen
from bookwright.knowledge.evidence import Evidence


class Operator(StrEnum):
    """How an instruction is evolved (Xu et al. 2023, section 3.2): five ways in depth, one in breadth."""

    CONSTRAIN = "constrain"
    DEEPEN = "deepen"
    CONCRETISE = "concretise"
    REASON = "reason"
    COMPLICATE = "complicate"
    BROADEN = "broaden"


class InputFormat(StrEnum):
    """What kind of material a complicated input adds."""

    TEXT = "text"
    TABLE = "table"
    CODE = "code"
    JSON = "json"


class Growth(Frozen):
    """How many words a rewrite in depth adds, at least and at most; one in breadth differs by at most as many."""

    least: int = Field(default=10, ge=0)
    most: int = Field(default=20, ge=1)


class Evolving(Frozen):
    """An instruction before an evolver. `format` is named for a complicated input; `brief` holds the passages that the answer will have to
    rest on, if any; `objection` says why the rewrite before this one could not be taken; `specification` is what a task in breadth is to be
    beside that, a value by axis."""

    parent: Instruction
    operator: Operator
    growth: Growth
    language: str
    format: InputFormat | None = None
    brief: Brief | None = None
    objection: str = ""
    specification: dict[str, str] = Field(default_factory=dict)


class Succession(Frozen):
    """An instruction and what it was made from, before somebody who says whether anything was gained."""

    parent: Instruction
    child: Instruction


class Gain(StrEnum):
    """Whether an evolved instruction asks for more or other than its parent."""

    GAINED = "gained"
    EQUAL = "equal"


class GainCheck(Frozen):
    """The word on a succession, with the reason."""

    gain: Gain
    reason: str
    by: str


class EvolvedText(Hashed):
    """An instruction with its response, as it ships; what a verdict is bound to."""

    instruction: str
    input: str = ""
    output: str = ""
    claims: tuple[Claim, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    unlocated: tuple[str, ...] = ()

    @property
    def task(self) -> Instruction:
        """What is asked."""
        return Instruction(instruction=self.instruction, input=self.input)

    def answered(self, response: Response) -> "EvolvedText":
        """The same instruction with a response."""
        return EvolvedText(
            instruction=self.instruction,
            input=self.input,
            output=response.text,
            claims=response.claims,
            evidence=response.evidence,
            unlocated=response.unlocated,
        )


class EvolvedSubmission(Frozen):
    """An evolved instruction with its response before a judge, and the passages that it rests on, if any."""

    text: EvolvedText
    brief: Brief | None = None
