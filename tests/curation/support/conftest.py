"""A few sentences that stand for a document."""

import pytest


@pytest.fixture
def lines() -> tuple[str, ...]:
    return (
        "Sarah Miller opened the new clinic in Leeds on Monday.",
        "The clinic employs 25 nurses and treats children without an appointment.",
        "Opening hours were extended because demand increased in winter.",
        "The city council did not fund the building.",
        "A second clinic in York will follow next year.",
    )
