"""The questions that the rules find on the passages of a section, and the terms that these define."""

import re
from functools import lru_cache
from typing import NamedTuple

from bookwright.agents.extractive.candidate import Candidate
from bookwright.agents.extractive.definition import ASKED, NAMING, is_of
from bookwright.agents.extractive.nouns import without_article
from bookwright.agents.extractive.writer import write
from bookwright.agents.items import Brief, Draft, QuestionKind
from bookwright.agents.textbook.plan import Cluster
from bookwright.knowledge.evidence import Evidence
from bookwright.knowledge.passage import Passage

KINDS = (QuestionKind.DEFINITION, QuestionKind.TERM)
NO_TERM = frozenset({"acronym", "contrast", "history", "identity"})
NO_NAME = re.compile(rf"^(?:use|lack|number|amount|purpose|goal|result|set|kind|type) of\b|{NAMING.pattern}| [-–—] |[:/]\s")
ADVERB = re.compile(r" (?:also|often|commonly|generally|normally|sometimes|typically|usually)$")
POINTING = re.compile(r"(?:This|These|Such|It|That|Those|They)\b")
QUOTES = "“”\"'‘’"
LONGEST = 6
FRAME = re.compile(r"(?:Remember|Recall|Note|Notice|Keep in mind|Bear in mind) that (?=[A-Za-z])")
"""What an author says before a definition and what is no part of it."""


class Question(NamedTuple):
    """What a rule made of a passage: its candidate and the draft, whose evidence stands in the passage."""

    candidate: Candidate
    draft: Draft
    brief: Brief


@lru_cache(maxsize=64)
def questions(passages: tuple[Passage, ...], titles: tuple[tuple[str, str], ...]) -> tuple[Question, ...]:
    """All that the rules ask of each passage, with the others of the section beside it, the best of a passage first."""
    found: list[Question] = []
    for at, passage in enumerate(passages):
        brief = Brief(passages=(passage, *passages[:at], *passages[at + 1 :]), titles=dict(titles), language="en", wanted=1)
        found += (Question(candidate, draft, brief) for candidate, draft in write(brief))
    return tuple(found)


def definitions(found: tuple[Question, ...]) -> list[tuple[str, Evidence]]:
    """Each term that is asked for, once, and the words that define it, in reading order."""
    defined: dict[str, tuple[str, Evidence]] = {}
    for question in found:
        name = _name(question.candidate)
        words = _words(question.draft, question.brief.passages[0]) if name else None
        if words is not None and is_of(name, words.quote):
            defined.setdefault(name.lower(), (name, words))
    return list(defined.values())


def _name(candidate: Candidate) -> str:
    """`What is a gauge?` -> `gauge`; empty where the question asks for no term."""
    asked = ASKED.match(candidate.question)
    if asked is None or candidate.kind not in KINDS or candidate.rule in NO_TERM:
        return ""
    name = ADVERB.sub("", without_article((asked["is"] or asked["means"]).strip()).strip(QUOTES))
    return name if len(name.split()) <= LONGEST and not NO_NAME.search(name) else ""


def _words(draft: Draft, passage: Passage) -> Evidence | None:
    """The sentence that defines, with the one before it where it names what that has told; None if they do not stand together."""
    first, last = draft.evidence[0], draft.evidence[-1]
    end = last.end if POINTING.match(last.quote) and NAMING.search(last.quote) else first.end
    framed = FRAME.match(first.quote)
    start = first.start + (framed.end() if framed else 0)
    quote = passage.text[start - passage.start : end - passage.start]
    return Evidence(document_id=first.document_id, start=start, end=end, quote=quote) if "\n" not in quote else None


def names_in(cluster: Cluster, title: str) -> tuple[str, ...]:
    """The names of what the sentences of a cluster's gist define."""
    text = "\n\n".join(cluster.gist)
    headings = cluster.headings[0] if cluster.headings else ()
    shown = Passage(id=cluster.id, document_id=cluster.document_id, start=0, end=len(text), text=text, headings=headings)
    return tuple(name for name, _ in definitions(questions((shown,), ((cluster.document_id, title),))))
