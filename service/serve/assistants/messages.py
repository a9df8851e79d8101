"""The assistant for programs that call every assistant as a chat: the texts of their messages are the documents."""

import json
from typing import Any, ClassVar, Self

from pydantic import AliasChoices, BaseModel, ConfigDict, Field, model_validator

from bookwright.graphs.settings import QASettings
from bookwright.knowledge.document import Frozen
from bookwright.service.progress import Progress
from bookwright.service.serve.assistants.assistant import Finished, Job, Waiting
from bookwright.service.serve.assistants.given import Given
from bookwright.service.serve.assistants.qa import QAAssistant

USERS = {"user", "human"}


class Message(BaseModel):
    """A message, as OpenAI's clients or LangChain's write it; what else stands in it is left."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    role: str = Field(default="user", validation_alias=AliasChoices("role", "type"))
    content: str = ""


class MessagesInput(Given):
    """The texts of the user's `messages` are the documents; at most `count` records are wanted."""

    messages: list[Message]
    count: int | None = Field(default=None, ge=1)
    settings: QASettings = QASettings()

    @model_validator(mode="after")
    def _has_texts(self) -> Self:
        if not self.texts:
            raise ValueError("none of them is of a user and has a text")
        return self

    @property
    def texts(self) -> list[str]:
        """What the user said."""
        return [message.content for message in self.messages if message.role in USERS and message.content.strip()]


class MessagesOutput(Frozen):
    """The messages, and behind them one of the assistant: its content is JSON, the list of records
    with question, answer, and the words of the texts that carry it as sources."""

    messages: list[Message]


class MessagesAssistant:
    """A text to questions and answers, as a chat."""

    name: ClassVar[str] = "qa-messages"
    description: ClassVar[str] = (
        "Grounded question-and-answer records from the texts of messages, for programs that speak to every assistant as to a chat."
    )
    input: ClassVar[type[Given]] = MessagesInput
    output: ClassVar[type[BaseModel]] = MessagesOutput

    def work(self, job: Job, progress: Progress) -> Finished | Waiting:
        """Makes the records."""
        asked = MessagesInput.model_validate(job.input)
        folder = job.folder.with_name(f"{job.folder.name}.texts")
        folder.mkdir(parents=True, exist_ok=True)
        paths = {f"message-{number}.md": folder / f"message-{number}.md" for number in range(1, len(asked.texts) + 1)}
        for path, text in zip(paths.values(), asked.texts, strict=True):
            path.write_text(text, encoding="utf-8")
        given = {"documents": list(paths), "count": asked.count, "settings": asked.settings.model_dump(mode="json", exclude_unset=True)}
        made = QAAssistant().work(job.model_copy(update={"input": given, "uploads": paths}), progress)
        if isinstance(made, Waiting):
            return made
        said = Message(role="assistant", content=json.dumps([_short(record) for record in made.values["records"]], ensure_ascii=False))
        values = MessagesOutput(messages=[*asked.messages, said]).model_dump(mode="json")
        return made.model_copy(update={"values": values})

    def check_resume(self, value: object, resume: object) -> str:  # noqa: ARG002 - nothing waits
        """It never asks anybody."""
        return "it waits for nothing"


def _short(record: dict[str, Any]) -> dict[str, Any]:
    """What a reader of the chat needs of a record."""
    return {"question": record["question"], "answer": record["answer"], "sources": [piece["quote"] for piece in record["evidence"]]}
