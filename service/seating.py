"""Who is asked to judge, where a jury decides, and what is said of it."""

from collections.abc import Iterator

from bookwright.curation.jury import Jury, seats_of
from bookwright.errors import InputError
from bookwright.service.configuration import ModelChoice


def seated(jury: Jury, judges: tuple[str, ...], choice: ModelChoice | None) -> tuple[str, ...]:
    """The judges named that the jury hears; none where the model judges alone. InputError, with the option, where it would never decide."""
    try:
        seating = seats_of(jury, judges or ((choice.name,) if choice else ()))
    except InputError as error:
        raise InputError(f"--{error}") from None
    return seating.asked if judges else ()


def on_seats(jury: Jury | None, named: tuple[str, ...]) -> Iterator[str]:
    """What is to be said of the judges that were named, where a jury makes a difference between them, a line each."""
    if jury is None:
        return
    seating = seats_of(jury, named)
    if seating.unheard:
        yield f"The jury gives no weight to {', '.join(seating.unheard)}: not asked"
    if seating.doubted:
        yield f"The jury asks {', '.join(seating.doubted)} for doubt alone: below chance, so without a vote"
    if seating.absent:
        yield f"The jury also heard {', '.join(seating.absent)} when it was calibrated; how well it does without is not known"


def checked_judges(names: tuple[str, ...]) -> tuple[str, ...]:
    """The judges named. InputError where one is empty or named twice."""
    if not all(map(str.strip, names)):
        raise InputError("--judge: is empty; name a model")
    if twice := next((name for name in names if names.count(name) > 1), None):
        raise InputError(f"--judge {twice}: is named twice; each judge has one say")
    return names
