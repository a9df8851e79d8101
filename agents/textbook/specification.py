"""For whom a book is written, and how."""

from enum import StrEnum

from bookwright.knowledge.document import Frozen


class Audience(StrEnum):
    """Who is to read it."""

    CHILD = "child"
    SCHOOL = "school"
    COLLEGE = "college"
    PROFESSIONAL = "professional"
    RESEARCHER = "researcher"


class Style(StrEnum):
    """How it speaks to them."""

    RIGOROUS = "rigorous"
    ENGAGING = "engaging"
    APPLIED = "applied"


class Terms(StrEnum):
    """What becomes of the words of the domain: used as they are, or each explained where it first stands."""

    KEPT = "kept"
    EXPLAINED = "explained"


class Specification(Frozen):
    """What every section of a book is written to. `language` is a code of ISO 639-1; with `unanswerable` there may be exercises on what the
    sources leave open."""

    audience: Audience = Audience.COLLEGE
    style: Style = Style.ENGAGING
    terms: Terms = Terms.EXPLAINED
    language: str = "en"
    unanswerable: bool = False
