"""A vote: what a judge's words on one item come to."""

from enum import IntEnum

from bookwright.agents.items import Decision
from bookwright.agents.pair import Preference


class Vote(IntEnum):
    """YES: the first answer is the better, or the draft is acceptable. NO: the second is, or it is not. NONE: a tie, or nothing said."""

    YES = 1
    NONE = 0
    NO = -1

    @classmethod
    def for_preference(cls, preference: Preference) -> "Vote":
        """The vote of a preference that both orders agree on."""
        return {Preference.FIRST: cls.YES, Preference.SECOND: cls.NO, Preference.TIE: cls.NONE}[preference]

    @classmethod
    def for_decision(cls, decision: Decision) -> "Vote":
        """The vote of an absolute verdict."""
        return cls.YES if decision is Decision.ACCEPT else cls.NO

    @property
    def decision(self) -> Decision | None:
        """The vote as an absolute verdict; None where there is none."""
        return {Vote.YES: Decision.ACCEPT, Vote.NO: Decision.REJECT, Vote.NONE: None}[self]

    @property
    def preference(self) -> Preference:
        """The vote as a preference between two answers."""
        return {Vote.YES: Preference.FIRST, Vote.NO: Preference.SECOND, Vote.NONE: Preference.TIE}[self]
