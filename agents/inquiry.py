"""A question put to somebody who does not know the record's answer, what they answer, and how that answer agrees with the record's."""

from enum import StrEnum

from bookwright.agents.items import Brief
from bookwright.knowledge.document import Frozen


class Inquiry(Frozen):
    """A question before an answerer. Open book: `brief` holds the passages to answer it from. Closed book: no brief, and `about` names the
    work or subject that the question belongs to, if the user named it. `language` is the one to answer in (ISO 639-1)."""

    question: str
    language: str
    brief: Brief | None = None
    about: str = ""


class Answer(Frozen):
    """What an answerer says, and why. Without a `text` it says that the question cannot be answered, or its call has `failed`: then that
    is the kind of the failure."""

    by: str
    text: str = ""
    reason: str = ""
    failed: str = ""


class Likening(Frozen):
    """Answers to one question before a matcher, beside the record's own as the `reference`."""

    question: str
    reference: str
    answers: tuple[str, ...]


class Match(StrEnum):
    """How an answer stands to the reference: right, right in part, something else, or impossible beside it."""

    SAME = "same"
    PARTIAL = "partial"
    DIFFERENT = "different"
    CONTRADICTS = "contradicts"


class Matched(Frozen):
    """A matcher's word on one answer, with the reason."""

    match: Match
    reason: str
