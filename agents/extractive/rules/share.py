"""What share of something does something: `About 20 percent of adults report X` -> `What percentage of adults report X?`."""

import re
from collections.abc import Iterator

from bookwright.agents.extractive.candidate import Candidate, Place, asked
from bookwright.agents.extractive.clause import has_second_clause
from bookwright.agents.extractive.nouns import is_deictic, words_of
from bookwright.agents.extractive.rules.asking import without_lead
from bookwright.agents.extractive.tagging import tagged
from bookwright.agents.extractive.words import ANAPHORIC, PERSONAL
from bookwright.agents.items import QuestionKind

SHARE = re.compile(
    r"^(?:(?P<when>(?:In|By|Since|During|As of|Between) [^,]*\d{4}s?[^,]*|In (?:the )?[A-Z][^,]{2,40}), )?"
    r"(?:(?:about|roughly|approximately|nearly|almost|around|only|just|over|more than|less than|fewer than|"
    r"at least|up to|some|an estimated)"
    r" )*\d[\d.,–-]*(?: to \d+)? ?(?:%|percent) of (?P<rest>[^;:—]{12,})$",
    re.IGNORECASE,
)
STOP = re.compile(r"\s*\([^)]*\)|[,;—].*$|,? (?:while|whereas|compared|but|because|with \d|and (?:only |about |nearly )?\d).*$")
UNSURE = (ANAPHORIC | PERSONAL) - {"that", "their", "your"}
SHORTEST, LONGEST = 5, 20


def share(place: Place) -> Iterator[Candidate]:
    """The share is asked for; the sentence, which opens with it, answers."""
    match = SHARE.match(without_lead(place.text))
    if match is None:
        return
    rest = STOP.sub("", match["rest"]).rstrip(" .")
    words = words_of(rest)
    whole = not UNSURE & set(words) and not is_deictic(rest) and words[0] not in ("those", "respondents", "participants")
    if not whole or not SHORTEST <= len(words) <= LONGEST or has_second_clause(rest) or not any(t.is_finite for t in tagged(rest)[1:]):
        return
    when = match["when"]
    led = f"{when[:1].lower()}{when[1:]}, " if when else ""
    yield Candidate(asked(f"{led}what percentage of {rest}"), QuestionKind.QUANTITY, (place.sentence,), 0.8, "share")
