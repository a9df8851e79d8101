"""The honest respondent: sentences of the passages, else words of its own, more or fewer by its model and the principle."""

import re
from hashlib import sha256
from typing import Any

from tests.endpoint.honest import sentences
from tests.endpoint.plan import Plan
from tests.endpoint.reading import Asked

PRINCIPLE = re.compile(r"The principle for this answer:\n\n(.*?)\n\n", re.DOTALL)
OWN = "certainly one two three four five six seven eight nine ten".split()


def _responded(asked: Asked, plan: Plan) -> dict[str, Any]:
    principle = PRINCIPLE.search(asked.page)
    assert principle
    many = sha256(f"{asked.model} {principle[1]}".encode()).digest()[0]
    said = [sentence for passage in asked.passages for sentence in sentences(passage)]
    if asked.passages:
        return {"answer": " ".join(said[: 1 + many % len(said)]) if said else "Nothing of it stands there."}
    return {"answer": " ".join(OWN[: 1 + many % len(OWN)]) + f", says {asked.model}."}


SEATS = {"PrincipledAnswer": _responded}
