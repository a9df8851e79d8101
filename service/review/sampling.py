"""The sample of a run: drawn once, then the same for every reviewer."""

from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from pydantic import Field

from bookwright.curation.review.row import Row
from bookwright.curation.review.sample import Sample, Sampled, draw
from bookwright.curation.review.strata import By
from bookwright.errors import InputError
from bookwright.knowledge.document import Frozen
from bookwright.service.directory import read_state
from bookwright.service.review.files import FOLDER, SAMPLE, read_sample, write_text
from bookwright.service.rows import lines_of, row_of

SIZE = 50


class Asked(Frozen):
    """What a sample is to be; None for what is not said."""

    size: int | None = Field(default=None, ge=1)
    by: tuple[By, ...] | None = None
    seed: int | None = None
    blind: bool | None = None
    rejects: bool | None = None


def rows_of_run(run: Path) -> Iterator[Row]:
    """All records and rejects of a run. InputError for a line that is none."""
    files = (run / "records.jsonl", run / "rejects.jsonl")
    return chain.from_iterable((row_of(Row, line, number, file) for number, line in enumerate(lines_of(file), 1)) for file in files)


def sample_of(run: Path, asked: Asked) -> Sample:
    """The sample of the run, drawn and written where there is none. RunError for no run; InputError where another one is being reviewed."""
    read_state(run)
    if (found := read_sample(run)) is not None:
        return _the_same(found, asked, run)
    by, seed = asked.by or (), asked.seed if asked.seed is not None else 1
    strata, items = draw(_candidates(rows_of_run(run), by, rejects=bool(asked.rejects)), asked.size or SIZE, seed)
    sample = Sample(seed=seed, by=by, blind=bool(asked.blind), rejects=bool(asked.rejects), strata=strata, items=items)
    write_text(run / FOLDER / SAMPLE, sample.model_dump_json(indent=1) + "\n")
    return sample


def _candidates(rows: Iterable[Row], by: tuple[By, ...], *, rejects: bool) -> Iterator[Sampled]:
    """Records, and if wanted rejects that came as far as a text with evidence."""
    return (Sampled.of(row, by) for row in rows if row.shipped or (rejects and row.evidence))


def _the_same(found: Sample, asked: Asked, run: Path) -> Sample:
    """What was found, if it is what is asked for. A size that could not be had is not another one."""
    differs = [
        name
        for name, wanted, there in (
            ("--by", asked.by, found.by),
            ("--seed", asked.seed, found.seed),
            ("--blind", asked.blind, found.blind),
            ("--rejects", asked.rejects, found.rejects),
            ("--sample", asked.size and min(asked.size, sum(one.population for one in found.strata)), len(found.items)),
        )
        if wanted is not None and wanted != there
    ]
    if differs:
        raise InputError(
            f"{' '.join(differs)}: {run / FOLDER / SAMPLE} holds another sample, which is being reviewed; "
            f"leave them out, or move {run / FOLDER} away"
        )
    return found
