"""What holds or must be done under a condition: `If X, Y`, `When X, Y`."""

import re
from collections.abc import Iterator

from bookwright.agents.extractive.candidate import Candidate, Place, asked, opened
from bookwright.agents.extractive.clause import Clause, split_clause
from bookwright.agents.extractive.nouns import IDENTIFIER, words_of
from bookwright.agents.extractive.rules.asking import clear_clause, points, to_reader, without_lead
from bookwright.agents.extractive.setting import Setting
from bookwright.agents.extractive.tagging import is_base
from bookwright.agents.extractive.words import DEICTIC, any_of, lexicon
from bookwright.agents.items import QuestionKind

CONDITION = re.compile(
    r"^(?P<word>If|When|Whenever|Once|Unless|Before|After) (?P<condition>(?:[^,;:]|::){8,130}), (?:then )?(?P<main>(?:[^:]|::){12,})$"
)
GERUND = re.compile(r"^[a-z]+ing \w+")
DUTIES = any_of(
    "do not have to, do not need to, don['’]t have to, don['’]t need to, might want to, may want to, "
    "have to, need to, must not, should not, may not, must, should, could, may, might, cannot, can['’]t, can"
)
DUTY = re.compile(rf"^(?:you|we)(?:['’]ll)? (?P<duty>{DUTIES}) (?!be (?:sure|able)\b)", re.IGNORECASE)
GETS = re.compile(r"^(?:you|we)(?:['’]ll| will) (?:get|receive|lose|no longer)\b")
NOT_AN_EVENT = re.compile(r"^(?:be|have|seem|mean|know|look|say|likely)\b")
PASSIVE = re.compile(r"^(?:\w+ly |also )?(?:be )?(?!often|even|open|then|seven)\w+(?:ed|en|wn|lt)\b")
NO_EVENT = re.compile(r"(?:before|after|when [a-z]+ing) |\w+ you(?:['’]re| are) [a-z]+ing\b")
ELSEWHERE = re.compile(r"^(?:please )?see\b|\b(?:do (?:so|that|this)|see (?:the|our))\b")
COORDINATED = re.compile(r"\w+,? (?:and|or|is|are) ")
OBLIGING = lexicon("must shall should may can will would")
INTENTS = any_of("want need like prefer wish plan unsure concerned interested believe involved questions? trouble cannot can['’]t")
INTENT = re.compile(rf"^(?:if|once|after|before) .*\b(?:{INTENTS})\b")
POSSIBLE = lexicon("can could may might")
MINDING = lexicon("note remember recall see keep bear notice imagine")
"""What an author asks the reader to mind is nothing to do."""
SHORTEST_DEED = 2
"""`X must occur` says nothing that X must do."""
Question = tuple[str, QuestionKind, float]
NOTHING: Question = ("", QuestionKind.CONDITION, 0.0)


def condition(place: Place) -> Iterator[Candidate]:
    """`If C, S must V` -> `What must S do if C?`; otherwise `What happens if C?`."""
    match = CONDITION.match(without_lead(place.text))
    if match is None:
        return
    said = _condition(match["word"].lower(), match["condition"], place.setting)
    if not said:
        return
    question, kind, weight = _question(match["main"], said, place.setting)
    if question:
        yield Candidate(asked(question), kind, (place.sentence,), weight, "condition")


def _condition(word: str, text: str, setting: Setting) -> str:
    """The condition as it ends a question, or nothing if it leans on something outside."""
    if re.match(r"we\b", text) and not setting.speaker and (IDENTIFIER.search(text) or re.search(r"\d", text)):
        return ""
    if (
        points(text)
        or re.search(r"\b(?:was|were|had)\b", text)
        or re.match(r"(?:you|we) (?:do )?(?:have|find|look|need) (?:an?|the) \S+(?: \S+)?$", text)
    ):
        return ""
    if word in ("when", "before", "after") and GERUND.match(text):
        return f"{word} {to_reader(text, setting)}"
    first = re.split(r" (?:and|or|but) (?=\w+ (?:\w+ ){0,2}(?:is|are|has|have|do|does|can|will)\b)", text)[0]
    found = clear_clause(first + " now" if len(first.split()) < 4 else first, setting)
    if found is None or found[0] or found[1].past:
        return ""
    return f"{word} {to_reader(setting.lowered(text), setting)}"


def _question(main: str, said: str, setting: Setting) -> Question:
    """What is asked of the condition: what to do, what someone must do, or what happens."""
    first = re.split("['’]", words_of(main)[0])[0]
    if _leans_elsewhere(main, said) or (first == "we" and setting.is_instrument and not setting.speaker):
        return NOTHING
    if _is_imperative(main):
        return f"what should you do {said}", QuestionKind.CONDITION, 0.75
    match = DUTY.match(main)
    if match and not (setting.speaker and first == "we"):
        return _duty(match["duty"].lower().replace("’", "'"), said, first)
    if (first == "you" or (first == "we" and not setting.speaker)) and not GETS.match(main):
        return NOTHING
    found = clear_clause(opened(main), setting)
    if found and found[1].aux in OBLIGING and not found[0] and found[1].subject != "you":
        return _obliged(found[1], said)
    return NOTHING if NO_EVENT.match(said) else _event(main, said)


def _leans_elsewhere(main: str, said: str) -> bool:
    """Whether the main clause begins with a pointer to what the condition does not name, or sends the reader elsewhere."""
    words = words_of(main)
    named = len(words) > 1 and words[0] != "there" and words[1] in said.lower()
    return (words[0] in DEICTIC and words[0] != "we" and not named) or ELSEWHERE.search(main) is not None


def _is_imperative(main: str) -> bool:
    """Whether the reader is told what to do."""
    first = words_of(main)[0]
    return first == "please" or (first not in MINDING and is_base(first) and main[0].islower() and not COORDINATED.match(main))


def _duty(duty: str, said: str, first: str) -> Question:
    """`you have to …` -> `what do you have to do …`, `you can’t …` -> `what can you not do …`."""
    if first == "we" and duty in POSSIBLE:
        return NOTHING
    if duty in POSSIBLE and not INTENT.search(said) and not (duty == "can" and first == "you"):
        return NOTHING
    if duty.endswith("want to"):
        return f"what might you want to do {said}", QuestionKind.CONDITION, 0.7
    if duty.startswith("do"):
        return f"what do you not {duty.rsplit(maxsplit=2)[1]} to do {said}", QuestionKind.CONDITION, 0.7
    if duty.endswith(" to"):
        return f"what do you {duty} do {said}", QuestionKind.CONDITION, 0.78
    negation = "not " if "not" in duty or duty.endswith("'t") else ""
    modal = "can" if duty.startswith("can") else duty.split(maxsplit=1)[0]
    return f"what {modal} you {negation}do {said}", QuestionKind.CONDITION, 0.78


def _event(main: str, said: str) -> Question:
    """`What happens if C?`, unless the main clause tells of no event."""
    clause = split_clause(opened(main))
    if clause is None or (not PASSIVE.match(clause.rest) and (clause.aux in ("is", "are") or NOT_AN_EVENT.match(clause.predicate))):
        return NOTHING
    if clause.aux in ("was", "were", "did", "had"):
        return NOTHING
    if clause.aux in ("must", "shall", "should"):
        modal = "should" if clause.aux == "should" else "must"
        return f"what {modal} {'not ' if clause.negated else ''}happen {said}", QuestionKind.CONDITION, 0.68
    return f"what happens {said}", QuestionKind.CONDITION, 0.68


def _obliged(clause: Clause, said: str) -> Question:
    """`What must S do if C?`, or `What happens if C?` where S only suffers it."""
    modal = "must" if clause.aux == "shall" else clause.aux
    negation = "not " if clause.negated else ""
    if (NOT_AN_EVENT.match(clause.rest) and not PASSIVE.match(clause.rest)) or len(words_of(clause.rest)) < SHORTEST_DEED:
        return NOTHING
    if modal in ("will", "would", "can") and (clause.rest.startswith("be ") or clause.negated or len(words_of(clause.subject)) > 3):
        return f"what happens {said}", QuestionKind.CONDITION, 0.7
    if clause.rest.startswith("be "):
        return f"what {modal} {negation}happen {said}", QuestionKind.CONDITION, 0.7
    return f"what {modal} {clause.subject} {negation}do {said}", QuestionKind.RULE if modal == "must" else QuestionKind.CONDITION, 0.8
