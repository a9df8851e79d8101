"""A share of a count, with what the count leaves open."""

from math import sqrt
from statistics import NormalDist

from pydantic import NonNegativeInt, model_validator

from bookwright.knowledge.document import Frozen


def quantile(among: int = 1) -> float:
    """The normal quantile of two-sided intervals that as many as told hold together at 95 % (Bonferroni)."""
    return NormalDist().inv_cdf(1 - 0.025 / among)


Z = quantile()


class Share(Frozen):
    """`hits` of `of`. Of nothing the value is 0 and the interval all of it."""

    hits: NonNegativeInt
    of: NonNegativeInt

    @model_validator(mode="after")
    def _is_a_part(self) -> "Share":
        if self.hits > self.of:
            raise ValueError(f"hits: {self.hits} of {self.of} is more than all")
        return self

    @property
    def value(self) -> float:
        """The share itself."""
        return self.hits / self.of if self.of else 0.0

    @property
    def low(self) -> float:
        """The lower end of the 95 % interval."""
        return self.interval[0]

    @property
    def high(self) -> float:
        """The upper end of the 95 % interval."""
        return self.interval[1]

    @property
    def missed(self) -> "Share":
        """What is left of the count."""
        return Share(hits=self.of - self.hits, of=self.of)

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % score interval (Wilson 1927)."""
        return self.interval_at(Z)

    def interval_at(self, z: float) -> tuple[float, float]:
        """The score interval of a normal quantile."""
        return wilson(self.value, self.of, z)


def wilson(value: float, of: float, z: float = Z) -> tuple[float, float]:
    """The score interval (Wilson 1927) of a share of that many, which need not be a whole number."""
    if not of:
        return 0.0, 1.0
    spread = z * sqrt(value * (1 - value) / of + z * z / (4 * of * of))
    centre, scale = value + z * z / (2 * of), 1 + z * z / of
    return max(0.0, (centre - spread) / scale), min(1.0, (centre + spread) / scale)


def least_sum(first: Share, second: Share, z: float = Z) -> float:
    """The lower end of the interval (95 %) of the sum of two independent shares (Newcombe 1998, method 10, for p + q)."""
    down = (share.value - share.interval_at(z)[0] for share in (first, second))
    return first.value + second.value - sqrt(sum(one * one for one in down))
