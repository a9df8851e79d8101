"""Edits put into a run: each goes through the gates, and ships with its reviewer's verdict."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from bookwright.agents.items import Draft, Submission
from bookwright.curation.gates import inspect
from bookwright.curation.record import Record
from bookwright.curation.review.applying import edited_draft, edited_record, objections
from bookwright.curation.review.edit import Edit
from bookwright.curation.review.signed import SignedReview
from bookwright.errors import InputError
from bookwright.knowledge.library import Library
from bookwright.service.directory import read_state
from bookwright.service.engine import owned
from bookwright.service.rows import rows_of
from bookwright.service.selftest import settings_of, sound_of
from bookwright.service.selftest_result import RECORDS

Change = Record | str
"""A record with the edit, or why there is none, in words."""


def apply_edits(path: Path, every: Mapping[str, Mapping[str, SignedReview]]) -> Iterator[str]:
    """Writes records.jsonl again with the edits in it, whole or not at all, and says what became of each edit.

    InputError for a run of another kind than Q&A, whose gates are those of their own commands.
    """
    if (kind := read_state(path).get("kind", "qa")) != "qa":
        raise InputError(f"{path}: edits of a run of {kind} cannot be applied yet; they are kept in {path / 'reviews'}")
    edits = edits_by_item(every)
    settings = settings_of(path)
    if not (path / "library" / "library.db").exists():
        raise InputError(f"{path}: has lost its library; give the command of the run again")
    with owned(path) as directory, Library.open(directory.library) as library:
        records = list(rows_of(Record, path / RECORDS))

        def submitted(record: Record, draft: Draft) -> Submission:
            return sound_of(record, library, settings).submission(draft)

        changed = {record.id: edited(record, edits[record.id], submitted) for record in records if record.id in edits}
        made = {name: record for name, record in changed.items() if isinstance(record, Record)}
        if made:
            with directory.written(RECORDS) as file:
                file.writelines(made.get(record.id, record).model_dump_json() + "\n" for record in records)
    for name in sorted(edits):
        yield told(name, changed.get(name, "is no record, so its edit is kept as a pair alone"))


def edits_by_item(every: Mapping[str, Mapping[str, SignedReview]]) -> dict[str, list[SignedReview]]:
    """The edits of each item, by all who edited it."""
    found: dict[str, list[SignedReview]] = {}
    for _, given in sorted(every.items()):
        for review in given.values():
            if review.edited:
                found.setdefault(review.id, []).append(review)
    return found


def edited(record: Record, edits: list[SignedReview], submitted: Callable[[Record, Draft], Submission]) -> Change:
    """The record with the edit that all who edited it agree on, unless a gate objects."""
    here = [review for review in edits if review.text_sha256 == record.text_sha256]
    if not here:
        is_done = any(version.by == review.reviewer for version in record.lineage for review in edits)
        return "has its edit already" if is_done else "was edited as another text than it has now; review it again"
    wordings = [edit.after for review in here if (edit := review.edited)]
    if any(wording != wordings[0] for wording in wordings):
        return f"was edited differently by {', '.join(review.reviewer for review in here)}; let them agree on one"
    review = here[0]
    assert review.edited is not None
    if not _fits(record, review.edited):
        return "has other claims than those that were edited; review it again"
    draft = edited_draft(record, review.edited)
    critique = inspect(submitted(record, draft))
    if found := list(objections(draft, critique)):
        return f"is refused: {'; '.join(found)}"
    return edited_record(record, draft, critique, review)


def told(name: str, change: Change) -> str:
    """What became of an edit."""
    return (
        f"{name}: {change}" if isinstance(change, str) else f"{name}: edited by {change.verdict.by}, as version {len(change.lineage) - 1}"
    )


def _fits(record: Record, edit: Edit) -> bool:
    return len(edit.after.claims) == len(record.claims)
