"""The files of reviews that go with a run: RUN/reviews/sample.json, and a file of lines for each reviewer."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock
from pydantic import ValidationError

from bookwright.curation.review.sample import Sample
from bookwright.curation.review.signed import SignedReview, last_of_each
from bookwright.errors import InputError

FOLDER, SAMPLE, PAIRS, LOCK = "reviews", "sample.json", "pairs", ".lock"
NAME = re.compile(r"\w[\w.-]{0,62}")


def reviewer_named(name: str) -> str:
    """The name, if a file can be called after it. InputError where it cannot."""
    plain = name.strip()
    if not NAME.fullmatch(plain) or plain.casefold() == PAIRS:
        raise InputError(f'--reviewer "{name}": is no name for a file of reviews; give letters, digits, dots and hyphens, such as ann')
    return plain


def file_of(run: Path, reviewer: str) -> Path:
    """Where that reviewer's reviews are."""
    return run / FOLDER / f"{reviewer}.jsonl"


def add_review(run: Path, review: SignedReview) -> None:
    """Adds a line, on disk when this returns. What a crash left of a line that was never acknowledged is cut off first."""
    file = file_of(run, review.reviewer)
    try:
        file.parent.mkdir(exist_ok=True)
        with FileLock(file.parent / LOCK), file.open("a+b") as lines:
            _mend(lines.fileno())
            os.write(lines.fileno(), review.model_dump_json().encode() + b"\n")
            os.fsync(lines.fileno())
    except OSError as error:
        raise InputError(f"{file}: {error.strerror}; make room for reviews") from None


def read_reviewer(file: Path) -> dict[str, SignedReview]:
    """A reviewer's reviews by item, of several of one item the last. InputError names a line that is none."""
    return last_of_each(_lines(file)) if file.exists() else {}


def read_all(run: Path) -> dict[str, dict[str, SignedReview]]:
    """The reviews of all reviewers, by reviewer and item."""
    files = sorted((run / FOLDER).glob("*.jsonl")) if (run / FOLDER).is_dir() else []
    return {file.stem: found for file in files if file.stem != PAIRS and (found := read_reviewer(file))}


def read_sample(run: Path) -> Sample | None:
    """The sample that is reviewed; None where none was drawn yet."""
    file = run / FOLDER / SAMPLE
    try:
        return Sample.model_validate_json(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError):
        raise InputError(f"{file}: cannot be read; move {run / FOLDER} away and begin a new review") from None


def write_text(file: Path, text: str) -> None:
    """Writes a file whole or not at all."""
    part = file.with_name(f"{file.name}.part")
    try:
        file.parent.mkdir(exist_ok=True)
        with part.open("w", encoding="utf-8", newline="") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        part.replace(file)
    except OSError as error:
        raise InputError(f"{file}: {error.strerror}; make room for reviews") from None


def _lines(file: Path) -> Iterator[SignedReview]:
    try:
        text = file.read_bytes()
    except OSError as error:
        raise InputError(f"{file}: {error.strerror}; make it readable") from None
    for number, line in enumerate(text.split(b"\n")[:-1], 1):  # what follows the last end of a line was not acknowledged
        if not line.strip():
            continue
        try:
            yield SignedReview.model_validate_json(line)
        except ValidationError:
            raise InputError(f"{file}: line {number} is no review that this version wrote; mend or remove it") from None


def _mend(descriptor: int) -> None:
    size = os.fstat(descriptor).st_size
    if not size or os.pread(descriptor, 1, size - 1) == b"\n":
        return
    whole = os.pread(descriptor, size, 0).rfind(b"\n") + 1
    os.ftruncate(descriptor, whole)
