"""Which questions a reader would take for one, and which answers answer them."""

import re
from collections.abc import Sequence

from bookwright.agents.extractive.definition import ASKED, is_of
from bookwright.agents.extractive.nouns import without_article
from bookwright.agents.extractive.tagging import tagged

SETTING = re.compile(r"^(?:Under|According to|In|At|For|With|During|On|Within) [^?]*?, (?=[a-z])")
ENUMERATED = re.compile(r"\((?:[ivx]{1,4}|[a-h]|\d)\)|\b(?:sub)?(?:section|paragraph|clause)s? \(| - ", re.IGNORECASE)
BARE_VERB = re.compile(r"\bwhat (?:is|are) be\b|^can (?:you|we) (?:clarify|explain|tell|describe)\b|\bwhat is the use of\b", re.IGNORECASE)
DO = re.compile(r"\b(?:do|does|did) (?P<clause>[^?]+)\?$", re.IGNORECASE)
RELATIVE = re.compile(r"\b(?:that|which|who|whose|where|when|if|how|what|whether|because|as)\b", re.IGNORECASE)
INTRANSITIVE = re.compile(
    r"^what (?:do|does|did|can|could|will|may|might|must|should) .*\b(?:arise|occur|happen|exist|emerge|appear|vary|differ|matter|remain|"
    r"work|begin|end|fail|succeed|expire|apply|increase|decrease)\?$",
    re.IGNORECASE,
)
CLAUSE_INSIDE = re.compile(r"^(?:when|what|where|how|under what conditions)\b.* (?:since|because|although|whereas)\b", re.IGNORECASE)
DENIED_TWIN = re.compile(r"\b(\w+) and not \1\b", re.IGNORECASE)
FOR_MORE = re.compile(
    r"\bmore (?:detailed|detail|details|information|guidance)\b|\b(?:discussion|guidance|information|details) [^?]*\bbe found\?$",
    re.IGNORECASE,
)
POLAR = re.compile(r"^(?:is|are|was|were|do|does|did|can|could|may|might|must|should|will|would|has|have)\b", re.IGNORECASE)
GOES_ON = re.compile(
    r"\w*\s?(?:\([^)]*\))?(?:, (?!(?:nor (?:do|does|is|are|will)|but|so|because|which|unless|including|such|however|only|"
    r"except|and)\b)| (?:and|or|nor) )"
)
"""What follows in an answer where a question took the first of several things for all."""
SAME_OBJECT = re.compile(
    r"\b(?P<verb>help|allow|let|enable|require|give|provide|offer|ask|tell|encourage|permit)s? (?:to )?(?P<whom>you|us|we)\b", re.IGNORECASE
)
PRECONDITION = re.compile(r"\b(?:must|need to|has to|have to|should|shall) (?:first )?(?:be|have|agree|own|hold|comply)\b", re.IGNORECASE)
PLACED_AS = re.compile(r"\b(?:is|are|was) (?:where|when|why|how)\b")
TURNED = re.compile(r"^(?:Instead|Otherwise|However|But|In that case|In this case)\b")
LEANS_BEFORE = re.compile(r"^(?:In order to|To|By|For|When|After|Before) [^,]*\b(?:their|its|them|they)\b[^,]*,", re.IGNORECASE)
JOINING = re.compile(r"\bcan now\b|\bsame pattern\b|^(?:Now|Another|You now|Therefore|Thus|Hence|Also|Additionally|In addition|Moreover)\b")
"""Signs that the answer goes on from a sentence that is not told."""
PARTY = re.compile(
    r"^(?:you|we|users?|anyone|someone|i|(?:[\w\-]+ ){0,2}(?:guests?|students?|clients?|parents?|agents?|child(?:ren)?|citizens?|"
    r"\w+(?:er|or|ant|ist|ians?|ee)s?|people|"
    r"persons?|organi[sz]ations?|compan(?:y|ies)|members?))\b"
)
POSSIBLE = re.compile(r"\b(?:may|might|could)\b", re.IGNORECASE)


def is_fair(question: str, answer: Sequence[str]) -> bool:
    """Whether the words are a question of English that the sentences of the answer answer as it is put."""
    return is_question(question, answer) and is_answered(question, answer)


def is_question(question: str, answer: Sequence[str]) -> bool:
    """Whether the words are a whole question of English, by what the answer says of the same."""
    body, whole = SETTING.sub("", question), " ".join(answer)
    return not (
        ENUMERATED.search(body)
        or BARE_VERB.search(body)
        or INTRANSITIVE.search(body)
        or CLAUSE_INSIDE.search(body)
        or DENIED_TWIN.search(body)
        or FOR_MORE.search(body)
        or _has_two_verbs(body)
        or _is_cut_off(body, whole)
        or _asks_leave_of_a_thing(body, whole)
    )


def is_answered(question: str, answer: Sequence[str]) -> bool:
    """Whether the sentences answer what is asked, and nothing is missing before them."""
    body = SETTING.sub("", question)
    return not (
        _is_of_another(body, answer)
        or _loses_its_condition(body, answer)
        or _swaps_roles(body, " ".join(answer))
        or LEANS_BEFORE.search(answer[0])
        or JOINING.search(answer[0])
    )


def _has_two_verbs(body: str) -> bool:
    """`what do staying on topic helps produce`: a finite verb after "do"."""
    match = DO.search(body)
    if match is None:
        return False
    clause = RELATIVE.split(match["clause"])[0]
    return any(token.tag == "VVZ" and not token.text[:1].isupper() for token in tagged(clause)[1:]) if clause.strip() else False


def _is_cut_off(body: str, answer: str) -> bool:
    """Whether the question ends within a list of the answer (`any delays, failures, or errors`) or before what belongs to its last word."""
    last = body.rstrip("?").rsplit(maxsplit=1)[-1]
    if POLAR.match(body):
        found = [match.end() for match in re.finditer(rf"\b{re.escape(last)}(?=\W)", answer)]
        return bool(found) and GOES_ON.match(answer, found[0]) is not None
    return re.search(rf"\b{re.escape(last)}\w? (?:their|its|his|her)\b", answer) is not None and body.lower().startswith("what do")


def _asks_leave_of_a_thing(body: str, answer: str) -> bool:
    """`may the software operate correctly`: what is possible, asked as if it were allowed."""
    match = re.match(r"(?:may|might) (?P<subject>.+)", body, re.IGNORECASE)
    if match is None or re.search(r"\b(?:must|shall|should|will|cannot|can) ?(?:not)?\b", answer, re.IGNORECASE):
        return False
    named = match["subject"][:1].isupper() or PARTY.match(match["subject"].lower())
    return POSSIBLE.search(answer) is not None and not named


def _swaps_roles(body: str, answer: str) -> bool:
    """Whether the question has another person than the answer as the object of a verb: `help you` of `helps us`."""
    told = {(match["verb"].lower(), match["whom"].lower() == "you") for match in SAME_OBJECT.finditer(answer)}
    asked = {(match["verb"].lower(), match["whom"].lower() == "you") for match in SAME_OBJECT.finditer(body)}
    return any((verb, not person) in told and (verb, person) not in told for verb, person in asked)


def _is_of_another(body: str, answer: Sequence[str]) -> bool:
    """Whether what is asked for is not what is told: a precondition for a way, a place for a meaning, a use for what a thing is."""
    if body.lower().startswith(("how do ", "how can ", "how is ", "how are ")) and PRECONDITION.search(answer[0]):
        return True
    match = ASKED.match(body)
    if match is None:
        return False
    name = without_article((match["is"] or match["means"]).strip()).strip("“”\"'‘’")
    first = answer[0]
    if PLACED_AS.search(first.lower().partition(name.lower())[2][:12]):
        return True
    return re.match(r"(?:We|You|Our)\b", first) is not None and not is_of(name, first)


def _loses_its_condition(body: str, answer: Sequence[str]) -> bool:
    """Whether what is asked of one condition holds under another, which an earlier sentence of the answer names."""
    asked = re.match(r"what (?:happens|must happen|should happen|must|should|will|can)\b.* (?:if|when|once)\b", body, re.IGNORECASE)
    return asked is not None and any(TURNED.match(sentence) for sentence in answer[1:])
