"""From a book and its documents to all that its pages show."""

from collections import Counter
from collections.abc import Mapping

from bookwright.curation.book.book import Book, Entry
from bookwright.curation.book.glossary import home_of
from bookwright.knowledge.document import Document
from bookwright.service.book.citations import citations_of
from bookwright.service.book.sections import Binding, chapters_of, section_links
from bookwright.service.book.view import BookView, EntryView, FindingView, Link, LostView, Sentence, WordView
from bookwright.service.book.words import colophon_of, loss_told, reason_told, specification_told, unused_told


def bound(book: Book, documents: Mapping[str, Document]) -> BookView:
    """What every form of the book shows. InputError where a document that it cites is missing or is another text."""
    citations = citations_of(book, documents)
    entries = sorted(book.glossary, key=lambda entry: entry.name.casefold())
    anchors = {entry.name: f"term-{place}" for place, entry in enumerate(entries, 1)}
    homes = {entry.name: home for entry in entries if (home := home_of(entry))}
    binding = Binding(citations, anchors, section_links(book), homes)
    unused = Counter(unused_told(unused.why) for unused in book.unused)
    return BookView(
        book=book,
        chapters=chapters_of(book, binding),
        glossary=tuple(_entry(entry, f"term-{place}", binding) for place, entry in enumerate(entries, 1)),
        index=tuple(
            WordView(word.name, tuple(map(binding.link, word.sections)))
            for word in sorted(book.index, key=lambda word: word.name.casefold())
        ),
        citations=tuple(citations.values()),
        documents=tuple(documents[name] for name in book.documents if name in documents),
        findings=tuple(
            FindingView(reason_told(found.kind), tuple(map(binding.link, found.sections)), found.quote, found.reason)
            for found in book.findings
        ),
        lost=_lost(book),
        unused=tuple(unused.most_common()),
        untold=tuple((documents[rule.document_id].title, rule.quote) for rule in book.untold if rule.document_id in documents),
        colophon=tuple(colophon_of(book)),
        specification=tuple(specification_told(book.specification)),
    )


def _lost(book: Book) -> tuple[LostView, ...]:
    """The missing sections by reason, the commonest first. What each judge said of them is for the run's rejects, not for readers."""
    titles: dict[str, list[str]] = {}
    for missing in book.missing:
        titles.setdefault(loss_told(missing.reason), []).append(missing.title)
    return tuple(LostView(why, tuple(names)) for why, names in sorted(titles.items(), key=lambda pair: -len(pair[1])))


def _entry(entry: Entry, anchor: str, binding: Binding) -> EntryView:
    cited = tuple(dict.fromkeys(binding.citations[evidence] for evidence in entry.evidence))
    return EntryView(
        anchor=anchor,
        name=entry.name,
        definition=Sentence((Link(entry.definition),), cited),
        defined_in=binding.link(entry.defined_in),
        used_in=tuple(binding.link(section) for section in entry.used_in if section != entry.defined_in),
    )
