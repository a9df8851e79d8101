"""Objectives in the words of what a written section really trains."""

import re
from collections.abc import Sequence

from bookwright.agents.extractive.definition import ASKED
from bookwright.agents.extractive.guide.titles import OVERVIEW, PART, joined
from bookwright.agents.extractive.nouns import without_article
from bookwright.agents.textbook.items import Exercise, ExerciseKind, PartKind, SectionDraft
from bookwright.agents.textbook.plan import Bloom, Objective

PLACED = re.compile(r"^(?:Under|According to|In|At|For|With|During|On|Within) [^?]*?, (?=[a-z])")
ASKED_FOR = (
    (
        re.compile(r"\bwhat (?:happens|must happen|should happen|will)\b|\b(?:if|when|once|unless)\b", re.IGNORECASE),
        "Tell what holds in which case",
    ),
    (re.compile(r"\b(?:must|shall|should|may|allowed|required)\b", re.IGNORECASE), "State the rules"),
    (re.compile(r"^how (?!many|much|often|long|soon)", re.IGNORECASE), "Describe how things are done"),
)
EXPLAINED = (
    (re.compile(r"\bwhy\b", re.IGNORECASE), "Explain the reasons given"),
    (
        re.compile(r"\b(?:consist|made (?:up )?of|parts?|types?|kinds?|elements?|two|three|four|five|six)\b", re.IGNORECASE),
        "Explain what belongs together",
    ),
    (re.compile(r""), "Explain what things are for"),
)
LEAST_STEPS = 2
MOST_TERMS = 3


def promised(objectives: Sequence[Objective], title: str, draft: SectionDraft, exercises: Sequence[Exercise]) -> tuple[Objective, ...]:
    """Those of the objectives that an exercise trains, at its level and told by what it asks for; of a section without exercises the last
    one, told by what the section holds: terms, steps, or points."""
    place = f"under “{PART.sub('', title).removesuffix(OVERVIEW)}”"
    found = []
    for objective in objectives:
        trained = [exercise for exercise in exercises if exercise.objective == objective.id]
        if trained:
            names = [name for exercise in trained if (name := _defined(exercise))]
            told = [_of_terms(names)] if names else []
            told += dict.fromkeys(f"{_asked(exercise)} {place}" for exercise in trained if not _defined(exercise))
            found.append(objective.model_copy(update={"text": _sentence(told), "bloom": max(trained, key=_rank).level}))
    return tuple(found) or (objectives[-1].model_copy(update={"text": _sentence([_held(draft, place)]), "bloom": Bloom.REMEMBER}),)


def _held(draft: SectionDraft, place: str) -> str:
    if draft.terms:
        return _of_terms([term.name for term in draft.terms])
    steps = any(part.kind is PartKind.PROCEDURE and len(part.claims) >= LEAST_STEPS for part in draft.parts)
    return f"Describe the steps told {place}" if steps else f"State the key points {place}"


def _asked(exercise: Exercise) -> str:
    body = PLACED.sub("", exercise.question)
    if exercise.kind is ExerciseKind.COMPARE:
        return "Compare what is set against each other"
    forms = EXPLAINED if exercise.kind is ExerciseKind.EXPLAIN else ASKED_FOR
    return next((told for form, told in forms if form.search(body)), "State the key points")


def _defined(exercise: Exercise) -> str:
    """The term that an exercise asks the meaning of; empty where it asks for something else."""
    asked = ASKED.match(PLACED.sub("", exercise.question)) if exercise.kind is ExerciseKind.RECALL else None
    name = without_article((asked["is"] or asked["means"]).strip()).strip("“”\"'‘’") if asked else ""
    return name if len(name.split()) <= MOST_TERMS else ""


def _of_terms(names: Sequence[str]) -> str:
    return f"Recall what is meant by {joined([f'“{name}”' for name in dict.fromkeys(names)][:MOST_TERMS])}"


def _sentence(told: Sequence[str]) -> str:
    """The phrases as one sentence: `Recall what is meant by “tide”; state the rules under “Sea”.`"""
    first, *others = told
    return "; ".join((first, *(f"{other[:1].lower()}{other[1:]}" for other in others))) + "."


def _rank(exercise: Exercise) -> int:
    return list(Bloom).index(exercise.level)
