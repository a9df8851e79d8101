"""Who of the judges named is asked, where a jury decides."""

from collections.abc import Sequence

from bookwright.curation.jury.jury import Jury
from bookwright.errors import InputError
from bookwright.knowledge.document import Frozen


class Seating(Frozen):
    """`asked` are the judges that the jury hears, `unheard` those that were named for nothing, `doubted` those of the asked that have no
    vote, and `absent` the judges that it heard when it was calibrated and that were not named. All in the order named, or in the jury's."""

    asked: tuple[str, ...]
    unheard: tuple[str, ...]
    doubted: tuple[str, ...]
    absent: tuple[str, ...]


def seats_of(jury: Jury, judges: Sequence[str]) -> Seating:
    """The judges as the jury seats them. InputError where it would never decide on their votes, so that nobody is asked in vain, and where
    two go by one name."""
    named = ", ".join(judges)
    if twice := next((judge for judge in judges if judges.count(judge) > 1), None):
        raise InputError(f"jury: two judges go by the name {twice}; a jury knows judges by their names")
    if not any(jury.weights.get(judge) for judge in judges):
        raise InputError(f"jury: no judge has a weight in it of those named ({named}); name one of {_members(jury)}")
    if not jury.can_decide(judges):
        raise InputError(f"jury: it would abstain from everything with {named}; name more of its judges, or calibrate it on more reviews")
    return Seating(
        asked=tuple(judge for judge in judges if judge in jury.heard),
        unheard=tuple(judge for judge in judges if judge not in jury.heard),
        doubted=tuple(judge for judge in judges if jury.doubts.get(judge)),
        absent=tuple(judge for judge in jury.heard if judge not in judges),
    )


def _members(jury: Jury) -> str:
    members = ", ".join(judge for judge, weight in jury.weights.items() if weight)
    return f"{members} with --judge" if members else "others and calibrate again, for it has no members"
