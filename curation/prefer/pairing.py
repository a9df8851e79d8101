"""Which two of the ranked answers make a pair, and what speaks against it."""

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from bookwright.agents.pair import Preference
from bookwright.curation.draw import drawn_from
from bookwright.curation.prefer.ranking import Measure, Scores

DIGITS = 9  # sums of shares differ in the last place by the order in which they were added


class Pairing(StrEnum):
    """Which answer is rejected: one drawn from the others, or the worst. The chosen one is the best."""

    ZEPHYR = "zephyr"
    BEST_WORST = "best-worst"


class Places(NamedTuple):
    """The places of the two answers of a pair."""

    chosen: int
    rejected: int


def leading(scores: Scores) -> Measure:
    """The measure that decides: the first of all that is there."""
    return next(measure for measure in Measure if measure in scores)


def places_of(scores: Sequence[Scores], sound: Sequence[bool], pairing: Pairing, prompt: str) -> Places:
    """The pair of a prompt, by its id.

    The best answer that is `sound` is chosen, the first of equals; one is. Rejected is one drawn from all others (Zephyr: Tunstall et al.
    2023, section 3), or the worst of them.
    """
    values = [score[leading(score)] for score in scores]
    chosen = max((place for place, fit in enumerate(sound) if fit), key=lambda place: (values[place], -place))
    others = [place for place in range(len(scores)) if place != chosen]
    if pairing is Pairing.ZEPHYR:
        return Places(chosen, drawn_from(others, prompt, "rejected"))
    return Places(chosen, min(others, key=lambda place: (values[place], place)))


def gap(chosen: Scores, rejected: Scores) -> float:
    """By how much the chosen answer is the better, on the scale from 0 to 1 of the measure that decides."""
    measure = leading(chosen)
    return round(chosen[measure] - rejected[measure], DIGITS)


def objection(chosen: Scores, rejected: Scores, direct: Preference, margin: float) -> str:
    """Why two answers make no pair, as "stage:cause"; empty where they make one.

    `direct` is what comparing the two has come to, the chosen one first, or the sign of the gap where nobody compared. Besides ties and
    gaps below the margin, a pair falls where anything points the other way: the answer that the gates turned away ("gates"), the two
    compared with each other ("direct"), or another measure, such as an overall score that contradicts its own aspects (UltraFeedback's
    released scores have 2,628 tens that stand for ones).
    """
    distance = gap(chosen, rejected)
    if distance < 0:
        return "crosscheck:gates"
    if distance == 0 or direct is Preference.TIE:
        return "margin:tie"
    if direct is Preference.SECOND:
        return "crosscheck:direct"
    if distance < margin:
        return "margin:small"
    against = (measure for measure in Measure if measure in chosen and round(chosen[measure] - rejected[measure], DIGITS) < 0)
    return next((f"crosscheck:{measure}" for measure in against), "")


def sign(distance: float) -> Preference:
    """Which of two answers a gap is for."""
    return Preference.FIRST if distance > 0 else Preference.SECOND if distance < 0 else Preference.TIE
