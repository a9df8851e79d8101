"""The pool of instructions: what every row has come to so far, and what is tried on it next."""

from pydantic import Field

from bookwright.agents.evolve.items import EvolvedText, InputFormat, Operator
from bookwright.agents.items import Brief
from bookwright.curation.evolve.operators import format_for, operator_for
from bookwright.curation.evolve.records import EvolvedVersion, EvolveRecord, EvolveReject
from bookwright.curation.record import Source
from bookwright.graphs.evolve.settings import EvolveSettings
from bookwright.knowledge.document import Frozen, text_sha256
from bookwright.knowledge.evidence import Evidence


class Member(Frozen):
    """A row of the data in the pool. `row` is where it stands there, `versions` its way so far from the row as it was given, `current`
    the one that is evolved next, `failed` the operators that came to nothing on it; `brief` holds the passages that its answers rest on."""

    id: str
    row: Evidence
    source: Source
    language: str
    versions: tuple[EvolvedVersion, ...]
    current: int = 0
    failed: tuple[Operator, ...] = ()
    generation: int = 0
    brief: Brief | None = None

    @property
    def version(self) -> EvolvedVersion:
        """The one that goes on."""
        return self.versions[self.current]

    @property
    def text(self) -> EvolvedText:
        """What it says."""
        return self.version.draft

    def next(self, round_number: int, settings: EvolveSettings) -> "Attempt | None":
        """What is tried in a round; None where every operator has failed."""
        operator = operator_for(self.id, round_number, settings.operators, self.failed, grounded=self.brief is not None)
        if operator is None:
            return None
        return Attempt(member=self, round=round_number, operator=operator, format=format_for(self.id, round_number))

    def after(self, record: EvolveRecord) -> "Member":
        """With a survivor in its place, on which every operator may be tried."""
        update = {"versions": record.lineage, "current": len(record.lineage) - 1, "failed": (), "generation": record.generation}
        return self.model_copy(update=update)

    def without(self, reject: EvolveReject) -> "Member":
        """Unevolved, with the attempt remembered."""
        failed = (*self.failed, reject.operator) if reject.operator else self.failed
        return self.model_copy(update={"versions": reject.lineage or self.versions, "failed": failed})


class Attempt(Frozen):
    """One operator on one member in one round; one in breadth may have a cell of a `specification`. `name` is the id of the record or
    reject that it comes to.

    `id` also says from what it starts: where an earlier round comes to something else in another go, this is another item.
    """

    member: Member
    round: int
    operator: Operator
    format: InputFormat
    specification: dict[str, str] = Field(default_factory=dict)

    @property
    def name(self) -> str:
        """The row and the round."""
        return f"{self.member.id}~{self.round}"

    @property
    def id(self) -> str:
        """The name, and a hash of the member as it is and of what is asked of it."""
        told = self.member.model_dump_json() + self.operator + "".join(f"\n{axis}: {value}" for axis, value in self.specification.items())
        return f"{self.name}#{text_sha256(told)[:16]}"
