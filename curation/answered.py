"""What came of asking others the questions of a run."""

from collections import Counter
from collections.abc import Iterator

from bookwright.agents.inquiry import Match
from bookwright.curation.record import Record, Reject
from bookwright.knowledge.document import Frozen

ASKED, EASY = "asked", "easy"
SEATS = ("answerer:", "matcher:")


class Answered(Frozen):
    """Of `records` whose question others were asked, `same` and `partial` by the best answer from the evidence, and `easy` those that
    everybody answered alike without it; `rejected` counts the drafts that fell at it by reason."""

    records: int
    same: int
    partial: int
    easy: int
    rejected: dict[str, int]


def answers(row: Record | Reject) -> Iterator[str]:
    """What a row counts for: a reject by its reason, a record by its answers; nothing where nobody was asked."""
    if isinstance(row, Reject):
        yield from [row.reason] if row.reason.startswith(SEATS) else []
    elif row.answering:
        matches = {given.match for given in row.answering.open}
        yield ASKED
        yield from [match for match in (Match.SAME, Match.PARTIAL) if match in matches][:1]
        yield from [EASY] if row.answering.easy else []


def answered_of(counts: Counter[str]) -> Answered | None:
    """The counts by name; None where nobody was asked anything."""
    if not counts:
        return None
    return Answered(
        records=counts[ASKED],
        same=counts[Match.SAME],
        partial=counts[Match.PARTIAL],
        easy=counts[EASY],
        rejected={reason: count for reason, count in sorted(counts.items()) if reason.startswith(SEATS)},
    )
