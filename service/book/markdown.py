"""The book as Markdown, with footnotes for what is cited: a page for the book and one for each chapter, and all of it in one text."""

import re
from collections.abc import Iterator, Mapping, Sequence

from bookwright import __version__
from bookwright.agents.reading import in_one_line, visible
from bookwright.agents.textbook.items import ExhibitKind, PartKind
from bookwright.curation.book.book import Book
from bookwright.knowledge.document import Document
from bookwright.service.book.binding import bound
from bookwright.service.book.html import matter_of
from bookwright.service.book.terms import CODE
from bookwright.service.book.view import (
    BookView,
    ChapterView,
    Checked,
    Citation,
    ExerciseView,
    ExhibitView,
    Link,
    PartView,
    SectionView,
    Sentence,
)
from bookwright.service.book.words import AUDIENCES, CASE, LISTED, TITLED, label_of
from bookwright.service.words import counted

# What Markdown or its common extensions (tables, footnotes, strikethrough, mathematics, bare addresses) would read as a mark.
MARK = re.compile(r"[\\`*_\[\]<>#|~&$^{}@!]|(?<=http)s?:|(?<=ftp):|(?<=www)\.", re.IGNORECASE)
AT_START = re.compile(r"^(\d+)([.)])(?=\s|$)|^([-+=:])")
CONTENTS = "contents"
TICKS = re.compile(r"`+")


def markdown_of(book: Book, documents: Mapping[str, Document]) -> dict[str, str]:
    """The pages by file name: "book.md", then "chapter-01.md" and so on; last "whole.md", which is the book without the others. InputError
    where a document that is cited is missing or is another text."""
    view = bound(book, documents)
    files = {chapter.anchor: f"chapter-{place:02d}.md" for place, chapter in enumerate(view.chapters, 1)}
    places = {CONTENTS: "book.md"} | files | {entry.anchor: "book.md" for entry in view.glossary}
    places |= {section.anchor: files[chapter.anchor] for chapter in view.chapters for section in chapter.sections}
    writer = _Writer(places)
    pages = {"book.md": writer.book(view)} | {files[chapter.anchor]: writer.chapter(chapter) for chapter in view.chapters}
    return pages | {"whole.md": _Writer(dict.fromkeys(places, "")).whole(view)}


def escaped(text: str) -> str:
    """Text as Markdown that shows it, in one line and without the characters that nobody sees; what it sets in backticks stays code."""
    line = in_one_line(visible(text))
    pieces = CODE.split(line)  # what stands between backticks at the odd places
    return "".join(f"`{piece}`" if place % 2 else _plain(piece, begins=not place) for place, piece in enumerate(pieces))


def _plain(line: str, *, begins: bool) -> str:
    """A stretch of a line with every mark escaped, also those that mean something where the line begins."""
    line = MARK.sub(lambda mark: "".join(f"\\{char}" if not char.isalpha() else char for char in mark[0]), line)
    return AT_START.sub(lambda start: f"{start[1]}\\{start[2]}" if start[1] else f"\\{start[3]}", line) if begins else line


def fenced(text: str) -> str:
    """Text as a listing, whatever fences it holds itself."""
    shown = visible(text)
    fence = "`" * max(3, 1 + max((len(ticks) for ticks in TICKS.findall(shown)), default=0))
    return f"{fence}\n{shown}\n{fence}"


class _Writer:
    """Writes the pages. `places` maps an anchor to the file it stands in, to none where that is the one that is written."""

    def __init__(self, places: Mapping[str, str]) -> None:
        self._places = places

    def book(self, view: BookView) -> str:
        """The title page, the contents, and all that is gathered from the chapters."""
        return _page([*self._front(view), *self._matter(view, "##"), *_footnotes(_cited_in_glossary(view))])

    def chapter(self, chapter: ChapterView) -> str:
        """A chapter with its exercises, their solutions, and the words that it cites."""
        return _page([*self._chapter(chapter), *_footnotes(_cited(chapter))])

    def whole(self, view: BookView) -> str:
        """The book from its title page to the last of the words that it cites."""
        chapters = [block for chapter in view.chapters for block in self._chapter(chapter)]
        cited = [citation for chapter in view.chapters for citation in _cited(chapter)] + _cited_in_glossary(view)
        return _page([*self._front(view), *chapters, *self._matter(view, "#"), *_footnotes(cited)])

    def _front(self, view: BookView) -> list[str]:
        book = view.book
        kind = "Study guide: its sentences are the sources’ own words, chosen and ordered by rules." if book.guide else "Textbook"
        counts = (
            counted(len(view.documents), "source"),
            counted(len(view.chapters), "chapter"),
            counted(len(book.sections), "section"),
            counted(view.exercises, "exercise"),
        )
        audience = [] if book.guide else [f"For {AUDIENCES[book.specification.audience]}."]
        front = [f"# {escaped(book.title)}", escaped(book.about), kind, *audience, " · ".join(counts)]
        contents = [
            f"- {self._link(Link(f'Chapter {chapter.number}: {chapter.title}', chapter.anchor))}"
            + "".join(f"\n  - {self._link(Link(f'{section.number} {section.title}', section.anchor))}" for section in chapter.sections)
            for chapter in view.chapters
        ]
        return [*front, f"{_anchor(CONTENTS)}## Contents", "\n".join(contents)]

    def _matter(self, view: BookView, level: str) -> list[str]:
        """What comes after the chapters, under headings of that level."""
        titles = dict(matter_of(view))
        titles.pop("passages", None)
        gathered = {
            "glossary": self._glossary(view),
            "index": [f"- {escaped(word.name)}: {self._links(word.sections)}" for word in view.index],
            "documents": [
                f"- {escaped(document.title)} ({escaped(document.path)}; licence: {escaped(document.licence or 'none stated')})"
                for document in view.documents
            ],
            "left_out": self._left_out(view),
            "findings": [
                f"- {escaped(found.kind)}, {self._links(found.sections)}: “{escaped(found.quote)}” {escaped(found.reason)}"
                for found in view.findings
            ],
            "colophon": [f"- {escaped(name)}: {escaped(value)}" for name, value in (*view.colophon, *view.specification)]
            + [f"- Bookwright {__version__}"],
        }
        return [text for name, title in titles.items() for text in (f"{level} {title}", "\n".join(gathered[name]))]

    def _chapter(self, chapter: ChapterView) -> list[str]:
        title = f"{_anchor(chapter.anchor)}# Chapter {chapter.number}: {escaped(chapter.title)}"
        blocks = [title, self._link(Link("Contents", CONTENTS))]
        blocks += [f"> {CASE}\n>\n> {escaped(chapter.case)}"] if chapter.case else []
        blocks += [block for section in chapter.sections for block in self._section(section)]
        exercises = [exercise for section in chapter.sections for exercise in section.exercises]
        if exercises:
            blocks += ["## Solutions", *(block for exercise in exercises for block in self._solution(exercise))]
        return blocks

    def _section(self, section: SectionView) -> Iterator[str]:
        yield f"{_anchor(section.anchor)}## {escaped(section.number)} {escaped(section.title)}"
        if section.objectives:
            yield "After this section you can:"
            yield "\n".join(f"- {escaped(aim.text)} ({aim.bloom.value})" for aim in section.objectives)
        if section.prerequisites:
            yield f"Builds on {self._links(section.prerequisites)}."
        for part in section.parts:
            yield from self._part(part)
        if section.terms:
            yield f"Terms defined here: {self._links(section.terms)}"
        if section.exercises:
            yield "### Exercises"
        for exercise in section.exercises:
            yield f"**{escaped(exercise.number)}** ({', '.join(exercise.tags)}) {escaped(exercise.question)}"

    def _part(self, part: PartView) -> Iterator[str]:
        label = "" if part.title and part.kind in TITLED and not part.invented else label_of(part.kind, invented=part.invented)
        title = ": ".join(filter(None, dict.fromkeys((label, escaped(part.title)))))
        if title:
            yield f"### {title}"
        if part.kind is PartKind.PROCEDURE:
            yield _numbered([self._sentence(sentence) for sentence in part.sentences])
        elif part.kind in (PartKind.COMPARISON, PartKind.SUMMARY, PartKind.LIST):
            yield "\n".join(f"- {self._sentence(sentence)}" for sentence in part.sentences)
        elif part.kind is PartKind.CONFLICT:
            yield "\n".join(f"- {escaped(sentence.documents)}: {self._sentence(sentence)}" for sentence in part.sentences)
        else:
            yield self._prose(part.sentences)
        if part.exhibit:
            yield from _exhibit(part.exhibit)
        if worked := part.worked:
            yield escaped(worked.problem)
            yield _numbered([self._sentence(step) for step in worked.steps])
            yield f"Answer: {escaped(worked.answer)}"
            if worked.checked:
                yield f"({escaped(worked.checked.words)})"

    def _solution(self, exercise: ExerciseView) -> Iterator[str]:
        yield f"**{escaped(exercise.number)}** {self._prose(exercise.solution)}"
        yield from _checked(exercise.checked)

    def _glossary(self, view: BookView) -> list[str]:
        return [
            f'- <a id="{entry.anchor}"></a>**{escaped(entry.name)}**: {self._sentence(entry.definition)} ({self._link(entry.defined_in)})'
            for entry in view.glossary
        ]

    def _left_out(self, view: BookView) -> list[str]:
        missing = [
            f"- {counted(len(lost.titles), 'planned section')} ({escaped(lost.why)}): {'; '.join(map(escaped, lost.titles))}"
            for lost in view.lost
        ]
        unused = [f"- {counted(count, 'passage')} that no section rests on: {escaped(why)}" for why, count in view.unused]
        untold = [f"- {counted(len(view.untold), 'rule')} of the sources that no section takes up"] if view.untold else []
        return [*missing, *unused, *untold, *(f"  - “{escaped(rule)}” ({escaped(title)})" for title, rule in view.untold[:LISTED])]

    def _prose(self, sentences: Sequence[Sentence]) -> str:
        return " ".join(map(self._sentence, sentences))

    def _sentence(self, sentence: Sentence) -> str:
        notes = "".join(f"[^{citation.number}]" for citation in sentence.citations)
        return escaped(sentence.text) + notes

    def _links(self, links: Sequence[Link]) -> str:
        return ", ".join(map(self._link, links))

    def _link(self, link: Link) -> str:
        return f"[{escaped(link.text)}]({self._places[link.anchor]}#{link.anchor})" if link.anchor else escaped(link.text)


def _anchor(name: str) -> str:
    """A place to lead to, before the heading that it is of."""
    return f'<a id="{name}"></a>\n\n'


def _exhibit(exhibit: ExhibitView) -> Iterator[str]:
    note = f"[^{exhibit.citation.number}]"
    if exhibit.kind is ExhibitKind.TABLE and exhibit.rows:
        head = exhibit.head or ("",) * len(exhibit.rows[0])
        lines = [map(escaped, head), ("---",) * len(head), *(map(escaped, row) for row in exhibit.rows)]
        yield "\n".join(f"| {' | '.join(line)} |" for line in lines)
    elif exhibit.kind is ExhibitKind.CODE:
        yield fenced(exhibit.text)
    else:
        yield f"> {escaped(exhibit.text)}"
    yield f"{escaped(exhibit.caption)}{note}"


def _checked(checked: Checked) -> Iterator[str]:
    yield f"({escaped(checked.words)})"
    if checked.program:
        yield fenced(checked.program)
    if checked.prints:
        yield "It prints:"
        yield fenced(checked.prints)


def _cited(chapter: ChapterView) -> list[Citation]:
    """All that a chapter cites, its exercises too."""
    found: list[Citation] = []
    for section in chapter.sections:
        for part in section.parts:
            sentences = (*part.sentences, *(part.worked.steps if part.worked else ()))
            found += [citation for sentence in sentences for citation in sentence.citations]
            found += [part.exhibit.citation] if part.exhibit else []
        found += [citation for exercise in section.exercises for sentence in exercise.solution for citation in sentence.citations]
    return found


def _cited_in_glossary(view: BookView) -> list[Citation]:
    return [citation for entry in view.glossary for citation in entry.definition.citations]


def _footnotes(citations: Sequence[Citation]) -> list[str]:
    """Each citation once, in the order of its number: the document, the place in it, the words."""
    return [
        f"[^{citation.number}]: {escaped(', '.join(filter(None, (citation.document.title, citation.place))))}: “{escaped(citation.quote)}”"
        for citation in sorted(dict.fromkeys(citations), key=lambda citation: citation.number)
    ]


def _numbered(lines: Sequence[str]) -> str:
    return "\n".join(f"{number}. {line}" for number, line in enumerate(lines, 1))


def _page(blocks: Sequence[str]) -> str:
    """The blocks with a blank line between."""
    return "\n\n".join(block for block in blocks if block) + "\n"
