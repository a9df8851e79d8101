"""The honest labeller: the label whose name stands in the text, else the first; some models see it otherwise."""

import re
from typing import Any

from tests.endpoint.plan import Plan
from tests.endpoint.reading import Asked

TEXT = re.compile(r"<text>\n(.*?)\n</text>", re.DOTALL)
NAMES = re.compile(r"which is one of: (.*)\.")


def _labelled(asked: Asked, plan: Plan) -> dict[str, Any]:
    shown, named = TEXT.search(asked.page), NAMES.search(asked.page)
    assert shown
    assert named
    names = named[1].split(", ")
    said = next((name for name in names if name in shown[1]), names[0])
    doubtful = "doubtful" in shown[1] and asked.model.endswith("2")
    return {"reason": "it says so", "words": shown[1].split(".")[0], "label": names[-1] if doubtful else said}


SEATS = {"Label": _labelled}
