"""The critic: how every claim of a draft stands to the passages, and its faults, each with the words it objects to."""

from collections.abc import Iterator, Sequence
from typing import Literal

from bookwright.agents.items import Brief, Claim, ClaimCheck, Critique, Draft, Fault, FaultKind, Panel, Standing
from bookwright.agents.reading import numbered_drafts, numbered_passages
from bookwright.agents.role import PromptRole
from bookwright.knowledge.document import Frozen
from bookwright.knowledge.evidence import ELLIPSIS, MINIMUM_SQUEEZED, locate, squeezed

ReadableFault = Literal[
    "unsupported",
    "contradicted",
    "incomplete",
    "not_answered",
    "leaked_answer",
    "not_standalone",
    "unclear",
    "trivial",
]


STANDINGS = {FaultKind.UNSUPPORTED: Standing.NOT_STATED, FaultKind.CONTRADICTED: Standing.CONTRADICTED}
"""How a claim stands that has this fault."""


class FoundFault(Frozen):
    """One fault as a model replies: the words first, then why, then the kind."""

    words: str
    reason: str
    kind: ReadableFault
    remedy: str


class CheckedSentence(Frozen):
    """One sentence of the answer: the words of the passages that decide it, what they say of it, and so how it stands."""

    sentence: int
    source_words: str
    reason: str
    standing: Standing


class DraftCriticism(Frozen):
    """What was checked in one draft, sentence by sentence and beyond them, then its faults; none where it is sound."""

    draft: int
    sentences: list[CheckedSentence]
    checks: list[str]
    faults: list[FoundFault]


class Criticism(Frozen):
    """The critic's reply: each draft in its turn."""

    drafts: list[DraftCriticism]


class Critic(PromptRole[Panel, Criticism, tuple[Critique, ...]]):
    """Panel to critiques, one for each draft in the panel's order. The passages are read once for all of them."""

    returns = Criticism

    def fields(self, item: Panel) -> dict[str, str]:
        return {"passages": numbered_passages(item.brief), "drafts": numbered_drafts(item.drafts)}

    def parse(self, item: Panel, answer: Criticism) -> tuple[Critique, ...]:
        numbers = [criticism.draft for criticism in answer.drafts]
        _each_once(numbers, len(item.drafts), "drafts: check each of the drafts")
        found = sorted(answer.drafts, key=lambda criticism: criticism.draft)
        return tuple(self._critique(draft, item.brief, criticism) for draft, criticism in zip(item.drafts, found, strict=True))

    def _critique(self, draft: Draft, brief: Brief, criticism: DraftCriticism) -> Critique:
        numbers = [checked.sentence for checked in criticism.sentences]
        _each_once(numbers, len(draft.claims), f"draft {criticism.draft}, sentences: check each of the sentences")
        read = squeezed(draft.question + " " + draft.answer)
        for fault in criticism.faults:
            words = squeezed(fault.words)
            if not words or words not in read:
                raise ValueError(
                    f'draft {criticism.draft}, faults: "{fault.words}" does not stand in the question or the answer; '
                    "copy the words you object to"
                )
        faults = tuple(Fault(kind=FaultKind(f.kind), quote=f.words, reason=f.reason, remedy=f.remedy) for f in criticism.faults)
        sentences = sorted(criticism.sentences, key=lambda checked: checked.sentence)
        pairs = list(zip(draft.claims, sentences, strict=True))
        unnamed = (_unnamed(claim, checked, faults) for claim, checked in pairs)
        overruled = dict(_overruled(draft, sentences, faults))
        checks = tuple(
            ClaimCheck(
                claim=place,
                standing=overruled.get(place, checked.standing),
                words=checked.source_words,
                located=_stand_in(checked.source_words, brief),
            )
            for place, checked in enumerate(sentences)
        )
        return Critique(draft_sha256=draft.sha256, by=self.maker, faults=(*faults, *filter(None, unnamed)), checks=checks)


def _each_once(numbers: list[int], count: int, wish: str) -> None:
    """ValueError, as the wish to the model, unless the numbers are those from 1 to `count`, each once."""
    wanted = list(range(1, count + 1))
    if sorted(numbers) != wanted:
        raise ValueError(f"{wish} {wanted} once, by its number")


def _stand_in(words: str, brief: Brief) -> bool:
    """Whether the words stand in what is shown; where an ellipsis joins several places, those of each, wherever they are."""
    shown = [part for passage in brief.passages for part in (passage.text, *passage.headings)] + list(brief.titles.values())
    shown.sort(key=lambda text: words not in text)  # where they stand letter by letter, they are found at the first look
    parts = [part for part in ELLIPSIS.split(words) if len(squeezed(part)) >= MINIMUM_SQUEEZED]
    return any(locate(words, text, "") for text in shown) or all(any(locate(part, text, "") for text in shown) for part in parts)


def _unnamed(claim: Claim, checked: CheckedSentence, faults: Sequence[Fault]) -> Fault | None:
    """The fault of a claim that was found to lack support and is in no fault by its words.

    One that leaves out a condition is called contradicted, and its fault "incomplete" may name the words of the question instead.
    """
    if checked.standing is Standing.SUPPORTED or any(_names(fault, claim) for fault in faults):
        return None
    if checked.standing is Standing.CONTRADICTED and any(fault.kind is FaultKind.INCOMPLETE for fault in faults):
        return None
    kind = next(kind for kind, standing in STANDINGS.items() if standing is checked.standing)
    return Fault(kind=kind, quote=claim.text, reason=checked.reason)


def _overruled(draft: Draft, sentences: Sequence[CheckedSentence], faults: Sequence[Fault]) -> Iterator[tuple[int, Standing]]:
    """The claims that were called supported beside a fault that says otherwise: the fault, which names words, speaks louder."""
    question = squeezed(draft.question)
    for fault in faults:
        homes = [place for place, claim in enumerate(draft.claims) if fault.kind in STANDINGS and _names(fault, claim)]
        is_of_the_question = squeezed(fault.quote) in question
        if homes and not is_of_the_question and all(sentences[place].standing is Standing.SUPPORTED for place in homes):
            yield homes[0], STANDINGS[fault.kind]


def _names(fault: Fault, claim: Claim) -> bool:
    """Whether a fault objects to words of this claim."""
    return squeezed(fault.quote) in squeezed(claim.text)
