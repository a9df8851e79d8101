"""What something is, where a sentence says it in passing: `a dangling pointer—a pointer that …`, `the heap, a region of memory that …`."""

import re
from collections.abc import Iterator

from bookwright.agents.extractive.candidate import Candidate, Place, asked
from bookwright.agents.extractive.clause import is_plural
from bookwright.agents.extractive.nouns import is_term, words_of
from bookwright.agents.extractive.tagging import tagged
from bookwright.agents.items import QuestionKind

MARKED_OFF = re.compile(
    r"\b(?P<term>(?:an?|the) (?:[\w\-]+ ){0,2}[\w\-<>]+)(?P<mark>—|, )"
    r"(?P<what>an? (?:[\w\-]+ ){1,4}?(?:that|which|where|for|used|whose|of)\b[^,—;]{18,})(?P<end>[,.]|—|$)"
)
EXPLAINED = re.compile(
    r"\b(?P<term>an? (?:[\w\-]+ ){0,2}[\w\-]+), which "
    r"(?:contains|holds|stores|represents|lets|allows|consists|provides|tracks|refers) (?P<what>[^;]{25,})"
)
WITHIN_A_NAME = re.compile(r"[A-Z]\w+ (?:of|for|to|in) $")
"""`the Appeal to the Citizens of the World, a pamphlet` tells nothing of the World."""
NOT_A_TERM = re.compile(
    r"\b(?:instance|example|second|way|lot|number|bit|case|version|file|value|string|vector|line|time|first|new|single|called|named)\b"
)


def appositive(place: Place) -> Iterator[Candidate]:
    """The term is asked for; the whole sentence answers."""
    for pattern, weight in ((MARKED_OFF, 0.6), (EXPLAINED, 0.5)):
        match = pattern.search(place.text)
        if match is None or NOT_A_TERM.search(match["term"]) or place.text[: match.start()].rstrip().endswith((",", " as", " like", " or")):
            continue
        if pattern is MARKED_OFF and match["mark"] == ", " and _is_adjunct(place.text[: match.start()]):
            continue
        if (
            WITHIN_A_NAME.search(place.text[: match.start()])
            or match["what"].startswith("a lot")
            or len(words_of(match["what"])) < 5
            or not is_term(match["term"], place.setting.known)
        ):
            continue
        yield Candidate(
            asked(f"what {'are' if is_plural(match['term']) else 'is'} {match['term']}"),
            QuestionKind.DEFINITION,
            (place.sentence,),
            weight,
            "appositive",
        )
        return


def _is_adjunct(before: str) -> bool:
    """Whether the words before the term open the sentence without a verb: after `In the hands of individuals, ` its subject follows."""
    return bool(before) and not any(token.is_finite for token in tagged(before))
