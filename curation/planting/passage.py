"""The sentences of a document, with their places, for faults that need words from elsewhere."""

from functools import lru_cache

from bookwright.curation.planting.sound import Sound
from bookwright.curation.terms import content_terms
from bookwright.knowledge.evidence import Evidence
from bookwright.knowledge.sentences import sentence_spans

FEWEST_TERMS = 5
MOST_SHARED = 0.34


@lru_cache(16)
def sentences(document_id: str, text: str) -> tuple[Evidence, ...]:
    """The sentences on one line with enough substance to carry a statement."""
    found = (Evidence(document_id=document_id, start=start, end=end, quote=text[start:end]) for start, end in sentence_spans(text))
    return tuple(piece for piece in found if "\n" not in piece.quote and len(content_terms(piece.quote)) >= FEWEST_TERMS)


def elsewhere(sound: Sound, claim: str) -> list[Evidence]:
    """The sentences of the document that do not carry a claim: no part of the evidence, and without most of what the claim says."""
    told = content_terms(claim)
    return [
        piece
        for piece in sentences(sound.document_id, sound.text)
        if len(told & content_terms(piece.quote)) <= MOST_SHARED * len(told)
        and all(piece.end <= own.start or piece.start >= own.end for own in sound.draft.evidence)
    ]
