"""A question with the sentences that answer it, before it is a draft; and the place that a rule sees."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bookwright.agents.extractive.reading import Block, Sentence
from bookwright.agents.extractive.setting import Setting
from bookwright.agents.items import QuestionKind


@dataclass(frozen=True)
class Candidate:
    """`question` does not name its setting yet; `answer` are the sentences in order; `weight` orders the candidates of a passage."""

    question: str
    kind: QuestionKind
    answer: tuple[Sentence, ...]
    weight: float
    rule: str


@dataclass(frozen=True)
class Place:
    """One sentence where it stands: its neighbours in its block, the heading above, the list below.

    A reading of it has the span of the sentence but other words; `lead` is what must be told before it. `key_terms` are the phrases of
    the passage that its author sets in bold."""

    sentence: Sentence
    before: Sentence | None
    after: Sentence | None
    heading: str
    items: tuple[Block, ...]
    is_first: bool
    in_list: bool
    block: Block
    setting: Setting
    lead: tuple[Sentence, ...] = ()
    is_reading: bool = False
    key_terms: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return self.sentence.text


SHOUTED = re.compile(r"\b(?:SHALL|SHOULD|MAY|MUST|NOT|REQUIRED|RECOMMENDED|OPTIONAL)\b")
Rule = Callable[[Place], Iterator[Candidate]]


def opened(words: str) -> str:
    """The words as the opening of a sentence: the first letter in upper case, unless the first word is code."""
    first = words.split(maxsplit=1)[0] if words else ""
    return words if re.search(r"[_:!(.]\w|\w!$|[a-z][A-Z]", first) else f"{words[:1].upper()}{words[1:]}"


def asked(words: str) -> str:
    """The words as a question: first letter in upper case, one question mark at the end."""
    words = re.sub(r"\bonly (?=\w+ed\b)", "", re.sub(r"\b(?:also|now) (?=\w)", "", words))
    stripped = SHOUTED.sub(lambda match: match[0].lower(), words.strip().rstrip(".,;:?! ").removesuffix(" as well"))
    return f"{stripped[:1].upper()}{stripped[1:]}?"
