"""What authors name or define in their own person: `a slow motion we call precession`, `By semantics, we mean the rules …`."""

import re
from collections.abc import Iterator

from bookwright.agents.extractive.answer import with_continuation
from bookwright.agents.extractive.candidate import Candidate, Place, asked
from bookwright.agents.extractive.nouns import is_name, is_term, words_of
from bookwright.agents.extractive.rules.asking import points
from bookwright.agents.extractive.words import any_of
from bookwright.agents.items import QuestionKind

AUTHORS = any_of(
    "we you astronomers scientists researchers psychologists sociologists programmers mathematicians people engineers economists"
)
NAME = r"(?P<term>(?:an? |the )?[\w\-]+(?: [\w\-]+){0,2})(?=[.,;]|$)"
DEFINE = re.compile(
    rf"^(?:[A-Z][^,;:]{{2,30}}, )?(?i:{AUTHORS}) (?:can |may )?define (?P<term>[^,;:()]{{3,50}}?)(?:, \([^)]*\),)? as .{{15,}}$"
)
MEAN = re.compile(r"^By (?P<term>[^,;:]{3,40}), we (?:simply |just )?mean .{15,}$")
CALL = re.compile(rf"(?:—|, )an? (?:[\w\-]+ ){{1,4}}(?:that |which )?(?:(?:{AUTHORS}) (?:call|refer to as)|called|known as|termed) {NAME}")
SHORTEST = 6


def naming(place: Place) -> Iterator[Candidate]:
    """The name is asked for; the sentence answers."""
    for pattern, weight in ((DEFINE, 0.86), (MEAN, 0.86), (CALL, 0.7)):
        match = pattern.search(place.text)
        if match is None or not is_name(match["term"]) or not is_term(match["term"], place.setting.known):
            continue
        if pattern is CALL and (points(place.text) or len(words_of(place.text[: match.start("term")])) < SHORTEST):
            continue
        last = words_of(match["term"])[-1]
        verb = "are" if last.endswith("s") and not last.endswith(("ss", "ics", "sis", "us")) else "is"
        answer = (place.sentence,) if pattern is CALL else with_continuation(place)
        yield Candidate(asked(f"what {verb} {match['term']}"), QuestionKind.TERM, answer, weight, "naming")
        return
