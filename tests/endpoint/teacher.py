"""The honest answers of the seats of a textbook: sentences of the passages, told in their order, and questions made of them."""

import re
from collections.abc import Callable
from hashlib import sha256
from typing import Any

from tests.endpoint.honest import listed, sentences, topics
from tests.endpoint.plan import Plan, within
from tests.endpoint.reading import Asked, ShownPassage

CLUSTER = re.compile(r'<cluster number="(\d+)" document="([^"]*)" section="([^"]*)" words="\d+"[^>]*>\n(.*?)\n</cluster>', re.DOTALL)
SECTION = re.compile(r'^The section "([^"]*)" of the chapter', re.MULTILINE)
OBJECTIVE = re.compile(r"^- (\S+) \(\w+\): ", re.MULTILINE)
WANTED = re.compile(r"Set up to (\d+) exercises")
OPEN = re.compile(r"^Kinds to choose from: .*unanswerable", re.MULTILINE)
CASE = re.compile(r"^The invented case of the chapter: (.*)$", re.MULTILINE)
CLAIM = re.compile(r'^(\d+)\. (.*)\n   source: "(.*)"$', re.MULTILINE)
PART = re.compile(r"^Part (\d+) \((\w+)\): ", re.MULTILINE)
EXERCISE = re.compile(r"^Exercise \((\w+), objective (\S+), level \w+\): (.*)$", re.MULTILINE)
SUM = re.compile(r"(\d+) and (\d+) more")
IDLE = "licence"
"""Clusters under a heading with this word hold nothing to teach."""
MENDED = "exactly"


def _surveyed(asked: Asked, plan: Plan) -> dict[str, Any]:
    found = [(int(number), section or f"Part {number}") for number, _, section, _ in CLUSTER.findall(asked.page)]
    taught = [(number, section) for number, section in found if IDLE not in section.casefold()]
    left = [number for number, section in found if (number, section) not in taught]
    return {
        "topics": [{"clusters": [number], "terms": [section.split()[-1]], "title": section} for number, section in taught],
        "left_out": [{"cluster": number, "why": "nothing to teach"} for number in left],
    }


def _planned(asked: Asked, plan: Plan) -> dict[str, Any]:
    """A chapter for each document, a section for each cluster, each after the one before it in its chapter."""
    chapters: dict[str, list[dict[str, Any]]] = {}
    for number, document, section, _ in CLUSTER.findall(asked.page):
        sections = chapters.setdefault(document, [])
        place = f"{len(chapters)}.{len(sections)}"
        sections.append(
            {
                "title": section or f"Part {number}",
                "question": f"What is there to know about {section}?",
                "clusters": [int(number)],
                "objectives": [{"bloom": "understand", "text": f"explain {section}"}, {"bloom": "remember", "text": f"state {section}"}],
                "after": [place] if sections else [],
                "words": 200,
            }
        )
    built = [
        {"title": title, "thread": f"It is all about {title}.", "case": "", "sections": sections} for title, sections in chapters.items()
    ]
    return {"progression": "as the documents go", "title": "What the documents teach", "about": "the documents", "chapters": built}


def _written(asked: Asked, plan: Plan) -> dict[str, Any]:
    told = [(passage, sentence) for passage in asked.passages for sentence in sentences(passage)][:6]
    opening = _part("hook", [_connective(f"What would you do without {_title(asked)}?")])
    parts = [opening, _part("concept", [_told(*one) for one in told[:-1]])]
    if (case := CASE.search(asked.page)) and told:
        parts.append(_part("illustration", [_connective(case[1]), _told(*told[0])]))
    parts.append(_part("summary", [_told(*one) for one in told[-1:]]))
    terms = [{"name": topics(told[0][1])[0], "definition": _told(*told[0])}] if told else []
    return {"parts": [part for part in parts if part["sentences"]], "terms": terms}


def _revised(asked: Asked, plan: Plan) -> dict[str, Any]:
    """The opening said anew, the other parts as they are."""
    opening = _part("hook", [_connective(f"What {MENDED} would you do without {_title(asked)}?")])
    return {"changed": [{"part": 1, "becomes": [opening]}], "added": [], "terms": None}


def _criticised(asked: Asked, plan: Plan) -> dict[str, Any]:
    checked = _checked(asked)
    second = next((_one_line(s) for passage in asked.passages for s in sentences(passage)[1:2]), "")
    if second and second in asked.page.partition("<draft>")[2] and _drawn(_title(asked), plan.unmended):
        fault = {"words": second, "reason": "no passage says so", "kind": "unsupported", "remedy": "leave it out"}
        return {**checked, "faults": [fault]}
    if MENDED in asked.page.partition("<draft>")[2] or not _drawn(_title(asked), plan.faulty):
        return checked
    fault = {"words": "What would you do", "reason": "it can be read in two ways", "kind": "unclear", "remedy": "ask exactly"}
    return {**checked, "faults": [fault]}


def _checked(asked: Asked) -> dict[str, Any]:
    drawn = CLAIM.findall(asked.page.rpartition("<draft>")[2])
    said = [{"sentence": int(n), "source_words": words, "reason": "said", "standing": "supported"} for n, _, words in drawn]
    return {"sentences": said, "checks": ["the steps lean on each other"], "faults": []}


def _examined(asked: Asked, plan: Plan) -> dict[str, Any]:
    """Questions on sentences, a sum with figures of its own, and one that no passage answers; a part of them with a wrong solution."""
    told = [(passage, sentence) for passage in asked.passages for sentence in sentences(passage)]
    objective = OBJECTIVE.findall(asked.page)[0]
    wanted = WANTED.search(asked.page)
    if not told:
        return {"exercises": []}
    made = [_recall(one, told, objective, plan) for one in told[:2]] + [_sum(told[0], objective, plan)]
    made += [_unsaid(told[0], objective)] if OPEN.search(asked.page) else []
    return {"exercises": made[: int(wanted[1]) if wanted else 1]}


def _recall(one: tuple[ShownPassage, str], told: list[tuple[ShownPassage, str]], objective: str, plan: Plan) -> dict[str, Any]:
    question = f"What is told of {listed(topics(one[1]))}?"
    given = told[-1] if _drawn(question, plan.wrong) else one
    return _exercise("recall", objective, question, [_told(*given)])


def _sum(one: tuple[ShownPassage, str], objective: str, plan: Plan) -> dict[str, Any]:
    first, more = 12, 30
    question = f"Somebody keeps {first} and {more} more of what is told of {listed(topics(one[1]))}. How many are kept?"
    comes_to = first + more + _drawn(question, plan.wrong)
    check = {"kind": "math", "expression": f"{first}+{more}", "equals": str(comes_to), "rounding": None}
    steps = [_told(*one), _connective(f"Together {first} and {more} are kept."), _connective(str(comes_to))]
    return _exercise("apply", objective, question, steps, check=check)


def _unsaid(one: tuple[ShownPassage, str], objective: str) -> dict[str, Any]:
    question = f"How heavy is the thing called {topics(one[1])[0]}?"
    nearest = {**_told(*one), "text": f"The sources do not say how heavy the thing called {topics(one[1])[0]} is."}
    return _exercise("unanswerable", objective, question, [nearest])


def _mended(asked: Asked, plan: Plan) -> dict[str, Any]:
    """The question again, with the solution that the passages have."""
    found = EXERCISE.search(asked.page.rpartition("<draft>")[2])
    told = [(passage, sentence) for passage in asked.passages for sentence in sentences(passage)]
    one = next((one for one in told if found and listed(topics(one[1])) in found[3]), None)
    if not found or not one:
        return {"exercise": None}
    right = plan.model_copy(update={"wrong": 0.0})
    return {"exercise": _sum(one, found[2], right) if found[1] == "apply" else _recall(one, told, found[2], right)}


def _solved(asked: Asked, plan: Plan) -> dict[str, Any]:
    if found := SUM.search(asked.question):
        return {"reasoning": "added", "answerable": "yes", "answer": str(int(found[1]) + int(found[2]))}
    said = [_one_line(s) for passage in asked.passages for s in sentences(passage) if listed(topics(s)) in asked.question]
    return {"reasoning": "looked up", "answerable": "yes" if said else "no", "answer": "".join(said[:1])}


def _marked(asked: Asked, plan: Plan) -> dict[str, Any]:
    own, theirs = (text.partition("\n")[0] for text in (asked.reference, asked.answers[0]))
    return {"reason": "held beside each other", "same": "yes" if own == theirs else "no"}


def _edited(asked: Asked, plan: Plan) -> dict[str, Any]:
    return {"objections": []}


SEATS: dict[str, Callable[[Asked, Plan], dict[str, Any]]] = {
    "Surveyed": _surveyed,
    "Planned": _planned,
    "WrittenSection": _written,
    "RevisedSection": _revised,
    "SectionCriticism": _criticised,
    "WrittenExercises": _examined,
    "RevisedExercise": _mended,
    "ExerciseCriticism": lambda asked, plan: _checked(asked),
    "Solution": _solved,
    "Marked": _marked,
    "Edited": _edited,
}


def _exercise(kind: str, objective: str, question: str, solution: list[dict[str, Any]], *, check: Any = None) -> dict[str, Any]:
    return {
        "objective": objective,
        "kind": kind,
        "level": "understand",
        "question": question,
        "solution": solution,
        "check": check,
        "variation_of": "",
    }


def _part(kind: str, said: list[dict[str, Any]]) -> dict[str, Any]:
    return {"kind": kind, "title": "", "sentences": said, "exhibit": None, "worked": None}


def _told(passage: ShownPassage, sentence: str) -> dict[str, Any]:
    return {"text": _one_line(sentence), "quotes": [{"passage": passage.number, "words": sentence}], "connective": False}


def _connective(text: str) -> dict[str, Any]:
    return {"text": text, "quotes": [], "connective": True}


def _title(asked: Asked) -> str:
    found = SECTION.search(asked.page)
    return found[1] if found else ""


def _drawn(words: str, share: float) -> bool:
    return within(sha256(words.encode()).hexdigest(), share)


def _one_line(text: str) -> str:
    return " ".join(text.split())
