"""Estimated precision: the share of a run's records that people accept."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from bookwright.agents.items import Decision
from bookwright.curation.jury.share import wilson
from bookwright.curation.review.sample import Sample, Sampled, weights_of
from bookwright.knowledge.document import Frozen


class Estimate(Frozen):
    """A share estimated from so many reviews, with its 95 % interval. `effective` is how many equally weighted reviews they are worth."""

    name: str
    reviewed: int
    value: float
    low: float
    high: float
    effective: float


class Precision(Frozen):
    """The precision of all records, and by kind and by source document. `unreviewed` are strata of records without a review: the estimates
    say nothing of them. None where nothing was reviewed."""

    all: Estimate | None
    kinds: tuple[Estimate, ...] = ()
    sources: tuple[Estimate, ...] = ()
    unreviewed: tuple[tuple[str, ...], ...] = ()


def precision(sample: Sample, gold: Mapping[str, Decision]) -> Precision:
    """What the decisions, by id, say of the records of the run that the sample was drawn from."""
    reviewed = [row for row in sample.items if row.shipped and row.id in gold]
    if not reviewed:
        return Precision(all=None)
    weights = weights_of(sample.strata, reviewed)
    seen = {row.stratum for row in reviewed}

    def by(name_of: Mapping[str, str]) -> tuple[Estimate, ...]:
        groups: dict[str, list[Sampled]] = defaultdict(list)
        for row in reviewed:
            groups[name_of[row.id]].append(row)
        return tuple(estimate(name, groups[name], gold, weights) for name in sorted(groups))

    return Precision(
        all=estimate("all records", reviewed, gold, weights),
        kinds=by({row.id: row.kind for row in reviewed}),
        sources=by({row.id: row.source for row in reviewed}),
        unreviewed=tuple(stratum.key for stratum in sample.strata if stratum.key[0] == "record" and stratum.key not in seen),
    )


def estimate(name: str, rows: Iterable[Sampled], gold: Mapping[str, Decision], weights: Mapping[str, float]) -> Estimate:
    """The weighted share of rows that are accepted (Hajek's ratio), with the score interval (Wilson 1927) at the effective sample size of
    the weights, (sum w)^2 / sum w^2 (Kish 1965, section 11.7). With equal weights it is Wilson's own.

    No correction for a finite population: the interval is of what makes such records, and a little wide for the run alone.
    """
    rows = list(rows)
    total = sum(weights[row.id] for row in rows)
    value = sum(weights[row.id] for row in rows if gold[row.id] is Decision.ACCEPT) / total
    effective = total * total / sum(weights[row.id] ** 2 for row in rows)
    low, high = wilson(min(value, 1.0), effective)
    return Estimate(name=name, reviewed=len(rows), value=min(value, 1.0), low=low, high=high, effective=effective)
