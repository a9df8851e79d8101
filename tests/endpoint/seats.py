"""All seats that the endpoint can sit in."""

from typing import Any

from tests.endpoint import honest, teacher
from tests.endpoint.plan import Plan
from tests.endpoint.reading import Asked


def answer(asked: Asked, plan: Plan) -> dict[str, Any]:
    """The JSON object that the seat's schema asks for."""
    return teacher.SEATS[asked.seat](asked, plan) if asked.seat in teacher.SEATS else honest.answer(asked, plan)
