"""The critic of sections: how every sentence stands to the passages, and whether the section teaches what it is to teach."""

from typing import Literal

from bookwright.agents.critique import CheckedSentence, Criticised, as_critique
from bookwright.agents.items import Critique, Fault, FaultKind
from bookwright.agents.role import PromptRole
from bookwright.agents.textbook.items import SectionDraft, SectionSubmission
from bookwright.agents.textbook.page import grounds, known_to, objectives_of, passages_of, place_of, shown, written_for
from bookwright.agents.textbook.shown import numbered_claims, shown_section
from bookwright.knowledge.document import Frozen

SectionFault = Literal[
    "unsupported",
    "contradicted",
    "incomplete",
    "not_standalone",
    "unclear",
    "trivial",
    "objective_missed",
    "unexplained",
    "repetition",
    "disorder",
    "off_level",
    "check_failed",
]


class FoundSectionFault(Frozen):
    """One fault: the words objected to, why, the kind, and what would mend it."""

    words: str
    reason: str
    kind: SectionFault
    remedy: str


class SectionCriticism(Frozen):
    """The critic's reply: each sourced sentence by its number, a line for each of the other checks, then the faults."""

    sentences: list[CheckedSentence]
    checks: list[str]
    faults: list[FoundSectionFault]


class SectionCritic(PromptRole[SectionSubmission, SectionCriticism, Critique]):
    """Submission to critique. Its checks number the claims of the draft in reading order, then the definitions."""

    returns = SectionCriticism

    def fields(self, item: SectionSubmission) -> dict[str, str]:
        brief = shown(item.brief)
        return {
            "passages": passages_of(brief),
            "place": place_of(brief),
            "specification": written_for(brief.specification),
            "objectives": objectives_of(brief.plan),
            "known": known_to(brief),
            "draft": shown_section(item.draft, brief.plan.title),
        }

    def parse(self, item: SectionSubmission, answer: SectionCriticism) -> Critique:
        claims = numbered_claims(item.draft)
        read = Criticised(
            sha256=item.draft.sha256,
            claims={number: claim for number, claim in claims.items() if claim.evidence},
            beside=" ".join((*_beside(item.draft), *(o.text for o in item.brief.plan.objectives), item.brief.plan.title)),
            place="the section or its objectives",
            brief=grounds(item.brief),
        )
        faults = tuple(Fault(kind=FaultKind(f.kind), quote=f.words, reason=f.reason, remedy=f.remedy) for f in answer.faults)
        return as_critique(read, answer.sentences, faults, self.maker)


def _beside(draft: SectionDraft) -> list[str]:
    """What a section says beside its sourced sentences."""
    said = [claim.text for claim in draft.claims if not claim.evidence]
    for part in draft.parts:
        said += [part.title, part.exhibit.caption if part.exhibit else ""]
        said += [part.worked.problem, part.worked.answer] if part.worked else []
    return [*said, *(text for term in draft.terms for text in (term.name, term.definition.text if not term.definition.evidence else ""))]
