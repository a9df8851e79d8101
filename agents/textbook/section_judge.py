"""The judge of sections: accuracy, explanation, structure, fit and grounding, by a rubric of its own."""

from pathlib import Path

from bookwright.agents.judge import RubricJudge
from bookwright.agents.textbook.items import SectionSubmission
from bookwright.agents.textbook.page import known_to, objectives_of, passages_of, place_of, shown, written_for
from bookwright.agents.textbook.shown import shown_section


class SectionJudge(RubricJudge[SectionSubmission]):
    """Submission to verdict. `rubric` is a file that a user may replace."""

    default = Path(__file__).with_name("section_rubric.toml")

    def fields(self, item: SectionSubmission) -> dict[str, str]:
        brief = shown(item.brief)
        return {
            "rubric": self.rubric.described,
            "passages": passages_of(brief),
            "place": place_of(brief),
            "specification": written_for(brief.specification),
            "objectives": objectives_of(brief.plan),
            "known": known_to(brief),
            "draft": shown_section(item.draft, brief.plan.title),
        }

    def bound_to(self, item: SectionSubmission) -> str:
        return item.draft.sha256
