"""What belongs to something: lists, `consists of`, `There are three kinds of …`."""

import re
from collections.abc import Iterator

from bookwright.agents.extractive.candidate import Candidate, Place, asked
from bookwright.agents.extractive.clause import has_second_clause, has_subject
from bookwright.agents.extractive.nouns import is_clear, words_of
from bookwright.agents.extractive.reading import Sentence
from bookwright.agents.extractive.rules.asking import clear_clause, led_by, points
from bookwright.agents.extractive.words import NUMBER_WORDS, any_of
from bookwright.agents.items import QuestionKind

MADE_OF = r"consists? of|(?:is|are) (?:composed|made up|comprised) of|comprises?|is divided into"
CONSISTS = re.compile(rf"^(?P<subject>[^,;:]{{2,70}}?) (?P<verb>{MADE_OF}) (?P<rest>\S.+)$")
NUMBERS = "|".join(sorted(NUMBER_WORDS))
COUNTABLE = any_of(
    "ways? types? kinds? forms categories reasons options steps levels rules modes methods parts components phases stages classes sources "
    "groups families"
)
COUNTED = re.compile(
    rf"^There are (?:\w+ )?(?P<number>{NUMBERS}) (?P<what>(?:[\w\-]+ ){{0,3}}(?:{COUNTABLE})\b[^,:;.]{{0,50}}?)(?::| ?—).{{15,}}$"
)
HAS = re.compile(
    r"^(?P<subject>[^,;:]{2,40}?) (?:also )?(?P<verb>has|have|supports?|offers?|provides?|defines?|uses?) "
    rf"(?P<number>{NUMBERS}) (?P<what>[^,:;.]{{3,50}}?): .{{15,}}$"
)
EXAMPLES = re.compile(r"^(?:Some |Other |Common |Typical )?[Ee]xamples of (?P<kind>[^,;:]{4,60}?) (?:include|are) .{12,}$")
UNTOLD = re.compile(r"(?:several|various|many|multiple|different|a number of|a variety of|some)\b(?!.*(?::|\b(?:including|such as)\b))")
FOLLOWING = re.compile(r"(?: (?:any|all|one|some|each|one or more|at least one) of)? (?:the following|these)(?P<noun>(?: [\w\-]+){0,4})$")
WHICH_FOLLOW = re.compile(
    r"^(?:The following|These) (?P<noun>[^,:]{3,50}?) (?P<verb>is|are|may|must|can|should|shall|will|apply|do not apply)(?P<rest> [^:]*)?$"
)
MODAL_CUT = re.compile(r"^(?P<subject>[^,;:]{2,60}) (?P<modal>must|may|should|shall|can|will)(?P<not> not)?$", re.IGNORECASE)
NOT_AN_ITEM = re.compile(r":$|^[>$#%]|[{};]$|^\S+$|=")
LONGEST_LIST = 170


def composition(place: Place) -> Iterator[Candidate]:
    """A list below a colon, or an enumeration in the sentence itself."""
    if place.items:
        yield from _listed(place)
        return
    yield from _consists(place)
    yield from _counted(place)


def _consists(place: Place) -> Iterator[Candidate]:
    match = CONSISTS.match(place.text)
    if (
        match is None
        or not is_clear(match["subject"], place.setting.known)
        or len(words_of(match["rest"])) < 4
        or UNTOLD.match(match["rest"])
    ):
        return
    if not has_subject(place.text, match["subject"]):
        return
    verb, subject = match["verb"], place.setting.lowered(match["subject"])
    first, _, particle = verb.partition(" ")
    if first in ("is", "are"):
        question = f"what {first} {subject} {particle}"
    else:
        singular = first.endswith("s")
        question = f"what {'does' if singular else 'do'} {subject} {first.removesuffix('s') if singular else first} {particle}"
    yield Candidate(asked(question), QuestionKind.COMPOSITION, (place.sentence,), 0.85, "consists")


def _counted(place: Place) -> Iterator[Candidate]:
    match = COUNTED.match(place.text)
    if match and not points(match["what"]):
        yield Candidate(
            asked(f"what are the {match['number']} {match['what']}"), QuestionKind.COMPOSITION, (place.sentence,), 0.8, "counted"
        )
        return
    match = EXAMPLES.match(place.text)
    if match and is_clear(match["kind"], place.setting.known):
        yield Candidate(asked(f"what are examples of {match['kind']}"), QuestionKind.COMPOSITION, (place.sentence,), 0.8, "examples")
        return
    match = HAS.match(place.text)
    if match and is_clear(match["subject"], place.setting.known):
        helper = "does" if match["verb"].endswith("s") else "do"
        base = "have" if match["verb"] == "has" else match["verb"].removesuffix("s")
        question = f"what {match['number']} {match['what']} {helper} {place.setting.lowered(match['subject'])} {base}"
        yield Candidate(asked(question), QuestionKind.COMPOSITION, (place.sentence,), 0.85, "has-number")


def _listed(place: Place) -> Iterator[Candidate]:
    """The lead-in turned into a question, answered by the lead-in with all its items."""
    total = len(place.text.split()) + sum(len(item.text.split()) for item in place.items)
    if not 2 <= len(place.items) <= 12 or total > LONGEST_LIST or any(NOT_AN_ITEM.search(item.text) for item in place.items):
        return
    question = _list_question(place, place.text.rstrip(": ").removesuffix(" as follows"))
    if question:
        whole = Sentence("", place.sentence.start, place.items[-1].end)
        yield Candidate(asked(question), QuestionKind.COMPOSITION, (whole,), 0.9, "list")


def _list_question(place: Place, lead: str) -> str:
    match = WHICH_FOLLOW.match(lead)
    if match and (match["rest"] or match["verb"] not in ("is", "are")):
        return f"which {match['noun']} {match['verb']}{match['rest'] or ''}"
    match = CONSISTS.match(lead + " several parts here now")
    if match and is_clear(match["subject"], place.setting.known):
        return _consisting(match, place)
    match = MODAL_CUT.match(lead)
    if match and (is_clear(match["subject"], place.setting.known) or match["subject"] == "You"):
        modal = {"shall": "must"}.get(match["modal"].lower(), match["modal"].lower())
        return f"what {modal} {place.setting.lowered(match['subject'])} {'not ' if match['not'] else ''}do"
    return _before_the_list(place, lead)


def _consisting(match: re.Match[str], place: Place) -> str:
    first, _, particle = match["verb"].partition(" ")
    helper = first if first in ("is", "are") else ("does" if first.endswith("s") else "do")
    tail = particle if first in ("is", "are") else f"{first.removesuffix('s')} {particle}"
    return f"what {helper} {place.setting.lowered(match['subject'])} {tail}"


def _before_the_list(place: Place, lead: str) -> str:
    """`Your complaint must include the following information` -> `what information must your complaint include`."""
    match = FOLLOWING.search(lead)
    if match is None:
        return ""
    found = clear_clause(lead[: match.start()], place.setting)
    if found is None or (not found[1].rest and found[1].aux):
        return ""
    adjunct, clause = found
    if clause.aux == "would" or has_second_clause(clause.rest):
        return ""
    noun = match["noun"].strip()
    return f"{led_by(adjunct)}{'which ' + noun if noun else 'what'} {clause.inverted}"
