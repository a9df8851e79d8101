"""Several judges' verdicts made one, and the criterion that a rejection names."""

from bookwright.agents.items import Decision, Verdict
from bookwright.graphs.verdicts import lowest, together


def verdict(by: str, *, short: tuple[str, ...] = (), sha: str = "s", **scores: int) -> Verdict:
    decision = Decision.REJECT if short else Decision.ACCEPT
    return Verdict(decision=decision, scores=scores, shortfalls=short, reasons=("a: so",), by=by, text_sha256=sha)


def test_one_verdict_is_itself() -> None:
    assert together([one := verdict("x", a=5)]) is one


def test_all_must_accept_the_lowest_scores_count_and_each_judge_s_own_word_is_kept() -> None:
    first, second = verdict("x", a=5, b=4), verdict("y", short=("b",), a=4, b=2)
    both = together([first, second])
    assert both.decision is Decision.REJECT
    assert both.scores == {"a": 4, "b": 2}
    assert both.verdicts == (first, second)
    assert (both.by, both.reasons, both.shortfalls) == ("x, y", ("x: a: so", "y: a: so"), ("b",))
    assert together([first, first]).decision is Decision.ACCEPT


def test_verdicts_on_different_texts_are_bound_to_none() -> None:
    assert together([verdict("x", a=5), verdict("y", a=5, sha="t")]).text_sha256 == ""


def test_a_rejection_names_the_lowest_of_the_criteria_that_fall_short() -> None:
    assert lowest(verdict("x", short=("b", "c"), a=2, b=4, c=3)) == "c"
    assert lowest(verdict("x", a=4, b=3)) == "b"
    assert lowest(verdict("x")) == "unscored"
