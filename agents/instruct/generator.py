"""The generator: new instructions after those that are shown (Self-Instruct, Wang et al. 2023, section 2.2, "Instruction Generation")."""

import re

from bookwright.agents.instruct.items import CallPage, Proposal
from bookwright.agents.instruct.shown import listed_instructions, passages_of
from bookwright.agents.reading import in_one_line, visible
from bookwright.agents.role import PromptRole
from bookwright.agents.specified import Wanted, specified
from bookwright.knowledge.document import Frozen

NUMBER = re.compile(r"^\s*(?:task\s*)?\d+\s?[.):]\s+", re.IGNORECASE)


class Instructions(Frozen):
    """The generator's reply."""

    instructions: list[str]


class Generator(PromptRole[CallPage, Instructions, tuple[Proposal, ...]]):
    """Call to at most as many instructions as are wanted. A reply that was cut off is of no use, as in the released code."""

    returns = Instructions

    def fields(self, item: CallPage) -> dict[str, str]:
        return {
            "tasks": listed_instructions(item.call.demonstrations) + specified(item.call.specification, Wanted.TASKS),
            "passages": passages_of(item.brief),
            "wanted": str(item.call.wanted),
            "language": item.call.language,
        }

    def draw(self, item: CallPage) -> int:
        return item.call.draw

    def parse(self, item: CallPage, answer: Instructions) -> tuple[Proposal, ...]:
        given = answer.instructions[: item.call.wanted]
        return tuple(Proposal(number=number, instruction=plain(text)) for number, text in enumerate(given, 1))


def plain(instruction: str) -> str:
    """The instruction as a reader sees it, in one line, without a number before it."""
    return in_one_line(NUMBER.sub("", visible(instruction)))
