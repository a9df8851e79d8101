"""The critic of the rule-based team: deterministic, and fit to stand in front of a model's critic as well."""

from bookwright.agents.extractive.faults import faults_of
from bookwright.agents.items import Critique, Submission


class ExtractiveCritic:
    """Submission to critique: every fault that the rules find, with the words objected to."""

    maker = "rules"

    async def __call__(self, item: Submission, /) -> Critique:
        return Critique(draft_sha256=item.draft.sha256, by=self.maker, faults=faults_of(item))
