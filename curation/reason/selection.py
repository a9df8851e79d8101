"""Which of the right traces of a problem are kept: those that reach the threshold, each way of thinking once, the best few."""

from collections.abc import Sequence

from bookwright.curation.reason.records import ReasonRecord, ReasonReject, ReasonYield
from bookwright.curation.terms import words

ALIKE = 0.7
RUN = 2


def improved(made: ReasonYield, threshold: float, most: int | None, kept: Sequence[str], same: float | None = ALIKE) -> ReasonYield:
    """The Improve step of ReST (Gulcehre et al. 2023, section 3) on one problem's right traces: what is below the threshold, repeats a kept
    trace, or is beyond `most` for the problem is a reject.

    `kept` is what was `told` by the traces kept in the rounds before; with `same` None nothing counts as a repetition. Higher rewards go
    first, of equal ones those found without a hint, then in the order in which they were drawn.
    """
    reasons: dict[str, tuple[str, str]] = {}
    chosen = list(kept)
    for record in sorted(made.records, key=lambda record: (-record.reward, record.rationalised)):
        if record.reward < threshold:
            reasons[record.id] = ("improve:below_threshold", f"its reward is {record.reward:.2f}; {threshold:.2f} is needed")
        elif same is not None and any(alike(told(record), other, same) for other in chosen):
            reasons[record.id] = ("improve:duplicate", "it says what a kept trace of this problem says")
        elif most is not None and len(chosen) >= most:
            reasons[record.id] = ("improve:beyond_count", f"{most} traces of this problem are kept")
        else:
            chosen.append(told(record))
    rejects = [ReasonReject.of(record, *reasons[record.id]) for record in made.records if record.id in reasons]
    records = tuple(record for record in made.records if record.id not in reasons)
    return made.model_copy(update={"records": records, "rejects": (*made.rejects, *rejects)})


def told(record: ReasonRecord) -> str:
    """All that a trace says."""
    return f"{record.reasoning}\n{record.answer}"


def alike(first: str, second: str, same: float = ALIKE) -> bool:
    """Whether two traces say the same: of all pairs of neighbouring words in either, that share stands in both."""
    runs = [_runs(text) for text in (first, second)]
    return len(runs[0] & runs[1]) >= same * len(runs[0] | runs[1])


def _runs(text: str) -> set[tuple[str, ...]]:
    said = words(text)
    return {said[place : place + RUN] for place in range(max(1, len(said) - RUN + 1))}
