"""Decisions over all outcomes of a run, taken in work order so that they never depend on who finished first."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from bookwright.agents.chat import Usage
from bookwright.curation.duplicates import Duplicates
from bookwright.curation.record import Record, Reject, rejected
from bookwright.graphs.history import REVISE, WRITE
from bookwright.service.outcome import Outcome

EXAMPLES = 3


class Collation:
    """Takes outcomes in work order; keeps the records that repeat none before them, up to `wanted`.

    What it holds is counts and decisions, not rows: the rows are in the ledger, and `rows` reads them from there once more. Only what
    the ledger does not hold, because a call failed, stays here.
    """

    def __init__(self, wanted: int | None = None) -> None:
        self.wanted = wanted
        self.written, self.revised, self.accepted, self.easy = 0, 0, 0, 0
        self.reasons: Counter[str] = Counter()
        self.usage = Usage()
        self.examples: list[tuple[str, str]] = []
        self._taken: set[str] = set()
        self._decided: dict[str, tuple[str, str]] = {}
        self._held: dict[str, Outcome] = {}
        self._seen = Duplicates()

    @property
    def full(self) -> bool:
        """Whether as many records are accepted as were wanted."""
        return self.wanted is not None and self.accepted >= self.wanted

    @property
    def missing(self) -> int | None:
        """How many records are still wanted; None where no count was given."""
        return None if self.wanted is None else self.wanted - self.accepted

    @property
    def worked(self) -> int:
        """How many passages were taken."""
        return len(self._taken)

    def take(self, passage_id: str, outcome: Outcome) -> None:
        """Adds an outcome, with the decisions over all records so far."""
        self._taken.add(passage_id)
        if not outcome.final:
            self._held[passage_id] = outcome
        for record in outcome.records:
            if decision := self._decision(record):
                self._decided[record.id] = decision
            else:
                self.accepted += 1
                self.easy += bool(record.answering and record.answering.easy)
                self._seen.show(record.id, record.question, record.evidence)
                self.examples += [(record.question, record.answer)] if len(self.examples) < EXAMPLES else []
        decided = self._as_decided(outcome)
        self.reasons.update(reject.reason for reject in decided.rejects)
        items: tuple[Record | Reject, ...] = (*decided.records, *decided.rejects)
        for item in items:
            self.usage = self.usage.plus(item.usage)
            operators = {version.operator for version in item.lineage}
            self.written += WRITE in operators
            self.revised += REVISE in operators

    def in_words(self) -> str:
        """The counts, the commonest reasons of rejection first."""
        reasons = ", ".join(f"{reason} {count}" for reason, count in self.reasons.most_common(3))
        rejected = f"{self.reasons.total()} rejected" + (f" ({reasons})" if reasons else "")
        return f"{self.written} written, {self.revised} revised, {self.accepted} accepted, {rejected}"

    def rows(self, passage_ids: Sequence[str], kept: Callable[[str], Outcome]) -> Iterator[Outcome]:
        """Every outcome taken, as decided, in the order of the passages given; `kept` reads one from the ledger."""
        for passage_id in passage_ids:
            if passage_id in self._taken:
                yield self._as_decided(self._held.get(passage_id) or kept(passage_id))

    def _decision(self, record: Record) -> tuple[str, str] | None:
        """Why a record is not to be kept; None for one that is."""
        if twin := self._seen.find(record.question, record.evidence):
            return "collation:duplicate", f"asks the same as {twin}"
        return ("collation:beyond_count", f"{self.wanted} records were wanted") if self.full else None

    def _as_decided(self, outcome: Outcome) -> Outcome:
        out = [record for record in outcome.records if record.id in self._decided]
        rejects = (*outcome.rejects, *(rejected(record, *self._decided[record.id]) for record in out))
        return Outcome(
            records=tuple(sorted((record for record in outcome.records if record not in out), key=lambda record: record.id)),
            rejects=tuple(sorted(rejects, key=lambda reject: reject.id)),
        )
