"""A dialogue of three turns on one passage: a question, a follow-up, and something that cannot be found."""

import pytest

from bookwright.agents.converse.items import Conversation, Dialogue, Persona, Question, Turn
from bookwright.agents.items import Brief, Claim
from bookwright.agents.written import Locating, Quote, Sentence
from bookwright.knowledge.passage import Passage

TEXT = (
    "The verifier must end a session after 12 hours. Long sessions raise the risk of theft. "
    "A session cookie carries the secret of the session. The browser deletes a session cookie when the session ends."
)
FIRST, SECOND, THIRD, FOURTH = (f"{one}." for one in TEXT.rstrip(".").split(". "))


def conversation(turns: int = 3, refusal: int = 3) -> Conversation:
    passage = Passage(id="p1", document_id="d", start=100, end=100 + len(TEXT), text=TEXT)
    brief = Brief(passages=(passage,), titles={"d": "Sessions"}, language="en")
    return Conversation(id="p1-dialogue", brief=brief, persona=Persona(who="A nurse.", wants="To log in."), turns=turns, refusal=refusal)


def turn(locating: Locating, said: str, standalone: str, text: str, quote: str) -> Turn:
    """A turn whose answer is one sentence with its quote."""
    sentence = Sentence(text=text, quotes=[Quote(passage=1, words=quote)], connective=False)
    return Turn(question=Question(said=said, standalone=standalone), claims=locating.claims([sentence]))


def dialogue(*, said: str = "And why is that?", missing: str = "I cannot find how much a longer session costs.") -> Dialogue:
    """Sound, but for what a test changes."""
    locating = Locating(conversation().brief.passages, "en")
    opening = "When must a verifier end a session?"
    first = turn(locating, opening, opening, "A verifier must end a session after 12 hours.", FIRST)
    second = turn(
        locating, said, "Why must a verifier not keep a session open?", "The risk of theft is higher when sessions are long.", SECOND
    )
    third = turn(
        locating, "And what does more cost?", "How much does a longer session cost?", "A session must be ended after 12 hours.", FIRST
    )
    lacking = Claim(text=missing, connective=True)
    refusal = third.model_copy(update={"claims": (lacking, *third.claims), "refusal": True})
    return Dialogue(turns=(first, second, refusal), evidence=tuple(locating.evidence))


@pytest.fixture
def item() -> Conversation:
    return conversation()


@pytest.fixture
def sound() -> Dialogue:
    return dialogue()
