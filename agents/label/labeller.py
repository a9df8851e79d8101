"""The labeller: one label for a text, with the words that decide it."""

from pathlib import Path

from pydantic import Field

from bookwright.agents.chat import Chat
from bookwright.agents.label.items import Unlabelled, Vote
from bookwright.agents.prompt import Prompt
from bookwright.agents.reading import fenced, visible
from bookwright.agents.role import PromptRole
from bookwright.knowledge.document import Frozen, text_sha256
from bookwright.knowledge.evidence import Evidence, locate

WORDINGS = ("labeller.md", "labeller_words.md", "labeller_exclusion.md")
MOST_PROMPTS = 2 * len(WORDINGS)  # each wording with both orders of a scheme of two labels


class Label(Frozen):
    """The labeller's reply: its thought first, so that the label follows from it."""

    reason: str = Field(min_length=1)
    words: str
    label: str


class Labeller(PromptRole[Unlabelled, Label, Vote]):
    """Text to vote, in one of the `MOST_PROMPTS` variants of the prompt, numbered from 1.

    They differ in wording and in the order in which the labels are shown, since models lean to labels by their place; no two of them make
    the same request.
    """

    returns = Label

    def __init__(self, chat: Chat, variant: int = 1) -> None:
        super().__init__(chat)
        self.prompt = Prompt.load(Path(__file__).with_name(WORDINGS[(variant - 1) % len(WORDINGS)]))
        self.turn = variant - 1
        self.prompt_sha256 = text_sha256(f"{self.prompt.sha256} in order {self.turn}")
        self.name = self.maker if variant == 1 else f"{self.maker} with prompt {variant}"

    def fields(self, item: Unlabelled) -> dict[str, str]:
        order = item.scheme.orders[self.turn % len(item.scheme.orders)]
        return {"scheme": item.scheme.described(order), "text": fenced(item.shown.quote), "names": ", ".join(order)}

    def draw(self, item: Unlabelled) -> int:
        return item.draw

    def parse(self, item: Unlabelled, answer: Label) -> Vote:
        if answer.label not in item.scheme.labels:
            raise ValueError(f'label: "{answer.label}" is none of the labels; give one of {", ".join(item.scheme.labels)}')
        return Vote(label=answer.label, reason=visible(answer.reason).strip(), words=_located(answer.words, item), by=self.name)


def _located(words: str, item: Unlabelled) -> Evidence | None:
    """Where the words stand in the text. ValueError, as a wish to the model, for words that do not."""
    if not words.strip():
        return None
    found = locate(words, item.shown.quote, item.shown.document_id, item.shown.start)
    if not found:
        raise ValueError("words: do not stand in the text; copy them from it, or give an empty string")
    return found
