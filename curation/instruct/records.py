"""What making instructions ships."""

from bookwright.agents.instruct.items import InstructText
from bookwright.curation.recipe import RecipeRecord, RecipeReject, Yield


class InstructRecord(RecipeRecord[InstructText]):
    """An instance of a task. `classification` is unknown where instruction and output were written together; `demonstrations` are the ids
    of the tasks that its instruction was written after, seeds and earlier tasks of the run."""

    kind: str = "instruct"
    instruction: str
    input: str
    output: str
    classification: bool | None = None
    demonstrations: tuple[str, ...]


class InstructReject(RecipeReject[InstructText]):
    """A call, an instruction or an instance that came to no record."""

    kind: str = "instruct"
    instruction: str = ""
    input: str = ""
    output: str = ""
    classification: bool | None = None
    demonstrations: tuple[str, ...] = ()


InstructYield = Yield[InstructRecord, InstructReject]
