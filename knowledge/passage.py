"""A passage: the piece of a document that is retrieved, shown to a role, and written from."""

from bookwright.knowledge.document import Frozen


class Passage(Frozen):
    """`text == document.text[start:end]`; `headings` is the path of headings above it, outermost first.

    `prose_words` counts the words that stand neither in code nor in tables. `key_terms` are the phrases in it that its author sets in bold.
    """

    id: str
    document_id: str
    start: int
    end: int
    text: str
    headings: tuple[str, ...] = ()
    page: int | None = None
    prose_words: int = 0
    key_terms: tuple[str, ...] = ()


class Hit(Frozen):
    """A passage found for a query, with the fused score in [0, 1] and the two channels' shares, both min-max scaled over the query."""

    passage: Passage
    score: float
    lexical: float
    dense: float
