"""Decisions over all outcomes of a run, taken in work order so that they never depend on who finished first."""

from bookwright.curation.duplicates import Duplicates
from bookwright.curation.record import Record, Reject, rejected
from bookwright.service.outcome import Outcome


class Collation:
    """Takes outcomes in work order; keeps the records that repeat none before them, up to `wanted`."""

    def __init__(self, wanted: int | None = None) -> None:
        self.wanted = wanted
        self.records: list[Record] = []
        self.rejects: list[Reject] = []
        self._seen = Duplicates()

    @property
    def full(self) -> bool:
        """Whether as many records are accepted as were wanted."""
        return self.wanted is not None and len(self.records) >= self.wanted

    @property
    def missing(self) -> int | None:
        """How many records are still wanted; None where no count was given."""
        return None if self.wanted is None else self.wanted - len(self.records)

    def take(self, outcome: Outcome) -> Outcome:
        """Adds an outcome; returns it as it stands after the decisions over all records."""
        records: list[Record] = []
        rejects = list(outcome.rejects)
        for record in outcome.records:
            twin = self._seen.find(record.question, record.evidence)
            if twin:
                rejects.append(rejected(record, "collation:duplicate", f"asks the same as {twin}"))
            elif self.wanted is not None and len(self.records) + len(records) >= self.wanted:
                rejects.append(rejected(record, "collation:beyond_count", f"{self.wanted} records were wanted"))
            else:
                self._seen.show(record.id, record.question, record.evidence)
                records.append(record)
        self.records += records
        self.rejects += rejects
        return Outcome(records=tuple(records), rejects=tuple(rejects))
