"""Several judges' verdicts made one: by unanimity, or by a jury."""

from collections.abc import Callable, Sequence
from functools import partial

from bookwright.agents.items import Decision, Verdict
from bookwright.curation.jury.jury import Jury
from bookwright.curation.jury.vote import Vote

UNSURE = "jury_unsure"
"""What falls short where a jury abstains."""

WORDS = {Vote.YES: "accepts", Vote.NO: "rejects", Vote.NONE: "is not sure enough to decide"}


def together(verdicts: Sequence[Verdict]) -> Verdict:
    """One verdict of several: the lowest score of each criterion; accepted if all accept. It holds each judge's own."""
    if len(verdicts) == 1:
        return verdicts[0]
    return Verdict(
        decision=Decision.ACCEPT if all(v.decision is Decision.ACCEPT for v in verdicts) else Decision.REJECT,
        scores=_lowest_scores(verdicts),
        shortfalls=_shortfalls(verdicts),
        reasons=_reasons(verdicts),
        by=", ".join(v.by for v in verdicts),
        text_sha256=_bound_to(verdicts),
        verdicts=tuple(verdicts),
    )


def found_by(jury: Jury, verdicts: Sequence[Verdict]) -> Verdict:
    """One verdict of one or several: what the jury finds, rejected with `jury_unsure` as what falls short where it abstains.

    Scores and shortfalls are those of the members on the side that it takes, the lowest of each criterion; of all where it takes none. The
    first of the reasons is how likely the end is right that its members lean to. It holds each judge's own.
    """
    finding = jury.find({v.by: _vote(v) for v in verdicts})
    decided = finding.vote is not Vote.NONE
    side = [v for v in verdicts if jury.weights.get(v.by) and _vote(v) is finding.vote] if decided else verdicts
    return Verdict(
        decision=finding.vote.decision or Decision.REJECT,
        scores=_lowest_scores(side),
        shortfalls=_shortfalls(side) if decided else (UNSURE,),
        reasons=(
            f"jury: {WORDS[finding.vote]}; what its members lean to is right with probability {finding.probability:.2f}",
            *_reasons(verdicts),
        ),
        by=f"jury of {', '.join(v.by for v in verdicts)}",
        text_sha256=_bound_to(verdicts),
        verdicts=tuple(verdicts),
    )


def rule_of(jury: Jury | None) -> Callable[[Sequence[Verdict]], Verdict]:
    """How the verdicts on one draft are made one."""
    return partial(found_by, jury) if jury else together


def lowest(verdict: Verdict) -> str:
    """The criterion with the lowest score, of those that fall short where the judge names them; "unscored" where there are none."""
    return min(verdict.shortfalls or verdict.scores, key=lambda name: verdict.scores.get(name, 0), default="unscored")


def _vote(verdict: Verdict) -> Vote:
    return Vote.for_decision(verdict.decision)


def _lowest_scores(verdicts: Sequence[Verdict]) -> dict[str, int]:
    return {name: min(v.scores.get(name, 5) for v in verdicts) for name in dict.fromkeys(n for v in verdicts for n in v.scores)}


def _shortfalls(verdicts: Sequence[Verdict]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for v in verdicts for name in v.shortfalls))


def _reasons(verdicts: Sequence[Verdict]) -> tuple[str, ...]:
    return tuple(f"{v.by}: {reason}" for v in verdicts for reason in v.reasons)


def _bound_to(verdicts: Sequence[Verdict]) -> str:
    """The hash of the draft that all of them judged; empty if they judged several."""
    judged = {v.text_sha256 for v in verdicts}
    return judged.pop() if len(judged) == 1 else ""
