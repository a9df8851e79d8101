"""What the textbook command asks of a run."""

from collections import Counter
from typing import ClassVar, Self

from pydantic import field_validator

from bookwright.graphs.settings import language_code
from bookwright.graphs.textbook.settings import TextbookSettings
from bookwright.service.settings import EngineSettings

RULES_WRITE = "en"


class BookSettings(EngineSettings):
    """A run that makes a book. `language` is what it is written in, else that of most of its documents."""

    kind: ClassVar[str] = "textbook"

    textbook: TextbookSettings = TextbookSettings()
    language: str | None = None

    @field_validator("language")
    @classmethod
    def _is_code(cls, value: str | None) -> str | None:
        return language_code(value)

    def in_language(self, languages: Counter[str]) -> Self:
        """With the language settled: what is asked for, the one that rules write, or that of most of the documents."""
        of_most = min(languages, key=lambda code: (-languages[code], code))
        language = self.language or (RULES_WRITE if self.model is None else of_most)
        specification = self.textbook.specification.model_copy(update={"language": language})
        return self.model_copy(update={"textbook": self.textbook.model_copy(update={"specification": specification})})
