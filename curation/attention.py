"""Which records an expert should look at first: the worst by every measure in turn, each with the reason why it is on the list."""

from collections.abc import Callable, Iterable, Sequence
from itertools import zip_longest

from bookwright.curation.claims import RecordReading
from bookwright.knowledge.document import Frozen

MOST = 20
BEST_SCORE = 5

Key = Callable[[RecordReading], float | None]


class Look(Frozen):
    """A record to look at, and why."""

    id: str
    why: tuple[str, ...]


def look_first(readings: Sequence[RecordReading], most: int = MOST) -> tuple[Look, ...]:
    """The records that support, wording and judge speak against most, one of each in turn; ties as in the run.

    None of those to which nothing can be held against is on the list, so that it may be shorter than `most`.
    """
    orders = [_worst(readings, key) for key in (_support, _rewording, _judged)]
    in_turn = dict.fromkeys(reading.id for turn in zip_longest(*orders) for reading in turn if reading)
    found = {reading.id: reading for reading in readings}
    return tuple(Look(id=id_, why=tuple(_reasons(found[id_]))) for id_ in list(in_turn)[:most])


def _worst(readings: Iterable[RecordReading], key: Key) -> list[RecordReading]:
    """Those that the key holds something against, least first."""
    held = [(value, place, reading) for place, reading in enumerate(readings) if (value := key(reading)) is not None]
    return [reading for _, _, reading in sorted(held, key=lambda row: row[:2])]


def _support(reading: RecordReading) -> float | None:
    return _below(reading.supports, 1.0)


def _rewording(reading: RecordReading) -> float | None:
    return _below(reading.rewordings, 1.0)


def _judged(reading: RecordReading) -> float | None:
    """The least score, then the mean, of a record that is not best by every criterion."""
    scores = list(reading.scores.values())
    lowest = _below(scores, BEST_SCORE)
    return None if lowest is None else lowest + sum(scores) / len(scores) / 100


def _below(values: Sequence[float], best: float) -> float | None:
    lowest = min(values, default=best)
    return lowest if lowest < best else None


def _reasons(reading: RecordReading) -> Iterable[str]:
    if (support := _support(reading)) is not None:
        yield f"support {support:.2f}"
    if (rewording := _rewording(reading)) is not None:
        yield f"wording {rewording:.2f}"
    if _judged(reading) is not None:
        lowest = min(reading.scores.values())
        yield f"judge: {lowest} for {', '.join(name.replace('_', ' ') for name, score in reading.scores.items() if score == lowest)}"
