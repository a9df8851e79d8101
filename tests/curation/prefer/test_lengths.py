"""How far length goes with winning, on answers whose lengths and winners are known."""

import pytest

from bookwright.agents.pair import Preference
from bookwright.curation.prefer.lengths import Duel, of_duels, of_pairs, win_rates

FIRST, SECOND, TIE = Preference.FIRST, Preference.SECOND, Preference.TIE


def duel(first: int, second: int, better: Preference, makers: tuple[str, str] = ("a", "b")) -> Duel:
    return Duel(makers=makers, principles=("", ""), lengths=(first, second), better=better)


def test_pairs_are_counted_by_how_long_the_chosen_answer_is() -> None:
    found = of_pairs([(20, 10), (10, 20), (30, 10), (10, 10)])
    assert (found["pairs"], found["chosen_longer"], found["mean_length_ratio"]) == (4, 0.6667, pytest.approx(3**0.25, abs=1e-4))
    assert found["bands"] == [
        {"chosen_is": "less than half", "pairs": 0},
        {"chosen_is": "shorter", "pairs": 1},
        {"chosen_is": "alike", "pairs": 1},
        {"chosen_is": "longer", "pairs": 0},
        {"chosen_is": "more than twice", "pairs": 2},
    ]
    assert of_pairs([]) == {}


def test_the_longer_wins_counts_what_is_decided_and_differs() -> None:
    found = of_duels([duel(2, 1, FIRST), duel(1, 2, FIRST), duel(2, 1, SECOND), duel(1, 2, SECOND), duel(1, 1, FIRST), duel(2, 1, TIE)])
    assert found == {"duels": 6, "longer_wins": 0.5, "longer_wins_of": 4}
    assert of_duels([duel(1, 1, TIE)])["longer_wins"] is None


def test_a_model_that_wins_by_length_alone_wins_half_at_even_length() -> None:
    wordy = [duel(9, 1, FIRST)] * 8 + [duel(1, 9, SECOND)] * 2
    rows = {str(row["name"]): row for row in win_rates(wordy, lambda one: one.makers) if isinstance(row, dict)}
    assert (rows["a"]["wins"], rows["a"]["wins_at_even_length"]) == (0.8, 0.5)
    assert (rows["b"]["wins"], rows["b"]["wins_at_even_length"]) == (0.2, 0.5)


def test_where_a_model_is_never_the_shorter_nothing_is_said_of_even_length() -> None:
    (row, _) = win_rates([duel(9, 1, FIRST)], lambda one: one.makers)
    assert row == {"name": "a", "duels": 1, "wins": 1.0, "wins_at_even_length": None}
    assert win_rates([duel(9, 1, FIRST, ("a", "a"))], lambda one: one.makers) == []


def test_each_comparison_is_looked_at_as_often_however_many_names_there_are() -> None:
    duels = [duel(2, 1, FIRST, (f"a{number}", f"b{number}")) for number in range(50)]
    looked: list[Duel] = []

    def makers(one: Duel) -> tuple[str, str]:
        looked.append(one)
        return one.makers

    assert len(win_rates(duels, makers)) == 100
    assert len(looked) <= 4 * len(duels)
