"""The rephraser: a passage told again in a style (WRAP, Maini et al. 2024, section 3.1; Nemotron-CC, Su et al. 2024, section 2.3)."""

from bookwright.agents.reading import numbered_passages
from bookwright.agents.rephrase.items import Rephrased, Rephrasing
from bookwright.agents.rephrase.written import WrittenRephrase, rephrased
from bookwright.agents.role import PromptRole
from bookwright.agents.specified import Wanted, specified


class Rephraser(PromptRole[Rephrasing, WrittenRephrase, Rephrased]):
    """A passage and a style to the text; one without parts where the passage holds nothing to be told."""

    returns = WrittenRephrase

    def fields(self, item: Rephrasing) -> dict[str, str]:
        passage = numbered_passages(item.brief) + specified(item.specification, Wanted.TEXT)
        return {"style": item.guide.asks, "passage": passage, "language": item.language}

    def parse(self, item: Rephrasing, answer: WrittenRephrase) -> Rephrased:
        return rephrased(answer, item)
