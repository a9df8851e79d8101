"""What a reviewer has before them: the rows of the sample, the documents they stand on, and what was decided so far."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bookwright.curation.review.row import Row
from bookwright.curation.review.sample import Sample, Sampled
from bookwright.curation.review.signed import SignedReview
from bookwright.errors import InputError
from bookwright.service.directory import read_state
from bookwright.service.review.files import FOLDER, SAMPLE, file_of, read_all, read_reviewer
from bookwright.service.review.sampling import Asked, rows_of_run, sample_of

AT_HAND = 8
TEXT_ID = re.compile(r"[0-9a-f]{64}")
STAMPED = ("records.jsonl", "rejects.jsonl", f"{FOLDER}/{SAMPLE}")


@dataclass(frozen=True)
class Material:
    """The sample and its rows by id, as the files of the run were at one time. `paths` names documents by id."""

    sample: Sample
    rows: Mapping[str, Row]
    paths: Mapping[str, str]

    @property
    def items(self) -> tuple[Sampled, ...]:
        """What is to be reviewed: the rows whose text is still the one that was drawn."""
        return tuple(item for item in self.sample.items if item.id in self.rows and self.rows[item.id].hash == item.text_sha256)


@dataclass(frozen=True)
class Desk:
    """One reviewer at one run. `base` is the address of the page without a slash at its end."""

    run: Path
    reviewer: str
    base: str
    material: Material

    @classmethod
    def open(cls, run: Path, reviewer: str, base: str, asked: Asked) -> "Desk":
        """The desk; the sample is drawn where there is none. InputError where the run cannot be reviewed."""
        sample_of(run, asked)
        material = _material(run, _stamp(run))
        if not material.items:
            raise InputError(f"{run}: nothing of what was drawn is as it was; move {run / FOLDER} away to begin a new review")
        return cls(run, reviewer, base, material)

    @property
    def blind(self) -> bool:
        """Whether the reviewer sees neither verdicts, nor who made a record, nor what others decided."""
        return self.material.sample.blind

    def decided(self) -> dict[str, SignedReview]:
        """What this reviewer decided on the texts that are shown, by item."""
        drawn = {item.id: item.text_sha256 for item in self.material.items}
        return {name: one for name, one in read_reviewer(file_of(self.run, self.reviewer)).items() if drawn.get(name) == one.text_sha256}

    def others(self, item: str) -> tuple[SignedReview, ...]:
        """What others decided on an item; nothing in a blind review."""
        if self.blind:
            return ()
        return tuple(found[item] for name, found in read_all(self.run).items() if name != self.reviewer and item in found)

    def text_of(self, document_id: str) -> str | None:
        """The text of a document of the run; None where the run does not hold it."""
        file = self.run / "documents" / f"{document_id}.txt"
        if not TEXT_ID.fullmatch(document_id) or not file.is_file():
            return None
        return file.read_bytes().decode("utf-8", errors="replace")


def _stamp(run: Path) -> tuple[tuple[int, int], ...]:
    """What changes when one of the files does."""
    found = [(run / name).stat() for name in STAMPED if (run / name).exists()]
    return tuple((one.st_mtime_ns, one.st_size) for one in found)


@lru_cache(AT_HAND)
def _material(run: Path, _: tuple[tuple[int, int], ...]) -> Material:
    sample = sample_of(run, Asked())
    wanted = {item.id for item in sample.items}
    rows = {row.id: row for row in rows_of_run(run) if row.id in wanted}
    told = read_state(run).get("documents", ())
    paths = {str(one.get("sha256")): str(one.get("path")) for one in told if isinstance(one, dict)}
    return Material(sample, rows, paths)
