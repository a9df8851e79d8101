"""The honest seats of Constitutional AI: the critic objects to what the principle's name is not said in, the reviser says it."""

import re
from typing import Any

from tests.endpoint.plan import Plan
from tests.endpoint.reading import Asked

PRINCIPLE = re.compile(r'principle (?:is called )?"([^"]+)"')
RESPONSE = re.compile(r"<answer>\n(.*?)\n</answer>", re.DOTALL)


def _critique(asked: Asked, plan: Plan) -> dict[str, Any]:
    name, said = _principle(asked), RESPONSE.search(asked.page)
    assert said
    objects = name not in said[1] and "perfect" not in said[1]
    return {"critique": f"It is not {name}." if objects else "It holds up.", "objects": "yes" if objects else "no"}


def _revision(asked: Asked, plan: Plan) -> dict[str, Any]:
    said = RESPONSE.search(asked.page)
    assert said
    return {"revision": said[1] if "stubborn" in said[1] else f"{said[1]} This is {_principle(asked)}."}


def _preference(asked: Asked, plan: Plan) -> dict[str, Any]:
    """The longer one, or the first wherever there is doubt."""
    first, second = (len(text.split()) for text in asked.answers)
    return {"reason": "it says more", "preference": "first" if first > second or "doubtful" in asked.page else "second"}


def _principle(asked: Asked) -> str:
    found = PRINCIPLE.search(asked.page)
    assert found
    return found[1]


SEATS = {"PrincipledCritique": _critique, "PrincipledRevision": _revision, "PrincipledPreference": _preference}
