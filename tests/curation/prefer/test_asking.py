"""Which answers are asked for: drawn by the prompt, everybody and every principle in turn, and no request twice."""

from hypothesis import given
from hypothesis import strategies as st

from bookwright.curation.prefer.asking import asks_for

PRINCIPLES = ("helpful", "truthful", "honest", "calibrated")


@given(st.text(max_size=8), st.integers(2, 16), st.integers(1, 5), st.integers(1, 4))
def test_no_request_is_made_twice_and_all_have_their_turn(prompt: str, answers: int, respondents: int, styles: int) -> None:
    asks = asks_for(prompt, answers, respondents, PRINCIPLES[:styles])
    assert len(set(asks)) == len(asks) == answers
    assert asks == asks_for(prompt, answers, respondents, PRINCIPLES[:styles])
    assert len({ask.respondent for ask in asks}) == min(answers, respondents)
    assert len({ask.principle for ask in asks}) == min(answers, styles)


def test_models_and_principles_meet_at_random() -> None:
    met = {(ask.respondent, ask.principle) for number in range(40) for ask in asks_for(f"p{number}", 4, 2, PRINCIPLES)}
    assert len(met) == 8
    assert {(ask.respondent, ask.principle) for ask in asks_for("p", 8, 2, PRINCIPLES)} == met
