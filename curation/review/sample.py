"""A sample of a run's rows for people to review, random or stratified, drawn from a seed."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import floor

from pydantic import Field

from bookwright.agents.items import Decision
from bookwright.curation.review.row import Row
from bookwright.curation.review.strata import By, stratum_of
from bookwright.errors import InputError
from bookwright.knowledge.document import Frozen, text_sha256

FEWEST_OF_A_STRATUM = 2


class Sampled(Frozen):
    """A row of the sample as it stood when it was drawn: what is known of it is kept, whatever becomes of the row.

    `judged` is what each judge decided, by name.
    """

    id: str
    kind: str
    source: str
    shipped: bool
    stratum: tuple[str, ...]
    text_sha256: str
    judged: dict[str, Decision] = Field(default_factory=dict)

    @classmethod
    def of(cls, row: Row, by: tuple[By, ...]) -> "Sampled":
        """The row as it stands."""
        return cls(
            id=row.id,
            kind=row.kind,
            source=row.source.path if row.source else "",
            shipped=row.shipped,
            stratum=stratum_of(row, by),
            text_sha256=row.hash,
            judged=row.judged,
        )


class Stratum(Frozen):
    """So many rows of the run are in it, of which so many were drawn."""

    key: tuple[str, ...]
    population: int
    drawn: int


class Sample(Frozen):
    """What is reviewed, in the order in which it is shown: any part of it from the beginning is a random part of each stratum."""

    seed: int
    by: tuple[By, ...] = ()
    blind: bool = False
    rejects: bool = False
    strata: tuple[Stratum, ...]
    items: tuple[Sampled, ...]


def draw(candidates: Iterable[Sampled], size: int, seed: int) -> tuple[tuple[Stratum, ...], tuple[Sampled, ...]]:
    """The strata and the rows drawn from them, without replacement: in proportion to the strata, but two of each if it has two.

    Which rows of a stratum are drawn depends on seed and ids alone. InputError where the size is too small for the strata.
    """
    strata: dict[tuple[str, ...], list[Sampled]] = defaultdict(list)
    for candidate in candidates:
        strata[candidate.stratum].append(candidate)
    if not strata:
        raise InputError("review: there is nothing to review; give a run that has records, or add --rejects")
    counts = {key: len(strata[key]) for key in sorted(strata)}
    shares = allocation(counts, size)
    order = {candidate.id: text_sha256(f"{seed}:{candidate.id}") for rows in strata.values() for candidate in rows}
    taken = [row for key in counts for row in sorted(strata[key], key=lambda row: order[row.id])[: shares[key]]]
    told = tuple(Stratum(key=key, population=count, drawn=shares[key]) for key, count in counts.items())
    return told, tuple(sorted(taken, key=lambda row: order[row.id]))


def allocation(counts: Mapping[tuple[str, ...], int], size: int) -> dict[tuple[str, ...], int]:
    """How many to draw from each stratum: at least two, the rest in proportion to what is left of it (largest remainder)."""
    size = min(size, sum(counts.values()))
    taken = Counter({key: min(count, FEWEST_OF_A_STRATUM) for key, count in counts.items()})
    if len(counts) == 1:
        return dict.fromkeys(counts, size)
    if (least := sum(taken.values())) > size:
        raise InputError(
            f"--sample {size}: there are {len(counts)} strata, two of each make {least}; sample {least} or more, or name fewer in --by"
        )
    left = {key: counts[key] - taken[key] for key in counts}
    rest, all_left = size - least, sum(left.values())
    wanted = {key: rest * count / all_left if all_left else 0.0 for key, count in left.items()}
    taken.update({key: floor(share) for key, share in wanted.items()})
    missing = size - sum(taken.values())
    for key in sorted(wanted, key=lambda key: (floor(wanted[key]) - wanted[key], key))[:missing]:
        taken[key] += 1
    return dict(taken)


def weights_of(strata: Sequence[Stratum], reviewed: Iterable[Sampled]) -> dict[str, float]:
    """How many rows of the run each reviewed row stands for, by id: its stratum's population by how many of it were reviewed."""
    reviewed = list(reviewed)
    populations = {stratum.key: stratum.population for stratum in strata}
    counts = Counter(row.stratum for row in reviewed)
    return {row.id: populations[row.stratum] / counts[row.stratum] for row in reviewed}
