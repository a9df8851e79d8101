"""All that a report says of a recipe's run, as report.json holds it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from statistics import fmean, median

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from bookwright import __version__
from bookwright.agents.chat import Usage
from bookwright.agents.items import Verdict
from bookwright.curation.diversity.measures import Diversity
from bookwright.curation.recipe import RecipeRecord
from bookwright.curation.record import Source
from bookwright.knowledge.document import Frozen
from bookwright.knowledge.evidence import Evidence
from bookwright.knowledge.words import count_words
from bookwright.service.reported import Name, Rejected, RunTold
from bookwright.service.status import Standing

UNKNOWN = "not named"


class Row(BaseModel):
    """A record of any recipe: what all of them say, and beside it what this one says, in `model_extra`."""

    model_config = ConfigDict(frozen=True, extra="allow")

    id: str
    kind: str
    made_by: str
    generation: int = 1
    language: str = ""
    source: Source
    evidence: tuple[Evidence, ...] = ()
    verdict: Verdict
    specification: dict[str, str] = Field(default_factory=dict)

    @property
    def own(self) -> Mapping[str, JsonValue]:
        """What a trainer reads: the fields that not every recipe has."""
        return {name: value for name, value in (self.model_extra or {}).items() if name not in RecipeRecord.model_fields}


class Ended(BaseModel):
    """A reject of any recipe."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    reason: str
    detail: str = ""


class Length(Frozen):
    """How long a field of the records is, in words."""

    field: str
    records: int
    least: int
    median: float
    mean: float
    most: int


class RecipeReported(Frozen):
    """All that a report says of a recipe's run. `done` of the items `planned` are done; the counters are of the records."""

    bookwright: str = __version__
    name: Name
    kind: str
    status: Standing
    unfinished: Name
    run: RunTold
    done: int
    planned: int
    paid: Usage
    cost: str
    unanswered: int
    records: int
    rejected: tuple[Rejected, ...]
    lengths: tuple[Length, ...]
    generations: dict[int, int]
    languages: dict[str, int]
    licences: dict[str, int]
    makers: dict[str, int]
    diversity: Diversity | None
    records_sha256: str


class Tally:
    """Counts records as they are read."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self.records = 0
        self.generations: Counter[int] = Counter()
        self.languages: Counter[str] = Counter()
        self.licences: Counter[str] = Counter()
        self.makers: Counter[str] = Counter()
        self._words: dict[str, list[int]] = {}
        for row in rows:
            self.records += 1
            self.generations[row.generation] += 1
            self.languages[row.language or UNKNOWN] += 1
            self.licences[row.source.licence or UNKNOWN] += 1
            self.makers[row.made_by] += 1
            for name, value in row.own.items():
                if isinstance(value, str) and value:
                    self._words.setdefault(name, []).append(count_words(value))

    @property
    def lengths(self) -> tuple[Length, ...]:
        """How long the fields with text are."""
        return tuple(
            Length(field=name, records=len(words), least=min(words), median=median(words), mean=round(fmean(words), 1), most=max(words))
            for name, words in self._words.items()
        )
