"""So many units a minute, spread evenly."""

from collections.abc import Callable

BURST_SECONDS = 1.0


class Allowance:
    """A rate as a timetable: each unit has its time, and whoever comes early waits for it (the generic cell rate algorithm, ITU-T I.371).

    What was not used is not saved up, but for one second's worth. Without a rate nobody waits.
    """

    def __init__(self, per_minute: float | None, clock: Callable[[], float]) -> None:
        self._seconds_each = 60.0 / per_minute if per_minute else 0.0
        self._clock = clock
        self._next = 0.0

    def take(self, units: float) -> float:
        """Books the units (less than none gives some back) and says at what time they may be used."""
        now = self._clock()
        if not self._seconds_each:
            return now
        turn = max(self._next, now - BURST_SECONDS)
        self._next = turn + units * self._seconds_each
        return max(turn, now)

    def pause(self, until: float) -> None:
        """Gives out no time before this one any more."""
        self._next = max(self._next, until)
