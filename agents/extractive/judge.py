"""The judge of the rule-based team: scores computed from what can be counted, with the reason for each in words."""

from collections.abc import Callable

from bookwright.agents.extractive.scores import CRITERIA, Score
from bookwright.agents.items import Decision, Submission, Verdict

MINIMUM = {"groundedness": 5, "correctness": 4, "completeness": 3, "clarity": 3, "stands_alone": 4, "usefulness": 3}
"""The least score of each criterion; below any of them the draft is rejected."""


class ExtractiveJudge:
    """Submission to verdict, bound to the draft that was read."""

    maker = "rules"

    async def __call__(self, item: Submission, /) -> Verdict:
        return judge(item)


def judge(submission: Submission) -> Verdict:
    """Every criterion scored; accepted if each reaches its minimum."""
    judged: dict[str, tuple[int, str]] = {name: _score(criterion, submission) for name, criterion in CRITERIA.items()}
    shortfalls = tuple(name for name, least in MINIMUM.items() if judged[name][0] < least)
    return Verdict(
        decision=Decision.REJECT if shortfalls else Decision.ACCEPT,
        scores={name: score for name, (score, _) in judged.items()},
        shortfalls=shortfalls,
        reasons=tuple(f"{name}: {reason}" for name, (_, reason) in judged.items()),
        by=ExtractiveJudge.maker,
        text_sha256=submission.draft.sha256,
    )


def _score(criterion: Callable[[Submission], Score], submission: Submission) -> tuple[int, str]:
    found = criterion(submission)
    return found.value, found.reason
