"""The evolver of instructions: one operator, a rewrite that is a little longer (Xu et al. 2023, section 3.2 and appendices A to E)."""

from pydantic import Field

from bookwright.agents.evolve.items import Evolving, InputFormat, Operator
from bookwright.agents.instruction import Instruction, shown_task
from bookwright.agents.reading import fenced, in_one_line, numbered_passages, visible
from bookwright.agents.role import PromptRole
from bookwright.agents.specified import Wanted, specified
from bookwright.knowledge.document import Frozen

WAYS = {
    Operator.CONSTRAIN: "Add one constraint or requirement that the response has to meet.",
    Operator.DEEPEN: "Ask one of its issues in more depth or width: the mechanism, the limits, the consequences.",
    Operator.CONCRETISE: "Put a specific concept, case or situation in place of a general one.",
    Operator.REASON: "Change it so that what took one or two simple steps needs several steps of reasoning, and ask for them.",
    Operator.COMPLICATE: "Make it a task on material: add {format} as the material that it is to be done with, complete and consistent.",
    Operator.BROADEN: "Write a new task of the same domain, as long and as hard, on a rarer subject that a set of such tasks would lack.",
}
FORMATS = {
    InputFormat.TEXT: "a text of several sentences",
    InputFormat.TABLE: "a table (Markdown) of several rows",
    InputFormat.CODE: "a short program",
    InputFormat.JSON: "JSON data",
}


class EvolvedInstruction(Frozen):
    """The evolver's reply: what will be harder and how, then the rewrite and its material."""

    plan: str
    instruction: str = Field(min_length=1)
    input: str


class InstructionEvolver(PromptRole[Evolving, EvolvedInstruction, Instruction]):
    """An instruction to the one that it becomes by the operator that was drawn."""

    returns = EvolvedInstruction

    def fields(self, item: Evolving) -> dict[str, str]:
        return {
            "passages": numbered_passages(item.brief) if item.brief else "No passages are given.",
            "task": shown_task(item.parent) + specified(item.specification, Wanted.TASK),
            "way": WAYS[item.operator].replace("{format}", FORMATS[item.format or InputFormat.TEXT]),
            "length": _length(item),
            "material": _material(item),
            "language": item.language,
            "objection": _objection(item.objection),
        }

    def parse(self, item: Evolving, answer: EvolvedInstruction) -> Instruction:
        if item.operator is Operator.COMPLICATE and not answer.input.strip():
            raise ValueError("input: is empty; give the material that the task is to be done with")
        return Instruction(instruction=visible(answer.instruction).strip(), input=visible(answer.input).strip())


def _objection(why: str) -> str:
    """Why the rewrite before could not be taken, in a fence; nothing where there was none."""
    return f"\nA rewrite was tried and cannot be taken:\n\n<faults>\n{in_one_line(fenced(why))}\n</faults>\n" if why else ""


def _length(item: Evolving) -> str:
    growth = item.growth
    if item.operator is Operator.BROADEN:
        return f"It is about as long as the task, at most {growth.most} words more or fewer."
    return f"It keeps what the task asks and adds {growth.least} to {growth.most} words to it, not counting material."


def _material(item: Evolving) -> str:
    if item.operator is Operator.COMPLICATE:
        return "`input` holds the material, and that of the task if it has some."
    if item.operator is Operator.BROADEN:
        return "`input` holds the material of the new task, if it needs some, else it is empty."
    return "`input` holds the material of the task as it is, or changed where the rewrite needs it; it is empty where the task has none."
