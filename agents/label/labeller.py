"""The labeller: one label for a text, with the words that decide it."""

from pydantic import Field

from bookwright.agents.label.items import Unlabelled, Vote
from bookwright.agents.reading import fenced
from bookwright.agents.role import PromptRole
from bookwright.knowledge.document import Frozen
from bookwright.knowledge.evidence import Evidence, locate


class Label(Frozen):
    """The labeller's reply: its thought first, so that the label follows from it."""

    reason: str = Field(min_length=1)
    words: str
    label: str


class Labeller(PromptRole[Unlabelled, Label, Vote]):
    """Text to vote."""

    returns = Label

    def fields(self, item: Unlabelled) -> dict[str, str]:
        return {"scheme": item.scheme.described, "text": fenced(item.shown.quote), "names": ", ".join(item.scheme.labels)}

    def parse(self, item: Unlabelled, answer: Label) -> Vote:
        if answer.label not in item.scheme.labels:
            raise ValueError(f'label: "{answer.label}" is none of the labels; give one of {", ".join(item.scheme.labels)}')
        return Vote(label=answer.label, reason=answer.reason, words=_located(answer.words, item), by=self.maker)


def _located(words: str, item: Unlabelled) -> Evidence | None:
    """Where the words stand in the text. ValueError, as a wish to the model, for words that do not."""
    if not words.strip():
        return None
    found = locate(words, item.shown.quote, item.shown.document_id, item.shown.start)
    if not found:
        raise ValueError("words: do not stand in the text; copy them from it, or give an empty string")
    return found
