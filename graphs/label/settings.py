"""How labelling works."""

from pydantic import Field

from bookwright.agents.label.scheme import Scheme
from bookwright.knowledge.document import Frozen


class LabelSettings(Frozen):
    """The scheme, and the share of the votes that a label needs, else people are to decide.

    `columns` are the fields in which the data has labels already, `gold` the one with the right label.
    """

    scheme: Scheme
    agreement: float = Field(default=0.75, gt=0.5, le=1)
    columns: tuple[str, ...] = ()
    gold: str | None = None
