"""What critics, judges and answerers said of all drafts of a run, those rejected too."""

from collections import Counter
from collections.abc import Iterable

from bookwright.agents.items import Verdict
from bookwright.curation.answered import Answered, answered_of, answers
from bookwright.curation.criticism import Criticism, Finding, criticism_of, findings
from bookwright.curation.judging import Judging, judging_of
from bookwright.curation.record import Record, Reject
from bookwright.knowledge.document import Frozen


class Opinions(Frozen):
    """`judging` is None where no draft has the verdicts of several judges or of a jury, `answered` where nobody was asked a question."""

    criticism: Criticism
    judging: Judging | None
    answered: Answered | None


def opinions_of(rows: Iterable[Record | Reject]) -> Opinions:
    """The opinions on these records and rejects, which are read once."""
    found: Counter[Finding] = Counter()
    answering: Counter[str] = Counter()
    verdicts: list[tuple[Verdict, ...]] = []
    for row in rows:
        found.update(findings(row))
        answering.update(answers(row))
        if row.verdict and row.verdict.verdicts:
            verdicts.append(tuple(own.model_copy(update={"reasons": ()}) for own in row.verdict.verdicts))
    return Opinions(criticism=criticism_of(found), judging=judging_of(verdicts), answered=answered_of(answering))
