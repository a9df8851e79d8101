"""The entries of a list of terms: `break: Exit a loop immediately.` below a heading or a lead-in that says what the terms are."""

import re
from collections.abc import Iterator

from bookwright.agents.extractive.candidate import Candidate, Place, asked
from bookwright.agents.extractive.words import any_of
from bookwright.agents.items import QuestionKind

KINDS = any_of("keywords commands options flags attributes methods functions operators parameters fields headers directives labels types")
LEAD = re.compile(rf"\b(?P<kind>{KINDS})\b", re.IGNORECASE)
ENTRY = re.compile(r"^(?P<term>(?:[a-z]\w*|--?[a-z][\w\-]*|[A-Z][a-z]*)(?: in| =>)?)(?:: | [–—-] )(?P<what>[A-Z][^:]{18,})$")

OBLIGED = re.compile(r"\b(?:MUST|SHALL|SHOULD|REQUIRED|must|shall)\b")
"""A rule for the use of a term does not say what it is for."""


def glossary(place: Place) -> Iterator[Candidate]:
    """`break: Exit a loop immediately.` under "Keywords" -> `What is the keyword break used for?`."""
    match = ENTRY.match(place.block.text) if place.in_list and place.block.sentences else None
    kind = LEAD.search(place.heading)
    if match is None or kind is None or place.sentence != place.block.sentences[0] or OBLIGED.search(match["what"]):
        return
    singular = kind["kind"].lower().removesuffix("s")
    question = asked(f"what is the {singular} {match['term']} used for")
    yield Candidate(question, QuestionKind.PURPOSE, place.block.sentences, 0.78, "glossary")
