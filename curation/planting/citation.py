"""Citation: a claim that names words of the document which do not carry it."""

from collections.abc import Callable
from random import Random

from bookwright.agents.items import Draft
from bookwright.curation.planting.passage import elsewhere
from bookwright.curation.planting.sound import Sound, Way, with_evidence
from bookwright.curation.terms import content_terms
from bookwright.knowledge.evidence import Evidence


def of_the_passage(sound: Sound, chance: Random) -> Draft | None:
    """Another sentence of the passages shown."""
    shown = [(passage.start, passage.end) for passage in sound.brief.passages if passage.document_id == sound.document_id]
    return _named(sound, chance, lambda piece: any(start <= piece.start and piece.end <= end for start, end in shown))


def of_the_document(sound: Sound, chance: Random) -> Draft | None:
    """Any other sentence of the document."""
    return _named(sound, chance, lambda _: True)


def of_the_subject(sound: Sound, chance: Random) -> Draft | None:
    """A sentence that speaks of what the question names."""
    asked = content_terms(sound.draft.question)
    return _named(sound, chance, lambda piece: bool(content_terms(piece.quote) & asked))


def _named(sound: Sound, chance: Random, fits: Callable[[Evidence], bool]) -> Draft | None:
    if not sound.draft.claims:
        return None
    place = chance.randrange(len(sound.draft.claims))
    others = [piece for piece in elsewhere(sound, sound.draft.claims[place].text) if fits(piece)]
    return with_evidence(sound.draft, place, chance.choice(others)) if others else None


WAYS = (
    Way("of the passage", of_the_passage),
    Way("of the document", of_the_document),
    Way("of the subject", of_the_subject, held_out=True),
)
