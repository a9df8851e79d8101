"""The writer of the rule-based team: questions made from sentences, answered by the sentences themselves."""

from collections.abc import Iterator
from dataclasses import replace

from bookwright.agents.extractive.candidate import Candidate, Place
from bookwright.agents.extractive.content import content_words
from bookwright.agents.extractive.fairness import is_question
from bookwright.agents.extractive.faults import faults_of
from bookwright.agents.extractive.place import places
from bookwright.agents.extractive.refusal import is_refused
from bookwright.agents.extractive.reviser import revise
from bookwright.agents.extractive.rules import RULES
from bookwright.agents.extractive.setting import placed, setting_of
from bookwright.agents.extractive.subjects import is_spoken_of_before, joins_a_stranger
from bookwright.agents.extractive.variants import variants
from bookwright.agents.items import Brief, Claim, Draft, Revision, Submission
from bookwright.knowledge.evidence import Evidence
from bookwright.knowledge.passage import Passage

LANGUAGE = "en"
READING = 0.8
ALIKE = 0.45
"""The share of their words of substance from which two questions on one sentence ask for the same."""
MOST_OF_A_SENTENCE = 2


class ExtractiveWriter:
    """Brief to drafts, the best first, at most as many as are wanted; none for a language other than English."""

    maker = "rules"

    async def __call__(self, item: Brief, /) -> tuple[Draft, ...]:
        return tuple(draft for _, draft in write(item))[: item.wanted]


def write(brief: Brief) -> list[tuple[Candidate, Draft]]:
    """All faultless drafts of the first passage, one for each sentence at most, the best first."""
    if brief.language != LANGUAGE or not brief.passages:
        return []
    mended = ((candidate, _mended(brief, draft)) for candidate, draft in _drafts(brief))
    found = [
        (candidate, draft) for candidate, draft in mended if draft and is_question(draft.question, [claim.text for claim in draft.claims])
    ]
    found.sort(key=lambda pair: (-pair[0].weight, pair[1].evidence[0].start))
    return _distinct(found)


def _drafts(brief: Brief) -> Iterator[tuple[Candidate, Draft]]:
    setting = setting_of(brief)
    for place in (variant for found in places(brief.passages[0], setting) for variant in variants(found)):
        for candidate in (_told(candidate, place) for rule in RULES for candidate in rule(place)):
            question = placed(candidate.question, setting)
            if not (is_refused(candidate, question, setting) or is_spoken_of_before(question, place) or joins_a_stranger(question, place)):
                yield candidate, draft_of(candidate, question, brief.passages[0])


def _told(candidate: Candidate, place: Place) -> Candidate:
    """The candidate of a reading: less sure than one of the sentence itself, and answered by what must be told before as well."""
    if not place.is_reading:
        return candidate
    return replace(candidate, answer=(*place.lead, *candidate.answer), weight=candidate.weight * READING)


def draft_of(candidate: Candidate, question: str, passage: Passage) -> Draft:
    """The candidate as a draft: each sentence a claim, carried by exactly its span."""
    evidence = tuple(
        Evidence(
            document_id=passage.document_id, start=s.start, end=s.end, quote=passage.text[s.start - passage.start : s.end - passage.start]
        )
        for s in candidate.answer
    )
    claims = tuple(Claim(text=piece.quote, evidence=(index,)) for index, piece in enumerate(evidence))
    return Draft(question=question, kind=candidate.kind, claims=claims, evidence=evidence)


def _mended(brief: Brief, draft: Draft) -> Draft | None:
    """The draft if it is faultless, or its repair if that is; otherwise nothing."""
    submission = Submission(brief=brief, draft=draft)
    faults = faults_of(submission)
    if not faults:
        return draft
    repaired = revise(Revision(submission=submission, faults=faults))
    return None if repaired == draft or faults_of(Submission(brief=brief, draft=repaired)) else repaired


def _distinct(found: list[tuple[Candidate, Draft]]) -> list[tuple[Candidate, Draft]]:
    """Drops what repeats something better: its question, or the same seat of a sentence that it shares."""
    kept: list[tuple[Candidate, Draft]] = []
    for candidate, draft in found:
        beside = [other for _, other in kept if _shares_evidence(draft, other)]
        repeated = any(draft.question == other.question for _, other in kept) or any(_is_alike(draft, other) for other in beside)
        if len(beside) < MOST_OF_A_SENTENCE and not repeated:
            kept.append((candidate, draft))
    return kept


def _shares_evidence(draft: Draft, other: Draft) -> bool:
    return any(a.start < b.end and b.start < a.end for a in draft.evidence for b in other.evidence)


def _is_alike(draft: Draft, other: Draft) -> bool:
    """Whether two questions on one sentence name mostly the same things, so that they ask for the same seat of it."""
    one, two = content_words(draft.question), content_words(other.question)
    return len(one & two) > ALIKE * len(one | two)
