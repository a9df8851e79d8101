"""Every stretch of a source that a book cites, numbered in the order of its first use and shown in what stands around it."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bookwright.curation.book.book import Book, Section
from bookwright.errors import InputError
from bookwright.knowledge.document import BlockKind, Document, Span
from bookwright.knowledge.evidence import Evidence
from bookwright.service.book.view import Citation

AROUND = 300  # characters shown on each side of a quote
GLOSSARY = 0
VERBATIM = (BlockKind.CODE, BlockKind.TABLE)


@dataclass(frozen=True)
class Source:
    """A document and, for each of its blocks, the headings that stand open there."""

    document: Document
    headings: tuple[tuple[str, ...], ...]

    def at(self, offset: int) -> tuple[Span | None, tuple[str, ...]]:
        """The block in which an offset lies, and the headings above it, outermost first."""
        place = bisect_right(self.document.spans, offset, key=lambda span: span.end)
        return (self.document.spans[place], self.headings[place]) if place < len(self.headings) else (None, ())


def citations_of(book: Book, documents: Mapping[str, Document]) -> dict[Evidence, Citation]:
    """Each evidence of the book with its citation. InputError where a document is missing or does not hold the words at their place."""
    sources: dict[str, Source] = {}
    found: dict[Evidence, Citation] = {}
    for chapter, evidence in cited(book):
        if evidence in found:
            continue
        document = documents.get(evidence.document_id)
        if document is None or document.text[evidence.start : evidence.end] != evidence.quote:
            raise InputError(
                f"document {evidence.document_id[:12]}: does not hold words that the book cites; give the documents it was made of"
            )
        if document.id not in sources:
            sources[document.id] = Source(document, _headings(document))
        found[evidence] = _citation(len(found) + 1, chapter, sources[document.id], evidence)
    return found


def cited(book: Book) -> Iterator[tuple[int, Evidence]]:
    """Every use of evidence in reading order, with the number of its chapter; those of the glossary last."""
    for chapter in book.chapters:
        for section in chapter.sections:
            for evidence in _cited_in(section):
                yield chapter.number, evidence
    for entry in sorted(book.glossary, key=lambda entry: entry.name.casefold()):
        for evidence in entry.evidence:
            yield GLOSSARY, evidence


def _cited_in(section: Section) -> Iterator[Evidence]:
    draft = section.draft
    for part in section.draft.parts:
        for claim in part.claims:
            yield from (draft.evidence[index] for index in claim.evidence)
        if part.exhibit:
            yield draft.evidence[part.exhibit.evidence]
        for claim in part.worked.steps if part.worked else ():
            yield from (draft.evidence[index] for index in claim.evidence)
    for posed in section.exercises:
        for claim in posed.exercise.solution:
            yield from (posed.exercise.evidence[index] for index in claim.evidence)


def _citation(number: int, chapter: int, source: Source, evidence: Evidence) -> Citation:
    text = source.document.text
    start, end = _start_of_word(text, evidence.start), _end_of_word(text, evidence.end)
    span, headings = source.at(evidence.start)
    headings = headings[1:] if headings[:1] == (source.document.title,) else headings
    place = " › ".join(headings)
    if span and span.page:
        place += f"{', ' if place else ''}page {span.page}"
    return Citation(
        number=number,
        chapter=chapter,
        document=source.document,
        start=evidence.start,
        place=place,
        before=text[start : evidence.start],
        quote=text[evidence.start : evidence.end],
        after=text[evidence.end : end],
        opened=start == 0,
        closed=end == len(text),
        listing=span is not None and span.kind in VERBATIM,
    )


def _headings(document: Document) -> tuple[tuple[str, ...], ...]:
    """For each block the path of headings above it, outermost first; a heading's own is among them."""
    paths: list[tuple[str, ...]] = []
    above: list[Span] = []
    for span in document.spans:
        if span.kind is BlockKind.HEADING:
            above = [heading for heading in above if heading.level < span.level] + [span]
        paths.append(tuple(document.text[heading.start : heading.end] for heading in above))
    return tuple(paths)


def _start_of_word(text: str, offset: int) -> int:
    """Where to begin to show what stands before an offset: some 300 characters before it, at the beginning of a word."""
    start = max(0, offset - AROUND)
    while 0 < start < offset and not text[start - 1].isspace():
        start += 1
    return start


def _end_of_word(text: str, offset: int) -> int:
    """Where to end what stands after an offset: some 300 characters after it, at the end of a word."""
    end = min(len(text), offset + AROUND)
    while offset < end < len(text) and not text[end].isspace():
        end -= 1
    return end
