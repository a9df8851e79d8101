"""What the roles that write instances have in common: examples, and what can be used of a reply that was cut off."""

import json
import re
from collections.abc import Sequence
from typing import TypeVar

from pydantic import BaseModel

from bookwright.agents.chat import Chat, Reply
from bookwright.agents.instruct.items import Demonstration, InstructText, TaskPage
from bookwright.agents.instruct.shown import shown_instruction
from bookwright.agents.items import Brief
from bookwright.agents.reading import visible
from bookwright.agents.role import PromptRole
from bookwright.agents.specified import Wanted, only, specified
from bookwright.agents.written import Locating, Sentence
from bookwright.knowledge.document import text_sha256

Answer = TypeVar("Answer", bound=BaseModel)
NO_INPUT = {"<noinput>", "(none)"}
SPACE = re.compile(r"[\s,]*")


class InstanceWriter(PromptRole[TaskPage, Answer, tuple[InstructText, ...]]):
    """Task to at most as many instances as are wanted, after examples; a subclass says how these are shown, and what a reply means."""

    def __init__(self, chat: Chat, examples: Sequence[Demonstration] = ()) -> None:
        super().__init__(chat)
        self._examples = self.shown(examples) or "(none)"
        self.prompt_sha256 = text_sha256(self.prompt.sha256 + self._examples)

    def shown(self, examples: Sequence[Demonstration]) -> str:
        """The examples as they stand in the prompt."""
        raise NotImplementedError

    def fields(self, item: TaskPage) -> dict[str, str]:
        task = item.task
        return {
            "examples": self._examples,
            "task": shown_instruction(task.instruction) + specified(only(task.specification, "audience", "length"), Wanted.ANSWER),
            "wanted": str(task.wanted),
            "language": task.language,
        }

    def kept(self, reply: Reply) -> str | None:
        """All but the instance in which the reply was cut off."""
        return whole_part(reply.text, "instances")


def whole_part(text: str, name: str) -> str | None:
    """A JSON object that was cut off in its last member, the list of that name, ended after the last whole element; None where it has
    none."""
    opening = re.search(rf'"{name}"\s*:\s*\[', text)
    if not opening:
        return None
    place, end = opening.end(), 0
    while True:
        between = SPACE.match(text, place)
        try:
            _, place = json.JSONDecoder().raw_decode(text, between.end() if between else place)
        except (ValueError, RecursionError):
            return f"{text[:end]}]}}" if end else None
        end = place


def without_marker(given: str) -> str:
    """The input as a reader sees it; empty where it says that there is none."""
    said = visible(given).strip()
    return "" if said.casefold() in NO_INPUT else said


def instance(instruction: str, given: str, answer: str) -> InstructText:
    """An instance in a model's own words."""
    return InstructText(instruction=instruction, input=without_marker(given), output=visible(answer).strip())


def cited_instance(instruction: str, given: str, answer: Sequence[Sentence], brief: Brief | None) -> InstructText:
    """An instance whose output is located, sentence by sentence, in the passages shown. ValueError where none are."""
    if brief is None:
        raise ValueError("a role that cites was shown no passage")
    locating = Locating(brief.passages, brief.language)
    claims = locating.claims(answer)
    return InstructText(
        instruction=instruction,
        input=without_marker(given),
        output=" ".join(claim.text for claim in claims),
        claims=claims,
        evidence=tuple(locating.evidence),
        unlocated=tuple(locating.unlocated),
    )
