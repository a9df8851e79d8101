"""What the roles of preference pairs hand to each other."""

from pydantic import Field

from bookwright.agents.items import Brief, Hashed
from bookwright.knowledge.document import Frozen
from bookwright.knowledge.evidence import Evidence


class Candidate(Hashed):
    """An answer to a prompt: its words, who gave it, and the principle that it was asked by, if any."""

    text: str
    by: str
    principle: str = ""


class Ask(Frozen):
    """One answer that is wanted: whose, by its place among the respondents, by which principle, and which of several to the same words."""

    respondent: int
    principle: str
    sample: int = 0


class Prompted(Frozen):
    """A prompt whose answers are to be ranked.

    `shown` is its row of the data. `brief` holds the passages around `grounds`, the words of documents that its answers must rest on, if
    there are any. `recorded` are answers that the data hold, `preferred` the place of the one that the data prefer; where there are none
    the answers are those that `asks` are for.
    """

    id: str
    prompt: str
    shown: Evidence
    language: str
    grounds: tuple[Evidence, ...] = ()
    brief: Brief | None = None
    recorded: tuple[Candidate, ...] = ()
    preferred: int | None = None
    asks: tuple[Ask, ...] = ()
    generation: int = Field(default=0, ge=0)


class Assignment(Frozen):
    """A prompt before a respondent: the principle to answer by, and which of several answers to the same words is wanted."""

    prompt: str
    principle: str
    language: str
    brief: Brief | None = None
    sample: int = 0


class AnsweredPrompt(Frozen):
    """A prompt with one answer, before a rater."""

    prompt: str
    candidate: Candidate
    brief: Brief | None = None
