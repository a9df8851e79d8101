"""The portrayer: who would need a passage (text-to-persona: Ge et al. 2024, Scaling Synthetic Data Creation with Personas, section 2.1)."""

from bookwright.agents.items import Brief
from bookwright.agents.reading import in_one_line, numbered_passages, visible
from bookwright.agents.role import PromptRole
from bookwright.knowledge.document import Frozen

LONGEST = 300


class Portrayed(Frozen):
    """The portrayer's reply."""

    personas: list[str]


class Portrayer(PromptRole[Brief, Portrayed, tuple[str, ...]]):
    """Brief to at most `brief.wanted` personas, a line each."""

    returns = Portrayed

    def fields(self, item: Brief) -> dict[str, str]:
        return {"passages": numbered_passages(item), "wanted": str(item.wanted), "language": item.language}

    def parse(self, item: Brief, answer: Portrayed) -> tuple[str, ...]:
        personas = tuple(filter(None, (in_one_line(visible(persona)) for persona in answer.personas)))[: item.wanted]
        if any(len(persona) > LONGEST for persona in personas):
            raise ValueError(f"personas: one is longer than {LONGEST} characters; say it in 25 words")
        return personas
