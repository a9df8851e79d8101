"""What Evol-Instruct ships."""

from bookwright.agents.evolve.items import EvolvedText, Operator
from bookwright.curation.evolve.difficulty import Difficulty
from bookwright.curation.recipe import RecipeRecord, RecipeReject, Yield
from bookwright.curation.record import VersionOf

GIVEN = "given"
DATA = "data"


class EvolvedVersion(VersionOf[EvolvedText]):
    """One step of a row's way over the rounds. `id` is that of the row, or of the record or reject that the step came to; `parent_id` is
    that of the version it was made from."""

    id: str
    parent_id: str = ""


class EvolveRecord(RecipeRecord[EvolvedText]):
    """An evolved instruction with its response. `root` is the row of the data that it goes back to, `parent` the record or row that it was
    made from in its `round`; `difficulty` is there where it was measured."""

    kind: str = "evolve"
    instruction: str
    input: str
    output: str
    operator: Operator
    round: int
    parent: str
    root: str
    lineage: tuple[EvolvedVersion, ...]
    difficulty: Difficulty | None = None


class EvolveReject(RecipeReject[EvolvedText]):
    """An evolution that was eliminated or failed; what it was made from goes on."""

    kind: str = "evolve"
    operator: Operator | None = None
    round: int = 0
    parent: str = ""
    root: str = ""
    lineage: tuple[EvolvedVersion, ...] = ()
    difficulty: Difficulty | None = None


EvolveYield = Yield[EvolveRecord, EvolveReject]
