"""A wrong solution is made from a sound one, the same for the same seed, and is caught."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookwright.agents.textbook.check import Check, CodeCheck, MathCheck, Operation, Proof, TableCheck
from bookwright.curation.verification import verify
from bookwright.curation.verification.planting import Wrong, plant
from bookwright.knowledge.evidence import Evidence

TABLE = (Evidence(document_id="d", start=0, end=24, quote="Name | Value\na | 3\nb | 4"),)
SOUND: tuple[Check, ...] = (
    MathCheck(expression="16-3-4", equals="9"),
    MathCheck(expression="10/3", equals="3.33", rounding=2),
    MathCheck(expression="(x+1)**2", equals="x**2+2*x+1"),
    MathCheck(expression=r"(\sqrt{9}, 4/2)", equals="(3, 2)"),
    TableCheck(evidence=0, column="Value", operation=Operation.SUM, equals="7"),
    CodeCheck(source="print(2 + 3)", prints="5"),
    CodeCheck(source="def f(x):\n    return [x, x > 1, 'ä']\nassert f(2) == [2, True, 'ä']"),
)


@pytest.mark.parametrize("sound", SOUND, ids=lambda check: check.kind)
@pytest.mark.parametrize("wrong", Wrong)
async def test_what_is_planted_is_caught_and_the_sound_one_passes(sound: Check, wrong: Wrong) -> None:
    planted = plant(wrong, sound, "seed")

    assert (planted is None) == ((wrong is Wrong.OUTPUT) != isinstance(sound, CodeCheck))
    assert (await verify(sound, TABLE)).proof is Proof.HOLDS
    if planted is not None:
        assert planted == plant(wrong, sound, "seed")
        assert (await verify(planted, TABLE)).proof is Proof.FAILS


@pytest.mark.parametrize("equals", ["0", "x", r"\text{none}"])
def test_an_answer_without_a_hold_is_left_alone(equals: str) -> None:
    sound = MathCheck(expression="1 + 1", equals=equals)

    assert plant(Wrong.SIGN, sound, "seed") is None or equals == "x"
    assert plant(Wrong.OFF_BY_ONE, sound, "seed") is None or equals == "0"


@given(
    st.decimals(-(10**6), 10**6, places=2).filter(bool), st.sampled_from([Wrong.NUMBER, Wrong.SIGN, Wrong.OFF_BY_ONE]), st.text(max_size=3)
)
def test_a_planted_number_is_another_number(value: object, wrong: Wrong, seed: str) -> None:
    planted = plant(wrong, MathCheck(expression="1 + 1", equals=str(value)), seed)

    assert isinstance(planted, MathCheck) or (planted is None and wrong is Wrong.OFF_BY_ONE)
    assert planted is None or float(planted.equals) != float(str(value))
