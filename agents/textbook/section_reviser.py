"""The reviser of sections: mends the parts in which faults were found and leaves the others as they are."""

from bookwright.agents.reading import listed_faults
from bookwright.agents.role import PromptRole
from bookwright.agents.textbook.items import SectionDraft, SectionRevision
from bookwright.agents.textbook.mending import settled, with_parts
from bookwright.agents.textbook.page import known_to, objectives_of, passages_of, place_of, shown, written_for
from bookwright.agents.textbook.shown import section_to_revise
from bookwright.agents.textbook.written_section import WrittenPart, WrittenTerm, parts_of, terms_of
from bookwright.agents.written import Locating
from bookwright.knowledge.document import Frozen


class ChangedPart(Frozen):
    """A part by its number and what stands in its place: one part, several, or none."""

    part: int
    becomes: list[WrittenPart]


class AddedPart(Frozen):
    """A new part and the number of the part that it follows; 0 puts it first."""

    after: int
    part: WrittenPart


class RevisedSection(Frozen):
    """The reviser's reply: the parts that change, those that are new, and all terms anew or null where they stay."""

    changed: list[ChangedPart]
    added: list[AddedPart]
    terms: list[WrittenTerm] | None


class SectionReviser(PromptRole[SectionRevision, RevisedSection, SectionDraft]):
    """Revision to the mended draft, or the same draft where nothing can be mended."""

    returns = RevisedSection

    def fields(self, item: SectionRevision) -> dict[str, str]:
        brief = shown(item.submission.brief)
        return {
            "passages": passages_of(brief),
            "place": place_of(brief),
            "specification": written_for(brief.specification),
            "objectives": objectives_of(brief.plan),
            "known": known_to(brief),
            "words": str(brief.plan.words),
            "draft": section_to_revise(item.submission.draft, brief.plan.title, item.faults),
            "faults": listed_faults(item.faults),
        }

    def parse(self, item: SectionRevision, answer: RevisedSection) -> SectionDraft:
        brief, draft = shown(item.submission.brief), item.submission.draft
        numbers = [changed.part for changed in answer.changed]
        if len(set(numbers)) < len(numbers) or not set(numbers) <= set(range(1, len(draft.parts) + 1)):
            raise ValueError(f"changed: name each part at most once, by a number from 1 to {len(draft.parts)}")
        if not all(0 <= added.after <= len(draft.parts) for added in answer.added):
            raise ValueError(f"added: a part stands after one of 0 to {len(draft.parts)}")
        if not (answer.changed or answer.added or answer.terms is not None):
            return draft
        locating = Locating(brief.passages, brief.language, draft.evidence)
        changed = {one.part: parts_of(one.becomes, locating) for one in answer.changed}
        added = [(one.after, part) for one in answer.added for part in parts_of([one.part], locating)]
        mended = draft.model_copy(
            update={
                "parts": with_parts(draft, changed, added),
                "terms": draft.terms if answer.terms is None else terms_of(answer.terms, locating),
                "evidence": tuple(locating.evidence),
                "unlocated": tuple(locating.unlocated),
            }
        )
        if not mended.parts:
            raise ValueError("changed: no part is left of the section")
        return settled(mended)
