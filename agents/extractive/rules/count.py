"""How many there are, and how many times more: `There are 206 bones in …`, `Jupiter is 318 times as massive as Earth`."""

import re
from collections.abc import Iterator

from bookwright.agents.extractive.candidate import Candidate, Place, asked
from bookwright.agents.extractive.clause import has_second_clause
from bookwright.agents.extractive.nouns import is_deictic, words_of
from bookwright.agents.extractive.rules.asking import clear_clause, led_by, without_lead
from bookwright.agents.extractive.rules.quantity import ABOUT, NUMBER, SCALE
from bookwright.agents.extractive.tagging import is_base, tagged
from bookwright.agents.extractive.words import ANAPHORIC, PERSONAL
from bookwright.agents.items import QuestionKind

LEAD = r"(?P<when>(?:In|By|Since|During|As of|Within|At|On) (?:(?:the|about) )?[A-Z\d][^,]{2,40}, )?"
THERE = re.compile(rf"^{LEAD}[Tt]here (?P<be>are|were) (?:now |currently )?{ABOUT}{NUMBER} {SCALE}(?P<what>[a-z][^,;:()—]{{8,80}})")
COUNTED = re.compile(
    rf"^{LEAD}{ABOUT}{NUMBER} {SCALE}(?P<what>(?:[a-z\-]+ ){{0,2}}?[a-z\-]+s|people|children|men|women) (?P<rest>[^;:—]{{15,}})$",
    re.IGNORECASE,
)
TIMES = re.compile(
    rf"^(?P<about>{ABOUT}){NUMBER} {SCALE}times "
    r"(?P<than>(?:as [\w\-]+ as|more [\w\-]+ than|[\w\-]+er than|the [\w\-]+ of) [^,;:()—]{3,60})"
)
PREPOSED = re.compile(r" (?:in|on|at|within|around|for|between|among|to|that|who)\b")
END = re.compile(r"\s*\([^)]*\)|[,;—].*$| (?:while|whereas|but|because|and \d|which|who) .*$")
MEASURED = re.compile(
    r"^(?:years|days|hours|minutes|percent|times|miles|kilometers|meters|degrees|decades|centuries|months|weeks|light-years|points|types|kinds|ways|of)\b"
)
UNSURE = (ANAPHORIC | PERSONAL) - {"that", "their", "its"} | {
    "other",
    "others",
    "additional",
    "more",
    "such",
    "include",
    "includes",
    "main",
    "different",
    "important",
}
SHORTEST, LONGEST = 4, 18


def count(place: Place) -> Iterator[Candidate]:
    """`There are N S` -> `How many S are there?`; `N S do V` -> `How many S do V?`; `X is N times as A as Y` -> `How many times …?`."""
    text = without_lead(place.text)
    there, counted = THERE.match(text), COUNTED.match(text)
    question = ""
    if there is not None:
        what = END.sub("", there["what"]).strip(" .")
        counted_noun, space, rest = what.partition(what[at.start() :] if (at := PREPOSED.search(what)) else "\n")
        question = f"how many {counted_noun.strip()} {there['be']} there{space}{rest}".rstrip() if _is_askable(what) else ""
        match = there
    elif counted is not None and not MEASURED.match(counted["what"]):
        rest = END.sub("", counted["rest"]).strip(" .")
        verb = tagged(f"The {counted['what']} {rest}")[len(counted["what"].split()) + 1] if rest else None
        plain = verb is not None and (verb.is_finite or is_base(verb.word)) and not has_second_clause(rest)
        dated = verb is None or verb.tag not in ("VBD", "VVD", "VHD") or _is_placed(counted)
        question = f"how many {counted['what']} {rest}" if plain and dated and _is_askable(f"{counted['what']} {rest}") else ""
        match = counted
    if question:
        when = match["when"] or ""
        yield Candidate(asked(f"{when[:1].lower()}{when[1:]}{question}"), QuestionKind.QUANTITY, (place.sentence,), 0.77, "count")
        return
    yield from _times(place)


def _is_placed(counted: re.Match[str]) -> bool:
    """Whether a name or a date says when and where what was counted once happened."""
    return bool(counted["when"]) or re.search(r"[A-Z]|\d{4}", counted["rest"]) is not None


def _is_askable(words: str) -> bool:
    """Whether the words tell enough of what is counted and lean on nothing."""
    found = words_of(words)
    return SHORTEST <= len(found) <= LONGEST and not UNSURE & set(found) and not is_deictic(words) and found[-1] not in ("of", "that", "to")


def _times(place: Place) -> Iterator[Candidate]:
    found = clear_clause(place.text, place.setting)
    if found is None or found[1].aux not in ("is", "are", "was", "were") or found[1].negated or found[1].subject == "you":
        return
    match = TIMES.match(found[1].rest)
    if match is not None and not UNSURE & set(words_of(match["than"])) and not is_deictic(match["than"]):
        question = f"{led_by(found[0])}how many times {match['than'].strip(' .')} {found[1].aux} {found[1].subject}"
        yield Candidate(asked(question), QuestionKind.QUANTITY, (place.sentence,), 0.77, "times")
