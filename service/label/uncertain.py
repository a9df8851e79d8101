"""RUN/uncertain.jsonl: the texts that people are to label, in a form that they can fill in and give back with --reviews."""

from pathlib import Path

from bookwright.agents.label.scheme import Scheme
from bookwright.curation.label.records import LabelReject
from bookwright.curation.label.reviews import read_reviews
from bookwright.errors import InputError
from bookwright.knowledge.document import Frozen
from bookwright.service.directory import RunDirectory
from bookwright.service.rows import rows_of

UNCERTAIN = "uncertain.jsonl"
STAGES = ("votes", "people")


class Open(Frozen):
    """A text before an annotator, who fills in `label` and `by`. How others voted is left out, for it would lead them; it stands in
    rejects.jsonl."""

    id: str
    label: str = ""
    by: str = ""
    text: str
    asks: str
    labels: tuple[str, ...]
    uncertainty: float


def keep_labels(run: Path) -> None:
    """InputError where people have filled in the run's own file, which a new go writes anew."""
    file = run / UNCERTAIN
    if file.exists() and read_reviews(file):
        raise InputError(f"{file}: holds labels that people gave, and is written anew; move it elsewhere and name it with --reviews FILE")


def write_uncertain(run: Path, scheme: Scheme) -> None:
    """Writes the texts on which votes or people do not agree, the most uncertain first, of two alike in the order of the rejects."""
    rejects = [row for row in rows_of(LabelReject, run / "rejects.jsonl") if row.reason.partition(":")[0] in STAGES]
    rejects.sort(key=lambda row: -row.uncertainty)
    with RunDirectory(run).written(UNCERTAIN) as file:
        for row in rejects:
            to_label = Open(
                id=row.id,
                text=row.evidence[0].quote,
                asks=scheme.asks,
                labels=tuple(scheme.labels),
                uncertainty=round(row.uncertainty, 4),
            )
            file.write(to_label.model_dump_json() + "\n")
