"""How preference pairs are made."""

from enum import StrEnum

from pydantic import Field

from bookwright.curation.jury.jury import Jury
from bookwright.curation.prefer.pairing import Pairing
from bookwright.knowledge.document import Frozen


class Ranking(StrEnum):
    """What answers are ranked by: judges who compare each two, raters who score each one, or both."""

    PAIRWISE = "pairwise"
    ASPECTS = "aspects"
    BOTH = "both"


class PairSettings(Frozen):
    """`answers` wanted of a prompt, by which `principles`; how they are ranked and paired; the least `margin` of a pair, on a scale from 0
    to 1."""

    answers: int = Field(default=4, ge=2, le=16)
    principles: tuple[str, ...] = ()
    ranking: Ranking = Ranking.PAIRWISE
    pairing: Pairing = Pairing.ZEPHYR
    margin: float = Field(default=0.1, ge=0, le=1)


class PreferSettings(PairSettings):
    """Beside how pairs are made, the `jury` that weighs what judges say of two answers, else all must say the same. With `loops` the
    critique loops of a run are read, too."""

    jury: Jury | None = None
    loops: bool = False
