"""The settings of Evol-Instruct: what cannot be meant is refused with the option's name."""

import pytest
from pydantic import ValidationError

from bookwright.agents.evolve.items import Growth
from bookwright.graphs.evolve.settings import EvolveSettings


@pytest.mark.parametrize(
    ("given", "said"), [({"measure": 1}, "measure: one answer"), ({"growth": Growth(least=9, most=8)}, "least-words: 9")]
)
def test_what_cannot_be_meant_is_refused(given: dict[str, object], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        EvolveSettings.model_validate(given)


def test_nothing_need_be_measured() -> None:
    assert EvolveSettings(measure=0).measure == 0
