"""The translator: the texts of an accepted record in another language."""

from bookwright.agents.chat import Chat
from bookwright.agents.reading import fenced, in_one_line
from bookwright.agents.role import PromptRole
from bookwright.agents.stage import Accepted
from bookwright.knowledge.document import Frozen


class Translated(Frozen):
    """The reply: one translation for each text, in their order."""

    translations: list[str]


class Translation(Frozen):
    """What the record gains: its texts in `language`, by the names of their fields."""

    language: str
    texts: dict[str, str]


class Translator(PromptRole[Accepted, Translated, Translation]):
    returns = Translated

    def __init__(self, chat: Chat, language: str = "German") -> None:
        super().__init__(chat)
        self.language = language

    def fields(self, item: Accepted) -> dict[str, str]:
        texts = "\n".join(f"<text>{in_one_line(fenced(text))}</text>" for text in item.texts.values())
        return {"language": self.language, "texts": texts, "count": str(len(item.texts))}

    @staticmethod
    def sample_reply(item: Accepted) -> Translated:
        return Translated(translations=["Übersetzt."] * len(item.texts))

    def parse(self, item: Accepted, answer: Translated) -> Translation:
        if len(answer.translations) != len(item.texts) or not all(map(str.strip, answer.translations)):
            raise ValueError(f"translations: give {len(item.texts)}, one for each text, none of them empty")
        return Translation(language=self.language, texts=dict(zip(item.texts, answer.translations, strict=True)))
