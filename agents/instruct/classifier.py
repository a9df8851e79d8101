"""The classifier: is a task a classification, with few possible outputs? (Self-Instruct, Wang et al. 2023, section 2.2, "Classification
Task Identification")."""

from collections.abc import Sequence

from bookwright.agents.chat import Chat
from bookwright.agents.instruct.items import Demonstration, TaskPage
from bookwright.agents.instruct.shown import shown_instruction, sorted_instructions
from bookwright.agents.role import PromptRole
from bookwright.knowledge.document import Frozen, text_sha256


class Identified(Frozen):
    """The classifier's reply: why, then the word."""

    reason: str
    classification: bool


class Classifier(PromptRole[TaskPage, Identified, bool]):
    """Task to whether it is a classification, after examples of both."""

    returns = Identified

    def __init__(self, chat: Chat, examples: Sequence[Demonstration] = ()) -> None:
        super().__init__(chat)
        self._examples = sorted_instructions(examples) or "(none)"
        self.prompt_sha256 = text_sha256(self.prompt.sha256 + self._examples)

    def fields(self, item: TaskPage) -> dict[str, str]:
        return {"examples": self._examples, "task": shown_instruction(item.task.instruction)}

    def parse(self, item: TaskPage, answer: Identified) -> bool:  # noqa: ARG002 - a hook
        return answer.classification
