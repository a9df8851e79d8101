"""The writer of sections: a section that explains, every sentence of it carried by the passages."""

from bookwright.agents.role import PromptRole
from bookwright.agents.textbook.items import SectionBrief, SectionDraft
from bookwright.agents.textbook.page import (
    conflicts_between,
    known_to,
    objectives_of,
    passages_of,
    place_of,
    rules_of,
    shown,
    written_for,
)
from bookwright.agents.textbook.written_section import WrittenSection, section_of


class SectionWriter(PromptRole[SectionBrief, WrittenSection, SectionDraft]):
    """Brief to the draft of a section."""

    returns = WrittenSection

    def fields(self, item: SectionBrief) -> dict[str, str]:
        brief = shown(item)
        return {
            "passages": passages_of(brief),
            "place": place_of(brief),
            "specification": written_for(brief.specification),
            "objectives": objectives_of(brief.plan),
            "known": known_to(brief),
            "conflicts": conflicts_between(brief),
            "rules": rules_of(brief),
            "words": str(brief.plan.words),
        }

    def parse(self, item: SectionBrief, answer: WrittenSection) -> SectionDraft:
        return section_of(answer, shown(item))
