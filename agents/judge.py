"""The judge: scores by rubric; the decision follows from the minima and is never the model's own."""

from pathlib import Path
from typing import ClassVar, TypeVar

from pydantic import BaseModel

from bookwright.agents.chat import Chat
from bookwright.agents.items import Decision, Submission, Verdict
from bookwright.agents.reading import numbered_passages, shown_draft
from bookwright.agents.role import PromptRole
from bookwright.agents.rubric import Rubric
from bookwright.knowledge.document import text_sha256

DEFAULT_RUBRIC = Path(__file__).with_name("rubric.toml")
Item = TypeVar("Item")


class RubricJudge(PromptRole[Item, BaseModel, Verdict]):
    """A judge of any kind of item: a subclass names its `default` rubric and says what text a verdict is bound to."""

    returns = BaseModel
    default: ClassVar[Path]

    def __init__(self, chat: Chat, rubric: Rubric | None = None) -> None:
        self.rubric = rubric or Rubric.load(self.default)
        self.returns = self.rubric.reply_model()
        super().__init__(chat)
        self.prompt_sha256 = text_sha256(self.prompt.sha256 + self.rubric.sha256)

    def bound_to(self, item: Item) -> str:
        """The hash of the text that is judged."""
        raise NotImplementedError

    def parse(self, item: Item, answer: BaseModel) -> Verdict:
        judged = {name: getattr(answer, name) for name in self.rubric.criteria}
        scores = {name: int(judgement.score) for name, judgement in judged.items()}
        shortfalls = self.rubric.shortfalls(scores)
        return Verdict(
            decision=Decision.REJECT if shortfalls else Decision.ACCEPT,
            scores=scores,
            shortfalls=shortfalls,
            reasons=tuple(f"{name}: {judgement.reason}" for name, judgement in judged.items()),
            by=self.maker,
            text_sha256=self.bound_to(item),
        )


class Judge(RubricJudge[Submission]):
    """Submission to verdict. `rubric` is a file that a user may replace."""

    default = DEFAULT_RUBRIC

    def fields(self, item: Submission) -> dict[str, str]:
        return {"passages": numbered_passages(item.brief), "draft": shown_draft(item.draft), "rubric": self.rubric.described}

    def bound_to(self, item: Submission) -> str:
        return item.draft.sha256
