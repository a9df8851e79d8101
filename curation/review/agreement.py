"""How far those who decide on the same items agree, beyond chance."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from itertools import combinations

from bookwright.agents.items import Decision
from bookwright.knowledge.document import Frozen

Ratings = Mapping[str, Mapping[str, Decision]]
"""What was decided, by rater and item."""


class Agreement(Frozen):
    """Two raters on the items that both decided: the share on which they agree, and Cohen's kappa; None where it is not defined."""

    first: str
    second: str
    items: int
    agreed: float
    kappa: float | None


def pairs_agree(raters: Ratings) -> tuple[Agreement, ...]:
    """The agreement of every two raters that have an item in common."""
    return tuple(
        found for first, second in combinations(sorted(raters), 2) if (found := agreement(first, raters[first], second, raters[second]))
    )


def agreement(first: str, ones: Mapping[str, Decision], second: str, others: Mapping[str, Decision]) -> Agreement | None:
    """How far two agree; None where they have no item in common."""
    both = [(ones[item], others[item]) for item in sorted(ones.keys() & others.keys())]
    if not both:
        return None
    return Agreement(
        first=first, second=second, items=len(both), agreed=sum(one is other for one, other in both) / len(both), kappa=cohen_kappa(both)
    )


def cohen_kappa(pairs: Sequence[tuple[Hashable, Hashable]]) -> float | None:
    """The agreement of two raters beyond that of chance, as a share of what chance leaves (Cohen 1960, p. 40).

    None of no pair, and where both always say one and the same: chance alone would agree on everything.
    """
    if not pairs:
        return None
    first, second = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    agreed = sum(one == other for one, other in pairs) / len(pairs)
    expected = sum(first[value] * second[value] for value in first) / len(pairs) ** 2
    return None if expected == 1 else (agreed - expected) / (1 - expected)


def krippendorff_alpha(units: Iterable[Sequence[Hashable]]) -> float | None:
    """Agreement of any number of raters on nominal values, where not all have rated every unit (Krippendorff 2011, section C).

    A unit is the values that it was given; one with fewer than two says nothing. None where all values are the same, or there are none.
    """
    paired = [values for values in units if len(values) > 1]
    counts = Counter(value for values in paired for value in values)
    total = sum(counts.values())
    expected = total * total - sum(count * count for count in counts.values())
    if not expected:
        return None
    observed = sum(_disagreeing(values) / (len(values) - 1) for values in paired)
    return 1 - (total - 1) * observed / expected


def alpha_of(raters: Ratings) -> float | None:
    """Krippendorff's alpha of these raters."""
    items = sorted({item for decided in raters.values() for item in decided})
    return krippendorff_alpha([[decided[item] for decided in raters.values() if item in decided] for item in items])


def _disagreeing(values: Sequence[Hashable]) -> int:
    """How many ordered pairs of the values differ."""
    return len(values) ** 2 - sum(count * count for count in Counter(values).values())
