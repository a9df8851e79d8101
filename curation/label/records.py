"""What labelling ships."""

from bookwright.agents.label.items import LabelledText, Vote
from bookwright.curation.recipe import RecipeRecord, RecipeReject, Yield


class LabelRecord(RecipeRecord[LabelledText]):
    """A text with its label: the one that the votes agree on or, where `people` were asked, theirs.

    `agreement` is the share of the votes for `majority`, `uncertainty` their entropy from 0 to 1; `gold` is the right label, where the data
    knows it. `generation` is 0 where no model had a say.
    """

    kind: str = "label"
    text: str
    label: str
    votes: tuple[Vote, ...] = ()
    people: tuple[Vote, ...] = ()
    majority: str = ""
    agreement: float = 0.0
    uncertainty: float = 1.0
    gold: str = ""


class LabelReject(RecipeReject[LabelledText]):
    """A text without a label, or one that people are to decide on."""

    kind: str = "label"
    votes: tuple[Vote, ...] = ()
    people: tuple[Vote, ...] = ()
    majority: str = ""
    agreement: float = 0.0
    uncertainty: float = 1.0
    gold: str = ""


LabelYield = Yield[LabelRecord, LabelReject]
