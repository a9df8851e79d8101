"""What the checks of consistency find in a book as it is, and of faults planted into it.

    python -m benchmarks.consistency SOURCE... [--count 30] [--show]

A SOURCE is a folder of documents, of which a book is put together verbatim and without a model, or the book.json of a run. Untouched: what
each check says of the book as it is. A contradiction or a misplaced prerequisite is a false alarm there; so is a repetition whose sentences
are not nearly the same letters in both places, and an early use of a term that does not stand in the quoted sentence. `--show` prints them
all, to be read. Planted: of the faults of each way that were planted, how many the check of that kind finds in the very sections. Single
words of everyday English are out of the reach of the check for early uses, so that they are counted by themselves and need not be found.
Ends with 1 where a fault is missed or an alarm is false.
"""

import argparse
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from rapidfuzz import fuzz
from rich.console import Console
from rich.table import Table

from benchmarks.consistency.verbatim import verbatim_book
from bookwright.curation.book.book import Book, Finding
from bookwright.curation.book.consistency import Check, inconsistencies
from bookwright.curation.book.consistency.contradiction import contradictions
from bookwright.curation.book.consistency.early_use import early_uses, is_everyday, is_subject
from bookwright.curation.book.consistency.prerequisites import misplaced_prerequisites
from bookwright.curation.book.consistency.repetition import repetitions
from bookwright.curation.book.glossary import sentences_of
from bookwright.curation.book.mentions import key_of
from bookwright.curation.book.planting import WAYS, Inconsistency, plant
from bookwright.curation.book.planting.way import Planted, Way
from bookwright.knowledge.library import Library
from bookwright.knowledge.reader import read_documents
from bookwright.knowledge.sentences import sentence_spans
from bookwright.knowledge.settings import LibrarySettings
from bookwright.knowledge.sources import list_files

CHECK_OF: Mapping[Inconsistency, Check] = {
    Inconsistency.PREREQUISITES: misplaced_prerequisites,
    Inconsistency.EARLY_USE: early_uses,
    Inconsistency.CONTRADICTION: contradictions,
    Inconsistency.REPETITION: repetitions,
}
TOGETHER = frozenset([Inconsistency.CONTRADICTION, Inconsistency.REPETITION])
"""Faults that do not touch each other, so that all of a way can be planted into one book."""
NEAR = 75
"""The likeness, of 100, from which two sentences are nearly the same letters."""


def read_book(source: Path) -> Book:
    """The book at a path, or one put together of the documents there."""
    if source.suffix == ".json":
        return Book.model_validate_json(source.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as place, Library.open(Path(place), LibrarySettings(embeddings="none")) as library:
        library.add(document for _, document in read_documents(list_files([source])) if not isinstance(document, Exception))
        return verbatim_book(library, source.name)


def is_true(finding: Finding, book: Book) -> bool:
    """Whether a finding on an untouched book is borne out by the letters alone."""
    if finding.kind == Inconsistency.REPETITION:
        sections = {section.id: " ".join(sentences_of(section.draft)) for section in book.sections}
        sentences = [finding.quote[start:end] for start, end in sentence_spans(finding.quote)]
        return all(fuzz.partial_ratio(sentence, sections[name]) >= NEAR for name in finding.sections for sentence in sentences)
    if finding.kind == Inconsistency.EARLY_USE:
        order = [section.id for section in book.sections]
        used, defined = finding.sections
        name = next(entry.name for entry in book.glossary if f"“{entry.name}”" in finding.reason)
        return order.index(used) < order.index(defined) and key_of(name) in key_of(finding.quote)
    return finding.kind == "redefined"


def planted(way: Way, kind: Inconsistency, book: Book, count: int) -> list[tuple[Book, list[Planted]]]:
    """Books with faults, each with those that were planted into it."""
    if kind not in TOGETHER:
        faults = (plant(way, book, str(seed)) for seed in range(count))
        return [(fault.book, [fault]) for fault in faults if fault]
    current, found = book, []
    for seed in range(count):
        if fault := plant(way, current, str(seed)):
            current = fault.book
            found.append(fault)
    return [(current, found)]


def is_found(fault: Planted, kind: Inconsistency, findings: Sequence[Finding]) -> bool:
    """Whether a finding names the sections of the fault and, where it planted a sentence, that sentence."""
    near = (finding for finding in findings if set(finding.sections) == set(fault.sections))
    return any(
        kind != Inconsistency.CONTRADICTION or fault.words in (finding.quote, finding.reason.split("”: ")[0][9:]) for finding in near
    )


def is_in_reach(fault: Planted, kind: Inconsistency) -> bool:
    """Whether the check promises to find such a fault."""
    if kind is not Inconsistency.EARLY_USE:
        return True
    entry = next(entry for entry in fault.book.glossary if entry.name == fault.words)
    return not is_everyday(fault.words) and not is_subject(entry, fault.book)


def measure(name: str, book: Book, count: int, table: Table, console: Console) -> bool:
    """Adds a book's rows to the table; whether all faults were found."""
    sound = True
    for kind, ways in WAYS.items():
        for way in ways:
            faults = [
                (fault, found) for each, own in planted(way, kind, book, count) for found in [list(CHECK_OF[kind](each))] for fault in own
            ]
            for reach in (True, False):
                own = [(fault, is_found(fault, kind, found)) for fault, found in faults if is_in_reach(fault, kind) is reach]
                missed = [fault for fault, caught in own if not caught]
                if own:
                    label = way.name if reach else f"{way.name} (everyday words)"
                    table.add_row(name, str(kind), label, str(len(own)), str(len(own) - len(missed)))
                if reach:
                    sound = sound and not missed
                    for fault in missed:
                        console.print(f"missed in {name}: {kind}, {way.name}, {fault.sections}: {fault.words}")
    return sound


def main() -> None:
    """Prints both tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sources", type=Path, nargs="+")
    parser.add_argument("--count", type=int, default=30)
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    console = Console(highlight=False, markup=False)
    untouched = Table("book", "sections", "sentences", "terms", "kind", "findings", "of them false", title="Untouched")
    faults = Table("book", "kind", "way", "planted", "found", title="Planted")
    sound = True
    for source in options.sources:
        book, name = read_book(source), source.name
        findings = inconsistencies(book)
        size = (str(len(book.sections)), str(sum(len(section.draft.claims) for section in book.sections)), str(len(book.glossary)))
        for kind in (*Inconsistency, "redefined"):
            own = [finding for finding in findings if finding.kind == kind]
            false = [finding for finding in own if not is_true(finding, book)]
            untouched.add_row(name, *size, str(kind), str(len(own)), str(len(false)))
            sound = sound and not false
            for finding in own if options.show else false:
                console.print(f"{name}: {finding.kind} {finding.sections} {finding.reason}: {finding.quote[:300]}")
        sound = measure(name, book, options.count, faults, console) and sound
    console.print(untouched)
    console.print(faults)
    sys.exit(not sound)


if __name__ == "__main__":
    main()
