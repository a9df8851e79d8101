"""A table, listing or figure of a source, from the few words by which a model names it."""

from bookwright.agents.written import Locating, Quote
from bookwright.knowledge.evidence import Evidence

BLANK = "\n\n"
"""What parts two blocks of a canonical text."""


def excerpt(quote: Quote, locating: Locating) -> Evidence | None:
    """The blocks from the first words quoted to the last, whole, as they stand in the passage; None where the words stand nowhere.

    A model quotes a first and a last line with an ellipsis between, or all of it; the marks around them are lost in either.
    """
    pieces = locating.find(quote)
    if not pieces:
        return None
    first, last = pieces[0], pieces[-1]
    passage = next(p for p in locating.passages if p.document_id == first.document_id and p.start <= first.start and last.end <= p.end)
    start = passage.text.rfind(BLANK, 0, first.start - passage.start)
    end = passage.text.find(BLANK, last.end - passage.start)
    start, end = start + len(BLANK) if start >= 0 else 0, end if end >= 0 else len(passage.text)
    return Evidence(document_id=passage.document_id, start=passage.start + start, end=passage.start + end, quote=passage.text[start:end])
