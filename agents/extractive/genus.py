"""Whether a definition defines: a class of things, and what marks the thing off in it."""

import re

from bookwright.agents.extractive.candidate import Candidate
from bookwright.agents.extractive.content import content_words
from bookwright.agents.extractive.nouns import words_of
from bookwright.agents.extractive.tagging import NOUNS, tagged
from bookwright.agents.extractive.words import any_of

COPULAS = frozenset({"definition", "relative"})
SUBJECT = re.compile(r"\bwhat (?P<verb>is|are) (?P<subject>[^?]+)\?$", re.IGNORECASE)
NO_CLASS = any_of(
    "component consequence part aspect result factor effect element feature reason cause source issue matter ideal indicator predictor "
    "basis foundation cornerstone side sign outcome product key focus goal challenge concern concept topic step way thing lot majority "
    "minority staple hallmark subject object variety range combination case instance advantage benefit drawback"
)
EVALUATED = any_of(
    "ideal critical essential major primary main significant central core perfect great crucial vital most best leading silliest"
)
GENUS = re.compile(
    r"^(?:an?|the|any|one of the|those)?\s?(?P<genus>[^,;:()—.]*?)(?:[,;:(—.]|$| (?:\w+ed (?:by|to|in|from|as|into|"
    r"on)|of|that|which|who|whose|where|in|for|used|with|to|by|from|"
    r"on|at|between|whereby|when|containing|without|and)\b)"
)
MEASURE = re.compile(r"^the (?:volume|mass|speed|velocity|size|weight|length|distance|rate|number|amount|value)$", re.IGNORECASE)
SCARE_QUOTED = re.compile(r"^(?:an?|the) [“\"]\w+[”\"]")
NAMED = re.compile(r"\b(?:called|known as|referred to as|termed) ")
TOLD_AFTER = re.compile(
    r"^\W{0,3}(?:\([^)]*\))?(?::|—|,? ?(?:that|which|where|whose|who|(?:\w+ )which|(?:in order )?to|for|used|"
    r"consisting|made|containing|"
    r"involving|meaning)\b|, (?:or )?(?:an?|the) )"
)
TOLD_BEFORE = re.compile(r"\b(?:that|which|who|of|for|to|from|in which|between|by which)\b")
NAMING = frozenset({"term-inserted", "key-term"})
WHOLE_BEFORE = re.compile(
    r"\b(?:is|are|was|were|be)(?: \w+){0,2} $|[,—] ?(?:an?|the|these|this) (?:[\w\-]+ ){0,2}[\w\-]+,? (?:\w+ly |sometimes |often )?$"
)
"""The whole clause before is what the name is of: `… in dim light, a condition known as`, `… is often called`."""
SHORTEST_TELLING = 6


def has_genus(candidate: Candidate, body: str) -> bool:
    """Whether a sentence `X is a Y …` has a class noun for its Y, and not X again."""
    asked = SUBJECT.search(body)
    if candidate.rule not in COPULAS or asked is None:
        return True
    subject = re.sub(r"\s*\([^)]*\)", "", asked["subject"])
    if MEASURE.match(subject):
        return False
    answer = candidate.answer[0].text if len(candidate.answer) == 1 or subject.lower() in candidate.answer[0].text.lower() else ""
    at = re.search(rf"{re.escape(subject)}\S*(?: \([^)]*\))?(?:, [^,]+,)?(?: which)? {asked['verb']} ", answer, re.IGNORECASE)
    if at is None:
        return True
    rest = answer[at.end() :]
    genus = _genus(rest)
    if (
        not genus
        or SCARE_QUOTED.match(rest)
        or re.search(rf"\b(?:{EVALUATED})\b", genus)
        or re.match(rf"(?:{NO_CLASS})s?$", words_of(genus)[-1])
    ):
        return False
    end = len(answer[: at.end() + rest.index(genus) + len(genus)].split())
    head = tagged(answer)[end - 1].tag
    kind = head in NOUNS and head != "NN1" if asked["verb"].lower() == "are" else head in NOUNS or head == "AJ0"
    return kind and not _is_circular(subject, rest, genus)


def _genus(rest: str) -> str:
    match = GENUS.match(rest)
    return match["genus"].strip() if match else ""


def _is_circular(subject: str, rest: str, genus: str) -> bool:
    """`X is an array of X entries`: the name itself is used to say what it is."""
    named = content_words(subject)
    told = content_words(re.split(r"[.;]", rest)[0])
    return len(named) == 1 and bool(named & (told if " " not in subject else content_words(genus)))


def is_explained(candidate: Candidate, body: str) -> bool:
    """Whether `… called X …` says in the same clause what X is."""
    asked = SUBJECT.search(body)
    if candidate.rule not in NAMING or asked is None or len(candidate.answer) > 1:
        return True
    answer, term = candidate.answer[-1].text, asked["subject"]
    at = re.search(rf"{NAMED.pattern}{re.escape(term)}", answer, re.IGNORECASE)
    if at is None:
        return True
    if TOLD_AFTER.match(answer[at.end() :]) or (candidate.rule == "key-term" and WHOLE_BEFORE.search(answer[: at.start()])):
        return True
    before = re.split(r"[;:]", answer[: at.start()])[-1]
    told = re.split(r", (?=\w+ (?:is|are|was|were)\b)", before)[-1]
    return _is_description(told)


def _is_description(told: str) -> bool:
    """Whether the words before "called" tell a class with what marks it off: `a form of indexing that …, called`."""
    kind = re.search(r"\b(?:an?|the|another|one) [^.]*$", told)
    if kind is None:
        return False
    tail = re.split(r"\b(?:has|have|had|uses?|enters?|requires?|specify|need|is|are|to \w+) (?=an?\b|the\b|another\b)", kind.group())[-1]
    return len(words_of(tail)) >= SHORTEST_TELLING and TOLD_BEFORE.search(tail) is not None
