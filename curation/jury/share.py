"""A share of a count, with what the count leaves open."""

from math import sqrt

from pydantic import NonNegativeInt, model_validator

from bookwright.knowledge.document import Frozen

Z = 1.959964  # the normal quantile of a two-sided 95 % interval


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
        if not self.of:
            return 0.0, 1.0
        spread = Z * sqrt(self.value * (1 - self.value) / self.of + Z * Z / (4 * self.of * self.of))
        centre, scale = self.value + Z * Z / (2 * self.of), 1 + Z * Z / self.of
        return max(0.0, (centre - spread) / scale), min(1.0, (centre + spread) / scale)


def least_sum(first: Share, second: Share) -> float:
    """The lower end of the 95 % interval of the sum of two independent shares (Newcombe 1998, method 10, for p + q)."""
    return first.value + second.value - sqrt((first.value - first.low) ** 2 + (second.value - second.low) ** 2)
