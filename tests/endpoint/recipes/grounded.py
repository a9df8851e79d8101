"""The honest answerer of questions over documents: the sentence with most of the question's words, quoted, or no answer."""

import re
from typing import Any

from tests.endpoint.plan import Plan
from tests.endpoint.reading import Asked

WORD = re.compile(r"[a-z]{4,}")


def _answered(asked: Asked, plan: Plan) -> dict[str, Any]:
    wanted = set(WORD.findall(asked.question.lower()))
    sentences = [(one.number, said) for one in asked.passages for said in re.split(r"(?<=\.)\s+", one.text)]
    number, best = max(sentences, key=lambda pair: len(wanted & set(WORD.findall(pair[1].lower()))))
    if not wanted & set(WORD.findall(best.lower())):
        return {"answerable": "no", "answer": []}
    words = "words that stand nowhere" if "astray" in asked.question else best
    text = " ".join(best.split())
    return {"answerable": "yes", "answer": [{"text": text, "quotes": [{"passage": number, "words": words}], "connective": False}]}


SEATS = {"GroundedAnswer": _answered}
