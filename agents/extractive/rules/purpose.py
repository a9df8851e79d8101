"""What something is for, and how something is done: `X is used to …`, `X allows you to …`, `To do X, do Y`."""

import re
from collections.abc import Iterator

from bookwright.agents.extractive.candidate import Candidate, Place, asked
from bookwright.agents.extractive.clause import Clause, has_second_clause, has_subject
from bookwright.agents.extractive.nouns import is_clear, words_of
from bookwright.agents.extractive.rules.asking import clear_clause, points, why, without_lead
from bookwright.agents.extractive.tagging import is_base
from bookwright.agents.extractive.words import AUXILIARIES, CONTRACTED, PERSONAL, PREPOSITIONS, lexicon
from bookwright.agents.items import QuestionKind

USED = re.compile(
    r"^(?P<subject>(?:[^,;:]|::){2,70}?) (?P<verb>is|are|can be|has been|have been) "
    r"(?:mainly |typically |usually |often |commonly |also |primarily )?used (?:to [a-z]|for |as |by )"
)
ENABLES = re.compile(
    r"^(?P<subject>(?:[^,;:]|::){2,60}?) (?:also |therefore |thus |then )?(?P<verb>allows?|lets?|enables?|helps?) "
    r"(?P<whom>you|us|users|developers|programmers|[\w ]{3,30}?) (?P<to>to )?(?P<done>[a-z]+) \w"
)
PURPOSE_OF = re.compile(
    r"^The (?P<what>(?:main |primary |sole )?(?:purpose|goal|aim|role|job|objective|intent)) of (?P<subject>[^,;:]{2,60}?) is "
)
IN_ORDER = re.compile(
    r"^(?P<main>.{12,140}?),? (?:in order to|so that|so as to|to (?:avoid|prevent|ensure|protect|reduce|keep|guarantee|help)) \w.{8,}$"
)
DUE = re.compile(r"\b(?:must|shall|should)\b", re.IGNORECASE)
"""Only of a duty is the purpose told for certain."""
POSSIBLE = re.compile(r"\b(?:can|could|may|might|will|would|want|wants|able|attempt|try|tries|enough|designed|used)\b")
WE_USE = re.compile(
    r"^(?:(?!If|When|Because|Since|Although|Instead|In|For|With|At|On|By)[A-Z][^,;:]{3,80}, (?=you|we))?"
    r"(?:(?:[Yy]ou|[Ww]e) (?:can |could |must |should |also |then )*"
    r"(?:use|call|run|add|apply|write|pass|set|specify|implement|chain|combine|compose|define|declare|create|wrap|mark|annotate)|"
    r"Use|Call|Run) "
    r"(?!the program|the code)(?P<means>(?:[^,;:]|::){3,60}?) to (?P<goal>[a-z]+ (?:[^,;:]|::){8,90})(?:[,;:.].*)?$"
)
EXERCISE = re.compile(r"^(?:(?:Use|Call|Run|(?:We|You) (?:use|apply)|Studies)\b|.*\b(?:internet|search for)\b)")
NO_TASK = lexicon("learn continue understand know see go demonstrate illustrate satisfy help take get explore")
NO_MEANS = re.compile(
    r"\b(?:recommend|would|will need|check out)\b|=>|^(?:(?:we|you) (?:can |will |must |might |may |need to |should )*)?"
    r"(?:first |now )?(?:refer|consider|imagine|think|follow|look|begin|start|visit|read|note)\b"
)
"""What an author bids the reader do is no way to reach the goal."""

MADE_UP = re.compile(r"[a-z][A-Z]|\w_\w|\bgeneric\b|\bwe['’]")
GOAL = re.compile(r"^(?:In order to|To) (?P<goal>(?P<verb>[a-z]+) (?:[^,:]|::){4,100}), (?P<main>(?:[^:]|::){12,})$")


def purpose(place: Place) -> Iterator[Candidate]:
    """The first of the patterns that fits."""
    for rule in (_purpose_of, _used, _enables, _goal, _we_use, _in_order):
        found = rule(place)
        if found is not None:
            yield found
            return


def _purpose_of(place: Place) -> Candidate | None:
    match = PURPOSE_OF.match(place.text)
    if match is None or not is_clear(match["subject"], place.setting.known):
        return None
    return Candidate(
        asked(f"what is the {match['what']} of {match['subject']}"), QuestionKind.PURPOSE, (place.sentence,), 0.9, "purpose-of"
    )


def _used(place: Place) -> Candidate | None:
    match = USED.match(place.text)
    if match is None or not is_clear(match["subject"], place.setting.known) or not has_subject(place.text, match["subject"]):
        return None
    verb = f"what {match['verb']} {place.setting.lowered(match['subject'])} used for"
    if " " in match["verb"]:
        helper, be = match["verb"].split()
        verb = f"what {helper} {place.setting.lowered(match['subject'])} {be} used for"
    return Candidate(asked(verb), QuestionKind.PURPOSE, (place.sentence,), 0.8, "used")


def _enables(place: Place) -> Candidate | None:
    match = ENABLES.match(place.text)
    if match is None or not is_clear(match["subject"], place.setting.known) or not has_subject(place.text, match["subject"]):
        return None
    if words_of(match["whom"])[0] in PREPOSITIONS:
        return None
    if not is_base(match["done"]) and not (match["to"] and match["whom"] in ("you", "us", "users")):
        return None
    if (words_of(match["subject"])[0] in PERSONAL) or any(
        word in AUXILIARIES or word.replace("’", "'") in CONTRACTED for word in words_of(match["subject"])
    ):
        return None
    if match["subject"].isalpha() and place.setting.is_name(match["subject"]):
        return None
    singular = match["verb"].endswith("s")
    base = match["verb"][:-1] if singular else match["verb"]
    whom = "you" if match["whom"] == "us" else match["whom"]
    question = f"what {'does' if singular else 'do'} {place.setting.lowered(match['subject'])} {base} {whom} {match['to'] or ''}do"
    return Candidate(asked(question), QuestionKind.PURPOSE, (place.sentence,), 0.85, "enables")


def _goal(place: Place) -> Candidate | None:
    match = GOAL.match(place.text)
    if match is None or points(match["goal"]) or not is_base(match["verb"]) or match["verb"] in NO_TASK:
        return None
    main = match["main"]
    if NO_MEANS.search(main) or (main.startswith("we ") and MADE_UP.search(match["goal"])):
        return None
    first = words_of(main)[0]
    if first in ("you", "we") or (main[0].islower() and is_base(first)):
        return Candidate(asked(f"how do you {match['goal']}"), QuestionKind.PROCEDURE, (place.sentence,), 0.85, "goal")
    found = clear_clause(main, place.setting)
    if found and not found[0] and _is_agent(found[1], place) and len(words_of(found[1].rest)) > 2:
        return Candidate(
            asked(f"how {found[1].helper} {found[1].subject} {match['goal']}"), QuestionKind.PROCEDURE, (place.sentence,), 0.78, "goal-how"
        )
    if found is None or found[1].aux.lower() not in ("must", "shall", "should", "can", "may") or found[1].rest.startswith("be "):
        return None
    clause = found[1]
    return Candidate(
        asked(f"what {_modal(clause.aux)} {clause.subject} do to {match['goal']}"), QuestionKind.RULE, (place.sentence,), 0.8, "goal-rule"
    )


def _is_agent(clause: Clause, place: Place) -> bool:
    """Whether a thing with a name of its own does it, of which alone the goal is sure to be its own."""
    return bool(clause.base) and not clause.negated and not clause.past and place.setting.is_name(clause.subject)


def _we_use(place: Place) -> Candidate | None:
    """Outside a product or a language `Use X to find Y` is an exercise, and `we use` says what is done, not how to."""
    match = WE_USE.match(without_lead(place.text))
    if (
        match is None
        or (EXERCISE.match(place.text) and not (place.setting.phrase or place.setting.is_instrument))
        or points(match["goal"])
        or not is_base(match["goal"].split()[0])
        or match["goal"].split()[0] in NO_TASK
        or points(match["means"])
        or has_second_clause(match["means"])
    ):
        return None
    return Candidate(asked(f"how can you {match['goal']}"), QuestionKind.PROCEDURE, (place.sentence,), 0.8, "we-use")


def _in_order(place: Place) -> Candidate | None:
    match = IN_ORDER.match(place.text)
    if match is None or POSSIBLE.search(match["main"]) or not DUE.search(match["main"]):
        return None
    question = why(match["main"], place.setting)
    return Candidate(question, QuestionKind.PURPOSE, (place.sentence,), 0.74, "in-order") if question else None


def _modal(aux: str) -> str:
    return "must" if aux == "shall" else aux
