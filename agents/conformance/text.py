"""The texts of documents that the suite's items are made from, and the sentence of them that its chat repeats."""

import re

from bookwright.knowledge.document import text_sha256
from bookwright.knowledge.evidence import Evidence
from bookwright.knowledge.passage import Passage

FACT = re.compile(r"Valve \d+ of the plant opens at \d+ bar\.")


def text_on(number: int) -> str:
    """The text of a document like no other."""
    return (
        f"Valve {number} of the plant opens at {number + 100} bar. It is made of steel that was tested for {number + 200} hours. "
        f"A valve that leaks must be replaced within {number + 300} days."
    )


def shown_fact(page: str) -> str:
    """The first sentence of such a text on a page, else some words."""
    found = FACT.search(page)
    return found.group() if found else "as it stands there"


def passage_of(text: str) -> Passage:
    """A passage that is its whole document."""
    sha = text_sha256(text)
    return Passage(id=sha[:8], document_id=sha, start=0, end=len(text), text=text, headings=("Valves",), prose_words=len(text.split()))


def evidence_of(text: str) -> Evidence:
    """Where the fact stands in the text."""
    fact = shown_fact(text)
    start = max(0, text.find(fact))
    quote = text[start : start + len(fact)]
    return Evidence(document_id=text_sha256(text), start=start, end=start + len(quote), quote=quote)
