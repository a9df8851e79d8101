"""Rows to sample and review, made by hand."""

from bookwright.agents.items import Decision
from bookwright.curation.review.sample import Sample, Sampled, Stratum

ACCEPT, REJECT = Decision.ACCEPT, Decision.REJECT


def sampled(name: str, *stratum: str, kind: str = "qa", source: str = "a.md", shipped: bool = True) -> Sampled:
    """An item that nobody judged."""
    key = ("record" if shipped else "reject", *stratum)
    return Sampled(id=name, kind=kind, source=source, shipped=shipped, stratum=key, text_sha256=f"hash of {name}")


def sample(populations: dict[str, int], *items: Sampled) -> Sample:
    """A sample of records with strata of that many rows."""
    strata = tuple(
        Stratum(
            key=("record", name) if name else ("record",),
            population=count,
            drawn=sum(item.stratum[1:] == ((name,) if name else ()) for item in items),
        )
        for name, count in populations.items()
    )
    return Sample(seed=1, strata=strata, items=items)
