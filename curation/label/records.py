"""What labelling ships."""

from bookwright.agents.label.items import LabelledText, Vote
from bookwright.curation.recipe import RecipeRecord, RecipeReject, Yield


class LabelRecord(RecipeRecord[LabelledText]):
    """A text on whose label the votes agree. `agreement` is the share of the votes for it, `uncertainty` their entropy from 0 to 1."""

    kind: str = "label"
    text: str
    label: str
    votes: tuple[Vote, ...]
    agreement: float
    uncertainty: float


class LabelReject(RecipeReject[LabelledText]):
    """A text without a label, or one that people are to decide on."""

    kind: str = "label"
    votes: tuple[Vote, ...] = ()
    agreement: float = 0.0
    uncertainty: float = 0.0


LabelYield = Yield[LabelRecord, LabelReject]
