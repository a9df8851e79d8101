"""Rules: the sentences of the sources that oblige, forbid, limit or set a default, and those that a book does not take up."""

import re
from collections import defaultdict
from collections.abc import Iterable
from itertools import groupby

from bookwright.curation.book.prose import prose_of
from bookwright.knowledge.evidence import Evidence, squeezed
from bookwright.knowledge.library import Library
from bookwright.knowledge.words import count_words

RULE = re.compile(
    r"\b(?:must|shall|should|ought to|may not|may only|can only|need not|will require|required|mandatory|prohibited|forbidden|permitted"
    r"|allowed|recommended|maximum|minimum|at most|at least|no (?:more|fewer|less|later|longer) than|limit(?:s|ed)? (?:of|to|is)"
    r"|exceeds?|defaults?|unless)\b"
    r"|^\W*(?:do not|don['’]t|never|always|avoid|ensure|make sure|prefer)\b",
    re.IGNORECASE,
)
"""What an English sentence has that obliges, forbids, advises, limits or sets a default."""
FEWEST, MOST = 5, 80
"""Words of a sentence that states a rule by itself."""


def states_a_rule(sentence: str) -> bool:
    """Whether a sentence states a rule, a limit or a default; what only leads to a list does not. Told for English alone."""
    whole = sentence.strip()
    return bool(RULE.search(whole)) and not whole.endswith(":") and FEWEST <= count_words(whole) <= MOST


def rules_of(library: Library) -> dict[str, tuple[Evidence, ...]]:
    """The sentences of each passage, by its id, that state a rule, in reading order; passages without one are left out."""
    documents = {document.id: document for document in library.each_document()}
    return {
        passage_id: rules
        for document_id, passages in groupby(library.passages(), key=lambda passage: passage.document_id)
        for passage_id, sentences in prose_of(documents[document_id], list(passages)).items()
        if (rules := tuple(sentence for sentence in sentences if states_a_rule(sentence.quote)))
    }


def untold(rules: Iterable[Evidence], cited: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """The rules, each once and in their order, of which nothing that is cited has a character, and whose words stand nowhere else where
    they are cited."""
    by_document: defaultdict[str, set[tuple[int, int]]] = defaultdict(set)
    for piece in cited:
        by_document[piece.document_id].add((piece.start, piece.end))
    every = list(dict.fromkeys(rules))
    taken = {squeezed(rule.quote) for rule in every if _is_cited(rule, by_document[rule.document_id])}
    left: dict[str, Evidence] = {}
    for rule in every:
        left.setdefault(squeezed(rule.quote), rule)
    return tuple(rule for words, rule in left.items() if words not in taken)


def _is_cited(rule: Evidence, cited: Iterable[tuple[int, int]]) -> bool:
    return any(start < rule.end and rule.start < end for start, end in cited)
