"""All seats that the endpoint can sit in."""

from typing import Any

from tests.endpoint import honest, recipes, teacher
from tests.endpoint.plan import Plan
from tests.endpoint.reading import Asked

SEATS = teacher.SEATS | recipes.SEATS


def answer(asked: Asked, plan: Plan) -> dict[str, Any]:
    """The JSON object that the seat's schema asks for."""
    return SEATS[asked.seat](asked, plan) if asked.seat in SEATS else honest.answer(asked, plan)
