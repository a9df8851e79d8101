"""How far those who decide on the same items agree, beyond chance."""

from collections.abc import Mapping
from itertools import combinations

from bookwright.agents.items import Decision
from bookwright.curation.agreement import cohen_kappa, krippendorff_alpha
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


def alpha_of(raters: Ratings) -> float | None:
    """Krippendorff's alpha of these raters."""
    items = sorted({item for decided in raters.values() for item in decided})
    return krippendorff_alpha([[decided[item] for decided in raters.values() if item in decided] for item in items])
