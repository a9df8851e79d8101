"""What each of several judges said: the verdict of all shows the lowest scores alone."""

from collections.abc import Sequence
from statistics import fmean

from bookwright.agents.items import Decision, Verdict
from bookwright.knowledge.document import Frozen


class JudgeFigures(Frozen):
    """One judge: how many drafts it judged and accepted, and the mean of its scores (1 to 5) for each criterion."""

    name: str
    judged: int
    accepted: int
    means: dict[str, float]


class Judging(Frozen):
    """The judges in the order of their seats; on `disagreed` of the `judged` drafts, some accepted and some rejected."""

    judges: tuple[JudgeFigures, ...]
    judged: int
    disagreed: int


def judging_of(verdicts: Sequence[tuple[Verdict, ...]]) -> Judging | None:
    """The judges, by the verdicts of all its judges on each draft; None of no drafts."""
    names = dict.fromkeys(verdict.by for some in verdicts for verdict in some)
    if not names:
        return None
    return Judging(
        judges=tuple(_judge(name, [verdict for some in verdicts for verdict in some if verdict.by == name]) for name in names),
        judged=len(verdicts),
        disagreed=sum(len({verdict.decision for verdict in some}) > 1 for some in verdicts),
    )


def _judge(name: str, own: Sequence[Verdict]) -> JudgeFigures:
    criteria = dict.fromkeys(criterion for verdict in own for criterion in verdict.scores)
    return JudgeFigures(
        name=name,
        judged=len(own),
        accepted=sum(verdict.decision is Decision.ACCEPT for verdict in own),
        means={name: fmean(verdict.scores[name] for verdict in own if name in verdict.scores) for name in criteria},
    )
