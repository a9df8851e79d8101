"""A ballot: one judge on one pair of answers, asked in both orders."""

from bookwright.agents.pair import Preference
from bookwright.curation.jury.vote import Vote
from bookwright.knowledge.document import Frozen


class Ballot(Frozen):
    """`straight` is what the judge said of the pair as it stands, `swapped` what it said once the answers had changed places.

    Both name the place in which the judge saw the answer, so that `swapped` SECOND means the pair's first answer. `reasons` are the judge's
    for either, in that order, where they are known.
    """

    judge: str
    straight: Preference
    swapped: Preference
    reasons: tuple[str, ...] = ()

    @property
    def exchanged(self) -> "Ballot":
        """The same ballot for the pair in the other order."""
        return self.model_copy(update={"straight": self.swapped, "swapped": self.straight, "reasons": self.reasons[::-1]})

    @property
    def preference(self) -> Preference:
        """The swap rule: both orders must name the same answer, else it is a tie (Zheng et al. 2023, section 3.4)."""
        return self.straight if self.straight is self.swapped.turned else Preference.TIE

    @property
    def vote(self) -> Vote:
        """The preference as a vote."""
        return Vote.for_preference(self.preference)

    @property
    def first_place_won(self) -> bool:
        """Whether the judge chose the first place in both orders, whichever answer stood there."""
        return self.straight is self.swapped is Preference.FIRST

    @property
    def second_place_won(self) -> bool:
        """Whether the judge chose the second place in both orders."""
        return self.straight is self.swapped is Preference.SECOND
