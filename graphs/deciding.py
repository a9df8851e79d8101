"""What the judges make of a text that has come through critique and revision."""

from collections.abc import Sequence
from typing import TypeVar

from bookwright.agents.items import Decision, Verdict
from bookwright.agents.role import Role
from bookwright.curation.jury.jury import Jury
from bookwright.errors import ModelError
from bookwright.graphs.abreast import abreast
from bookwright.graphs.attempt import attempt
from bookwright.graphs.history import in_words
from bookwright.graphs.step import Way
from bookwright.graphs.verdicts import lowest, rule_of

Shown = TypeVar("Shown")


async def verdict_of(submission: Shown, judges: Sequence[Role[Shown, Verdict]], jury: Jury | None = None) -> Verdict:
    """What the judges come to, all of whom must accept, or the jury.

    Where a judge's call has failed, one that rejects decides by itself all the same, unless a jury would weigh its word; else ModelError.
    """
    said = await abreast(attempt(judge(submission)) for judge in judges)
    verdicts = [verdict for verdict in said if not isinstance(verdict, ModelError)]
    failed = [error for error in said if isinstance(error, ModelError)]
    if failed and (jury or all(verdict.decision is Decision.ACCEPT for verdict in verdicts)):
        raise failed[0]
    return rule_of(jury)(verdicts)


async def decided(way: Way, submission: Shown, judges: Sequence[Role[Shown, Verdict]], jury: Jury | None = None) -> Way:
    """The text with the verdict of the judges, all of whom must accept, or the jury; rejected unasked where faults keep it from them.

    ModelError as `verdict_of`.
    """
    if way.blocking:
        return way.rejected(way.stage, in_words(way.blocking))
    verdict = await verdict_of(submission, judges, jury)
    if verdict.text_sha256 != way.draft.sha256:
        return way.rejected("judge:unbound", "the verdict is not bound to the draft that was shown")
    way = way.model_copy(update={"verdict": verdict})
    if verdict.decision is Decision.ACCEPT:
        return way
    return way.rejected(f"judge:{lowest(verdict)}", "; ".join(verdict.reasons))
