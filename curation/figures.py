"""The figures of a run: what its records come to, claim by claim and criterion by criterion."""

from collections import Counter
from collections.abc import Iterable, Sequence

from bookwright.curation.attention import Look, look_first
from bookwright.curation.citations import Citations, Entailment, of_run
from bookwright.curation.claims import RecordReading
from bookwright.knowledge.document import Frozen

BINS = 10


class Figures(Frozen):
    """`support` counts the claims by support score in ten bins of equal width, `verbatim` those of score 1; `judge` the
    records by score for every criterion; `look_first` are the records to look at before others."""

    records: int
    connective: int
    citations: Citations
    entailment: Entailment
    support: tuple[int, ...]
    verbatim: int
    judge: dict[str, dict[int, int]]
    look_first: tuple[Look, ...]


def figures_of(readings: Sequence[RecordReading], entailment: Entailment) -> Figures:
    """The figures of these records, read by that rule."""
    claims = [claim for reading in readings for claim in reading.claims]
    supports = [support for reading in readings for support in reading.supports]
    return Figures(
        records=len(readings),
        connective=sum(claim.connective for claim in claims),
        citations=of_run(reading.citations for reading in readings),
        entailment=entailment,
        support=binned(supports),
        verbatim=sum(support == 1 for support in supports),
        judge=_judge(reading.scores for reading in readings),
        look_first=look_first(readings),
    )


def binned(scores: Iterable[float]) -> tuple[int, ...]:
    """How many of the scores (0..1) lie in each tenth, the upper end belonging to the last."""
    counts = Counter(min(int(score * BINS), BINS - 1) for score in scores)
    return tuple(counts[place] for place in range(BINS))


def _judge(all_scores: Iterable[dict[str, int]]) -> dict[str, dict[int, int]]:
    """How many records have each score, by criterion, in the rubric's order."""
    found: dict[str, Counter[int]] = {}
    for scores in all_scores:
        for criterion, score in scores.items():
            found.setdefault(criterion, Counter())[score] += 1
    return {criterion: dict(sorted(counts.items())) for criterion, counts in found.items()}
