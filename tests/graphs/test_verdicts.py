"""Several judges' verdicts made one, by unanimity and by a jury, and the criterion that a rejection names."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookwright.agents.failures import FailureKind
from bookwright.agents.items import Decision, Submission, Verdict
from bookwright.curation.jury import Jury, Share
from bookwright.errors import InputError, ModelUnreachable
from bookwright.graphs.qa import qa_graph
from bookwright.graphs.settings import QASettings
from bookwright.graphs.verdicts import found_by, lowest, together
from bookwright.knowledge.library import Library
from tests.graphs.conftest import Seats


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


def jury(least: float | None = 1.5, **doubts: float) -> Jury:
    nothing = Share(hits=0, of=0)
    weights = {"x": 2.0, "y": 1.0}
    return Jury(weights=weights, doubts=doubts, least=least, target=0.5, decided=nothing, accuracy=nothing, calibrations=())


def test_a_jury_accepts_on_the_word_of_its_members_and_takes_their_scores() -> None:
    for_it, against, unknown = verdict("x", a=4, b=5), verdict("z", short=("b",), a=1, b=1), verdict("w", a=3, b=3)
    found = found_by(jury(), [for_it, against, unknown])
    assert found.decision is Decision.ACCEPT
    assert (found.scores, found.shortfalls) == ({"a": 4, "b": 5}, ())
    assert found.by == "jury of x, z, w"
    assert found.reasons == ("jury: accepts; what its members lean to is right with probability 0.88", "x: a: so", "z: a: so", "w: a: so")
    assert found.verdicts == (for_it, against, unknown)
    assert found.text_sha256 == "s"


def test_a_jury_rejects_by_the_criterion_of_those_who_reject() -> None:
    found = found_by(jury(0.5), [verdict("x", short=("b",), a=5, b=2), verdict("y", short=("a",), a=1, b=1), verdict("z", a=5, b=5)])
    assert (found.decision, found.shortfalls) == (Decision.REJECT, ("b", "a"))
    alone = found_by(jury(0.5), [verdict("x", short=("b",), a=5, b=2), verdict("y", a=1, b=5)])
    assert (alone.decision, alone.shortfalls, lowest(alone)) == (Decision.REJECT, ("b",), "b")


@pytest.mark.parametrize(
    "verdicts",
    [
        [verdict("x", a=5), verdict("y", short=("a",), a=1)],
        [verdict("y", a=5)],
        [verdict("z", a=5)],
        [verdict("x", a=5), verdict("doubted", a=5)],
    ],
)
def test_what_a_jury_is_not_sure_of_is_rejected_as_that(verdicts: list[Verdict]) -> None:
    found = found_by(jury(1.5, doubted=1.0), verdicts)
    assert (found.decision, lowest(found)) == (Decision.REJECT, "jury_unsure")
    assert found.reasons[0].startswith("jury: is not sure enough to decide")


def test_one_judge_before_a_jury_keeps_its_own_verdict() -> None:
    found = found_by(jury(), [own := verdict("x", a=5)])
    assert (found.by, found.verdicts) == ("jury of x", (own,))


@given(st.lists(st.tuples(st.sampled_from("xyzd"), st.booleans()), min_size=1, unique_by=lambda pair: pair[0]), st.floats(0.1, 4))
def test_a_jury_accepts_nothing_that_no_member_accepts(said: list[tuple[str, bool]], least: float) -> None:
    found = found_by(jury(least, d=1.0), [verdict(by, a=5) if yes else verdict(by, short=("a",), a=1) for by, yes in said])
    assert found.decision is Decision.REJECT or {by for by, yes in said if yes} & {"x", "y"}
    assert bool(found.shortfalls) == (found.decision is Decision.REJECT)


def test_verdicts_on_different_texts_are_bound_to_none_by_a_jury_either() -> None:
    assert found_by(jury(), [verdict("x", a=5), verdict("y", a=5, sha="t")]).text_sha256 == ""


class Seated:
    """A judge of some name that always says the same."""

    def __init__(self, maker: str, *, accepts: bool) -> None:
        self.maker, self.short = maker, () if accepts else ("a",)

    async def __call__(self, item: Submission) -> Verdict:
        return verdict(self.maker, short=self.short, sha=item.draft.sha256, a=1 if self.short else 5)


class Down:
    """A judge whose calls fail."""

    maker = "down"

    async def __call__(self, item: Submission) -> Verdict:
        raise ModelUnreachable(FailureKind.TIMEOUT, "no complete answer")


@pytest.mark.parametrize(
    ("accepts", "jury", "reason"), [(False, None, "judge:a"), (True, None, "judge:timeout"), (False, jury(0.5), "judge:timeout")]
)
async def test_a_rejection_stands_also_where_another_judges_call_fails(
    library: Library, accepts: bool, jury: Jury | None, reason: str
) -> None:
    for judges in ((Down(), Seated("x", accepts=accepts)), (Seated("x", accepts=accepts), Down())):
        graph = qa_graph(replace(Seats().team(), judges=judges), library, QASettings(jury=jury)).compile()
        out = await graph.ainvoke({"passage_id": library.passages()[0].id})
        assert [reject.reason for reject in out["rejects"]] == [reason]


@pytest.mark.parametrize(
    ("jury", "reasons"),
    [(None, ["judge:a"]), (jury(0.5), []), (jury(1.5), ["judge:jury_unsure"]), (jury(0.5, z=2.5), [])],
)
async def test_the_graph_s_judges_are_weighed_by_the_jury_of_its_settings(library: Library, jury: Jury | None, reasons: list[str]) -> None:
    judges = (Seated("x", accepts=True), Seated("y", accepts=False), Seated("z", accepts=False))
    graph = qa_graph(replace(Seats().team(), judges=judges), library, QASettings(jury=jury)).compile()
    out = await graph.ainvoke({"passage_id": library.passages()[0].id})
    assert [reject.reason for reject in out["rejects"]] == reasons
    assert [record.verdict.by for record in out["records"]] == ([] if reasons else ["jury of x, y, z"])


def test_a_graph_whose_jury_would_never_decide_is_not_built(library: Library) -> None:
    judges = (Seated("z", accepts=True), Seated("w", accepts=True))
    with pytest.raises(InputError, match="jury: no judge has a weight in it of those named"):
        qa_graph(replace(Seats().team(), judges=judges), library, QASettings(jury=jury()))
