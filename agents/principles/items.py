"""What the roles of Constitutional AI hand to each other."""

from bookwright.agents.instruction import Instruction
from bookwright.agents.items import Hashed
from bookwright.agents.pair import Pair
from bookwright.agents.principles.principle import Principle
from bookwright.knowledge.document import Frozen


class PrincipledText(Hashed):
    """An instruction with a response to it, as it ships; what a verdict is bound to."""

    instruction: str
    input: str = ""
    output: str

    @property
    def task(self) -> Instruction:
        """What is asked."""
        return Instruction(instruction=self.instruction, input=self.input)


class PrincipledStep(Frozen):
    """A response before a critic, by one principle, and then, with the critic's `objection`, before a reviser."""

    text: PrincipledText
    principle: Principle
    language: str
    objection: str = ""


class Objection(Frozen):
    """What a critic finds wrong with a response by one principle; without `objects` it finds nothing, and the words say why."""

    objects: bool
    words: str
    by: str


class PrincipledPair(Pair):
    """Two responses before somebody who says which is the better by one principle."""

    principle: Principle
