"""The critic of a study guide's sections: deterministic."""

from bookwright.agents.extractive.guide.aside import aside
from bookwright.agents.extractive.guide.faults import section_faults
from bookwright.agents.items import Critique
from bookwright.agents.textbook.items import SectionSubmission


class GuideCritic:
    """Submission to critique: every fault that the rules find, each quoting the claim objected to."""

    maker = "rules"

    async def __call__(self, item: SectionSubmission, /) -> Critique:
        return Critique(draft_sha256=item.draft.sha256, by=self.maker, faults=await aside(section_faults, item))
