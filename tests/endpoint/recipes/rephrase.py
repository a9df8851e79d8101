"""The honest seats of rephrasing: every sentence of the passage behind a few words more, or some of them in a style that is to be short."""

import re
from hashlib import sha256
from typing import Any

from tests.endpoint.honest import listed, sentences, topics
from tests.endpoint.plan import Plan, within
from tests.endpoint.reading import Asked

STYLE = re.compile(r"The style (?:that was )?wanted (?:was|is)\n([\w-]+):")
DRAFT = re.compile(r"<draft>\n(.*?)\n</draft>", re.DOTALL)
PART = re.compile(r"^Part \d+:(?: (.*))?$")
CLAIM = re.compile(r"^(\d+)\. (.*)$")
QUOTED = re.compile(r'^   source: "(.*)"$')
REWORDED, MENDED = "In other words: ", "Put exactly: "
KEPT = {"terse": 0.7, "distil": 0.5}


def _rephrased(asked: Asked, plan: Plan) -> dict[str, Any]:
    passage = asked.passages[0]
    style = STYLE.search(asked.page)
    assert style
    told = sentences(passage)
    kept = told[: max(1, round(len(told) * KEPT.get(style[1], 1)))]
    if style[1] in {"qa", "knowledge-list"}:
        questions = [f"What is stated in {passage.title} on {listed(topics(one))}?" if style[1] == "qa" else "" for one in kept]
        return {"parts": [_part(question, [one]) for question, one in zip(questions, kept, strict=True)]}
    return {"parts": [_part("", kept)] if kept else []}


def _criticised(asked: Asked, plan: Plan) -> dict[str, Any]:
    claims = [claim for _, claims in _parts(asked) for claim in claims]
    checked = [
        {"sentence": number, "source_words": quotes[0] if quotes else "", "reason": "said in these words", "standing": "supported"}
        for number, (_, quotes) in enumerate(claims, 1)
    ]
    first = claims[0][0]
    faulty = not first.startswith(MENDED) and within(sha256(first.encode()).hexdigest(), plan.faulty)
    fault = {"words": first, "reason": "it can be read in two ways", "kind": "unclear", "remedy": "say it exactly"}
    return {"sentences": checked, "lost": [], "faults": [fault] if faulty else []}


def _revised(asked: Asked, plan: Plan) -> dict[str, Any]:
    parts = [_part(lead, [quote for _, quotes in claims for quote in quotes]) for lead, claims in _parts(asked)]
    for part in parts:
        for sentence in part["sentences"]:
            sentence["text"] = sentence["text"].replace(REWORDED, MENDED)
    return {"draft": {"parts": parts}}


def _parts(asked: Asked) -> list[tuple[str, list[tuple[str, list[str]]]]]:
    """The parts of the draft on the page: the lead, and each sentence with its quotes."""
    shown = DRAFT.search(asked.page)
    assert shown
    parts: list[tuple[str, list[tuple[str, list[str]]]]] = []
    for line in shown[1].split("\n"):
        if part := PART.match(line):
            parts.append((part[1] or "", []))
        elif claim := CLAIM.match(line):
            parts[-1][1].append((claim[2], []))
        elif quoted := QUOTED.match(line):
            parts[-1][1][-1][1].append(quoted[1])
    return parts


def _part(lead: str, quotes: Any) -> dict[str, Any]:
    said = [
        {"text": REWORDED + " ".join(quote.split()), "quotes": [{"passage": 1, "words": quote}], "connective": False} for quote in quotes
    ]
    return {"lead": lead, "sentences": said}


SEATS = {"WrittenRephrase": _rephrased, "RephraseCriticism": _criticised, "RevisedRephrase": _revised}
