"""The honest portrayer: two readers for the word after "session" in the passage."""

import re
from typing import Any

from tests.endpoint.plan import Plan
from tests.endpoint.reading import Asked

SUBJECT = re.compile(r"ession (\w+)")


def _portrayed(asked: Asked, plan: Plan) -> dict[str, Any]:
    found = SUBJECT.search(asked.passages[0].text)
    subject = found[1] if found else "document"
    return {"personas": [f"an engineer of {subject}", f"a buyer of {subject}"]}


SEATS = {"Portrayed": _portrayed}
