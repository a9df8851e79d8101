"""What travels through the graph of one attempt."""

from typing import NotRequired

from typing_extensions import TypedDict

from bookwright.agents.evolve.items import EvolvedText, GainCheck
from bookwright.agents.items import Critique, Verdict
from bookwright.curation.evolve.difficulty import Difficulty
from bookwright.curation.evolve.records import EvolveYield
from bookwright.graphs.evolve.pool import Attempt
from bookwright.graphs.recipe.paid import Paid


class EvolveInput(TypedDict):
    """A member of the pool with the operator to try on it."""

    attempt: Attempt


class EvolveState(EvolveInput, Paid):
    """The evolved instruction as far as it came, and what was said of it. `unmeasured` says why its difficulty could not be measured."""

    text: NotRequired[EvolvedText]
    check: NotRequired[GainCheck]
    critique: NotRequired[Critique]
    verdict: NotRequired[Verdict]
    difficulty: NotRequired[Difficulty]
    unmeasured: NotRequired[str]
    made: NotRequired[EvolveYield]


class EvolveOutput(TypedDict):
    """What it came to, one record or one reject."""

    made: EvolveYield
