"""The respondent: one answer to a prompt, by one principle."""

from pydantic import Field

from bookwright.agents.chat import Chat
from bookwright.agents.prefer.items import Assignment, Candidate
from bookwright.agents.prefer.principle import FILE, principles
from bookwright.agents.reading import fenced, numbered_passages, visible
from bookwright.agents.role import PromptRole
from bookwright.knowledge.document import Frozen, text_sha256


class PrincipledAnswer(Frozen):
    """The respondent's reply."""

    answer: str = Field(min_length=1)


class Respondent(PromptRole[Assignment, PrincipledAnswer, Candidate]):
    """Prompt to answer. `label` tells it from the same model at another temperature."""

    returns = PrincipledAnswer

    def __init__(self, chat: Chat, label: str = "") -> None:
        super().__init__(chat)
        self.maker = label or chat.name
        self.prompt_sha256 = text_sha256(self.prompt.sha256 + FILE.read_text(encoding="utf-8"))

    def fields(self, item: Assignment) -> dict[str, str]:
        return {
            "principle": principles()[item.principle],
            "passages": numbered_passages(item.brief) if item.brief else "No passages are given.",
            "prompt": fenced(item.prompt),
            "language": item.language,
        }

    def parse(self, item: Assignment, answer: PrincipledAnswer) -> Candidate:
        text = visible(answer.answer).strip()
        if not text:
            raise ValueError("answer: is empty; give one")
        return Candidate(text=text, by=self.maker, principle=item.principle)

    def draw(self, item: Assignment) -> int:
        return item.sample
