"""What a population of rows is divided by before a sample is drawn."""

from collections.abc import Callable
from enum import StrEnum

from bookwright.curation.review.row import Row


class By(StrEnum):
    """What rows can be divided by."""

    KIND = "kind"
    SOURCE = "source"
    SCORE = "score"
    DISAGREEMENT = "disagreement"
    MAKER = "maker"


def stratum_of(row: Row, by: tuple[By, ...]) -> tuple[str, ...]:
    """The stratum of a row. Records and rejects are never in one, so that what is said of records rests on records alone."""
    return ("record" if row.shipped else "reject", *(WAYS[one](row) for one in by))


def _score(row: Row) -> str:
    """The band of the lowest score of any criterion."""
    scores = row.verdict.scores.values() if row.verdict else ()
    if not scores:
        return "no score"
    lowest = min(scores)
    return f"score {lowest}" if lowest > 2 else "score 1-2"


def _disagreement(row: Row) -> str:
    decisions = list(row.judged.values())
    if len(decisions) < 2:
        return "one judge" if decisions else "no judge"
    return "judges agree" if len(set(decisions)) == 1 else "judges disagree"


WAYS: dict[By, Callable[[Row], str]] = {
    By.KIND: lambda row: row.kind,
    By.SOURCE: lambda row: row.source.path if row.source else "no source",
    By.SCORE: _score,
    By.DISAGREEMENT: _disagreement,
    By.MAKER: lambda row: "rules" if row.made_by == "rules" else "model",
}
