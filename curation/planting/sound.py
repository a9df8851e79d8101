"""A sound draft to plant a fault in, and the ways of planting one."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from bookwright.agents.items import Brief, Claim, Draft, Submission
from bookwright.knowledge.evidence import Evidence


@dataclass(frozen=True)
class Sound:
    """An accepted draft with the brief it was made from and the whole text of the document that it was made on."""

    draft: Draft
    brief: Brief
    document_id: str
    text: str

    def submission(self, draft: Draft) -> Submission:
        """A draft before the stages, on the same brief."""
        return Submission(brief=self.brief, draft=draft)

    def quoted(self, claim: Claim) -> str:
        """The words that carry a claim."""
        return "\n".join(self.draft.evidence[index].quote for index in claim.evidence)


Plant = Callable[[Sound, Random], Draft | None]


@dataclass(frozen=True)
class Way:
    """One way to plant a fault: the faulty draft, or None where the sound one gives no hold. No gate was tuned on a way held out."""

    name: str
    plant: Plant
    held_out: bool = False


Change = Callable[[str, Random], str | None]


def in_a_claim(change: Change) -> Plant:
    """Makes a change of a sentence a way to plant it: in the first claim, by chance, that takes it."""

    def plant(sound: Sound, chance: Random) -> Draft | None:
        places = list(range(len(sound.draft.claims)))
        for place in chance.sample(places, len(places)):
            claim = sound.draft.claims[place]
            changed = None if claim.connective else change(claim.text, chance)
            if changed and changed != claim.text:
                return with_claim(sound.draft, place, changed)
        return None

    return plant


def replaced(text: str, found: Sequence[re.Match[str]], chance: Random, other: Callable[[re.Match[str]], str | None]) -> str | None:
    """The text with one of the matches, by chance, given another wording; None where none of them has one."""
    for match in chance.sample(list(found), len(found)):
        if (wording := other(match)) is not None:
            return text[: match.start()] + wording + text[match.end() :]
    return None


def in_its_case(wording: str, before: str) -> str:
    """The wording with a capital where what stood there before has one."""
    return wording[:1].upper() + wording[1:] if before[:1].isupper() else wording


def with_claim(draft: Draft, place: int, text: str) -> Draft:
    """The draft with other words in one claim."""
    claims = list(draft.claims)
    claims[place] = claims[place].model_copy(update={"text": text})
    return draft.model_copy(update={"claims": tuple(claims)})


def with_answer(draft: Draft, text: str) -> Draft:
    """The draft with these words for all of its answer, resting on all of its evidence."""
    return draft.model_copy(update={"claims": (Claim(text=text, evidence=tuple(range(len(draft.evidence)))),)})


def joined(draft: Draft, place: int) -> Draft:
    """The draft without the claim behind `place`, whose evidence goes to the one there."""
    first, second = draft.claims[place : place + 2]
    claim = first.model_copy(update={"evidence": tuple(dict.fromkeys((*first.evidence, *second.evidence)))})
    return draft.model_copy(update={"claims": (*draft.claims[:place], claim, *draft.claims[place + 2 :])})


def with_more(draft: Draft, text: str) -> Draft | None:
    """The draft with one claim more, which names the evidence of the last one; None where there is no claim."""
    if not draft.claims:
        return None
    return draft.model_copy(update={"claims": (*draft.claims, Claim(text=text, evidence=draft.claims[-1].evidence))})


def with_evidence(draft: Draft, place: int, evidence: Evidence) -> Draft:
    """The draft with another piece of evidence, and no other, for one claim."""
    claims = list(draft.claims)
    claims[place] = claims[place].model_copy(update={"evidence": (len(draft.evidence),)})
    return draft.model_copy(update={"claims": tuple(claims), "evidence": (*draft.evidence, evidence)})


def with_question(draft: Draft, question: str) -> Draft:
    """The draft with another question."""
    return draft.model_copy(update={"question": question})
