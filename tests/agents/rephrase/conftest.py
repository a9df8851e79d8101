"""A passage to be told again, and a text that tells it."""

import pytest

from bookwright.agents.rephrase.items import Rephrased, Rephrasing
from bookwright.agents.rephrase.style import Style
from bookwright.agents.rephrase.written import WrittenPart, WrittenRephrase, rephrased
from bookwright.agents.written import Quote, Sentence
from bookwright.knowledge.passage import Passage

TEXT = "The verifier must end a session after 12 hours. Long sessions raise the risk of theft. A cookie carries the secret."


def rephrasing(style: Style, text: str = TEXT) -> Rephrasing:
    """A passage that begins at 100 in its document."""
    passage = Passage(id="p1", document_id="d", start=100, end=100 + len(text), text=text)
    return Rephrasing(id=f"p1-{style}", passage=passage, title="Sessions", prose=text, style=style, language="en")


def written(*said: tuple[str, str], lead: str = "") -> WrittenRephrase:
    """A reply of one part: sentences, each with the words it quotes."""
    sentences = [Sentence(text=text, quotes=[Quote(passage=1, words=words)], connective=False) for text, words in said]
    return WrittenRephrase(parts=[WrittenPart(lead=lead, sentences=sentences)])


@pytest.fixture
def item() -> Rephrasing:
    return rephrasing(Style.EASY)


@pytest.fixture
def text(item: Rephrasing) -> Rephrased:
    first, second, third = (f"{one}." for one in TEXT.rstrip(".").split(". "))
    told = written(
        ("After 12 hours, a session must be ended by the verifier.", first),
        ("The risk of theft is higher when sessions are long.", second),
        ("The secret is carried by a cookie.", third),
    )
    return rephrased(told, item)
