"""Who did what, and when: `In 1879, Wilhelm Wundt founded …`, `Lester Ward (1841–1913) developed …`."""

import re
from collections.abc import Iterator

from bookwright.agents.extractive.answer import with_continuation
from bookwright.agents.extractive.candidate import Candidate, Place, asked, opened
from bookwright.agents.extractive.clause import Clause, has_second_clause, split_clause
from bookwright.agents.extractive.nouns import is_clear, words_of
from bookwright.agents.extractive.rules.asking import addressed, points, without_lead
from bookwright.agents.extractive.tagging import tagged
from bookwright.agents.extractive.words import any_of, lexicon
from bookwright.agents.items import QuestionKind

DATE = (
    r"(?:[Ii]n|[Bb]y|[Dd]uring|[Ss]ince|[Aa]round|[Oo]n \w+ \d{1,2},) (?:about )?(?:the )?(?:(?:early|late|mid)[ -]|\w+ of )*"
    r"(?:\d{4}s?|1[0-9]00s|\w+ century)(?: (?:BCE?|CE|AD))?"
)
LEADING_DATE = re.compile(rf"^{DATE}, (?P<main>.+)$")
INNER_DATE = re.compile(rf" {DATE}(?=[,. ]|$)")
PROFESSION = any_of(
    "psychologist sociologist astronomer philosopher scientist physicist mathematician anthropologist economist theorist physician "
    "psychiatrist biologist chemist historian engineer researcher scholar founder activist writer author linguist inventor geologist "
    "computer-scientist neuroscientist statistician"
)
PERSON = re.compile(
    rf"^(?:(?:The |An? )?(?:[\w\-]+ ){{0,3}}?(?i:{PROFESSION})s? |(?:[a-z\-]+ ){{1,2}})?"
    r"(?P<name>(?:[A-Z][\w.\-’]+ ){1,3}[A-Z][\w\-]+)(?: \((?P<years>[^)]*\d{3,4}[^)]*)\))?,? (?P<rest>.+)$"
)
DEEDS = lexicon(
    """
    develop introduce found invent propose discover coin pioneer formulate establish create publish design theorize originate describe
    identify demonstrate define devise
    """
)
ABOUT = lexicon("write focus")
WHO = re.compile(
    rf"^(?P<name>(?:[A-Z][\w.\-’]+ ){{1,3}}[A-Z][\w\-]+)(?: \([^)]*\))? (?P<verb>was|is) "
    rf"(?:an?|the|one of the) (?:[\w\-]+,? ){{0,6}}?(?:{PROFESSION})s?\b.{{12,}}$"
)
WHO_BESIDE = re.compile(
    rf"\b(?P<name>(?:[A-Z][\w.\-’]+ ){{1,3}}[A-Z][\w\-]+)(?: \([^)]*\))?, (?:an?|the) (?P<what>(?:[\w\-]+,? ){{0,6}}?(?:{PROFESSION})s?\b"
    r"[^,;]*)[,.]"
)
"""`Jean Piaget, a Swiss psychologist, …`"""
JOINED = re.compile(r"^(?:But|And|Yet|However|So|Then|Instead|Nevertheless),? ")
"""A sentence that goes on from another has its event from there."""
AIMED = re.compile(r",? to [a-z]")
"""An end told after the date, without which the event is not whole: `joined forces in 1905 to create …`."""
UNTOLD = re.compile(r"^(?:appear|seem|begin|start|continue|come|go|want|try|decide)\b")
LONGEST = 14


def history(place: Place) -> Iterator[Candidate]:
    """The date of an event, the deed of a person, or who someone was."""
    text = without_lead(place.text)
    who = WHO.match(text)
    if who:
        question = asked(f"who {who['verb']} {who['name']}")
        yield Candidate(question, QuestionKind.DEFINITION, with_continuation(place), 0.88, "who")
        return
    beside = WHO_BESIDE.search(place.text)
    if beside and all(token.tag == "NP0" for token in tagged(f"Then {beside['name']}")[1:]):
        yield Candidate(asked(f"who was {beside['name']}"), QuestionKind.DEFINITION, (place.sentence,), 0.64, "who-beside")
    yield from _deed(place, text)
    yield from _date(place, text)


def _deed(place: Place, text: str) -> Iterator[Candidate]:
    """`Pierre Bourdieu wrote about cultural capital` -> `What did Pierre Bourdieu write about?`; of other deeds the doer is asked for."""
    match = PERSON.match(text)
    if match is None or not all(token.tag == "NP0" for token in tagged(f"Then {match['name']}")[1:]):
        return
    clause = split_clause(f"{match['name']} {match['rest']}")
    if clause is None or clause.subject != match["name"] or not clause.past:
        return
    about = clause.rest.split(maxsplit=1)[0] if clause.base in ABOUT else ""
    if about not in ("about", "on"):
        return
    if points(clause.rest) or len(words_of(clause.rest)) < 4:
        return
    question = asked(f"what did {clause.subject} {clause.base} {about}")
    yield Candidate(question, QuestionKind.FACT, (place.sentence,), 0.7, "deed")


def _date(place: Place, text: str) -> Iterator[Candidate]:
    """`In 1879, X was founded by Y` -> `When was X founded by Y?`."""
    leading = LEADING_DATE.match(text)
    clause = split_clause(opened(leading["main"]) if leading else text)
    if clause is None:
        return
    clause = addressed(clause, place.setting)
    inner = INNER_DATE.search(clause.predicate) if not leading else None
    event = clause.predicate[: inner.start()] if inner else re.split(r"[,;—]| (?:when|while|because|after) ", clause.predicate)[0]
    aimed = inner is not None and AIMED.match(clause.predicate[inner.end() :])
    if (
        JOINED.match(place.text)
        or aimed
        or not (leading or inner)
        or not _is_event(clause, event)
        or not is_clear(clause.subject, place.setting.known)
    ):
        return
    yield Candidate(asked(f"when {clause.helper} {clause.subject} {event}"), QuestionKind.QUANTITY, (place.sentence,), 0.7, "date")


def _is_event(clause: Clause, event: str) -> bool:
    """Whether a past deed is told in a few words that lean on nothing."""
    past = clause.past or (clause.aux in ("was", "were") and tagged(event)[:1] and tagged(event)[0].tag in ("VVN", "VVD"))
    few = 1 <= len(words_of(event)) <= LONGEST
    return (
        bool(past)
        and few
        and not clause.negated
        and not points(event)
        and not UNTOLD.match(event)
        and not has_second_clause(event)
        and not re.search(r"\(|\bthat\b", event)
    )
