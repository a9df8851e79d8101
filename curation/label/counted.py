"""What was said of one text, as it is counted."""

from bookwright.curation.label.records import LabelRecord, LabelReject
from bookwright.knowledge.document import Frozen


class Counted(Frozen):
    """The labels that labellers and people gave a text, by name; the label that most votes are for and their share; the right one, where
    it is known; and the label that it ships with, if it does."""

    votes: dict[str, str]
    people: dict[str, str]
    majority: str
    agreement: float
    gold: str
    label: str

    @classmethod
    def of(cls, row: LabelRecord | LabelReject) -> "Counted":
        """What a record or reject says."""
        return cls(
            votes={vote.by: vote.label for vote in row.votes},
            people={vote.by: vote.label for vote in row.people},
            majority=row.majority,
            agreement=row.agreement,
            gold=row.gold,
            label=row.label if isinstance(row, LabelRecord) else "",
        )
