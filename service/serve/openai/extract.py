"""The answer without a model: sentences of the documents themselves, or none.

It matches words and understands nothing, so it is strict: nearly every word of substance in the question must stand in what it gives.
"""

from collections.abc import Iterator

from bookwright.curation.terms import content_terms
from bookwright.knowledge.document import Frozen
from bookwright.knowledge.evidence import Evidence
from bookwright.knowledge.passage import Passage
from bookwright.knowledge.sentences import sentence_spans
from bookwright.service.serve.openai.answer import Answer, Cited, Found

MOST_SENTENCES = 3
SHARE = 0.75
"""The share of the question's words of substance that must be found."""
SHORTEST = 4
"""Words of a sentence; a heading has fewer."""
RULES = "rules"


class Candidate(Frozen):
    """A sentence with the question's words that it has, and those that only the headings above it have."""

    evidence: Evidence
    own: frozenset[str]
    above: frozenset[str]


def extracted(question: str, found: Found) -> Answer:
    """The fewest sentences that have the question's words, at most three: each next one has most of those still missing."""
    wanted = content_terms(question)
    candidates = [candidate for passage in found.passages for candidate in _candidates(passage, wanted, found.language)]
    chosen: list[Candidate] = []
    has: frozenset[str] = frozenset()
    while len(chosen) < MOST_SENTENCES and candidates:
        best = max(candidates, key=lambda one: len(one.own - has))  # the first of equals is of the better passage
        if not best.own - has:
            break
        chosen.append(best)
        has |= best.own | best.above
    if not wanted or len(has) < SHARE * len(wanted):
        return Answer(sentences=(), by=RULES)
    return Answer(sentences=tuple(Cited(text=one.evidence.quote, evidence=(one.evidence,)) for one in chosen), by=RULES)


def _candidates(passage: Passage, wanted: frozenset[str], language: str) -> Iterator[Candidate]:
    above = content_terms(" ".join(passage.headings)) & wanted
    for start, end in sentence_spans(passage.text, language):
        text = passage.text[start:end]
        if len(text.split()) >= SHORTEST:
            own = content_terms(text) & wanted
            piece = Evidence(document_id=passage.document_id, start=passage.start + start, end=passage.start + end, quote=text)
            yield Candidate(evidence=piece, own=own, above=above)
