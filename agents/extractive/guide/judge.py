"""The judge of a study guide's sections: scores computed from what can be counted, with the reason for each in words."""

from collections.abc import Callable

from bookwright.agents.extractive.guide.aside import aside
from bookwright.agents.extractive.guide.faults import section_faults
from bookwright.agents.extractive.guide.layout import laid_out
from bookwright.agents.extractive.guide.source import holder, planned
from bookwright.agents.extractive.scores import Score
from bookwright.agents.items import Decision, FaultKind, Verdict
from bookwright.agents.textbook.items import SectionSubmission

MINIMUM = {"groundedness": 5, "coherence": 5, "coverage": 2, "substance": 2}
"""The least score of each criterion; below any of them the section is rejected."""
WORDS_FOR = ((5, 120), (4, 70), (3, 30), (2, 15))
SHARE_FOR = ((5, 0.8), (4, 0.6), (3, 0.4), (2, 0.2))


class GuideJudge:
    """Submission to verdict, bound to the draft that was read."""

    maker = "rules"

    async def __call__(self, item: SectionSubmission, /) -> Verdict:
        return await aside(judge_section, item)


def judge_section(submission: SectionSubmission) -> Verdict:
    """Every criterion scored; accepted if each reaches its minimum."""
    judged = {name: criterion(submission) for name, criterion in CRITERIA.items()}
    shortfalls = tuple(name for name, least in MINIMUM.items() if judged[name].value < least)
    return Verdict(
        decision=Decision.REJECT if shortfalls else Decision.ACCEPT,
        scores={name: score.value for name, score in judged.items()},
        shortfalls=shortfalls,
        reasons=tuple(f"{name}: {score.reason}" for name, score in judged.items()),
        by=GuideJudge.maker,
        text_sha256=submission.draft.sha256,
    )


def groundedness(submission: SectionSubmission) -> Score:
    """Whether every claim is its source, word for word, at the place that it names."""
    draft = submission.draft
    faults = [f for f in section_faults(submission) if f.kind in (FaultKind.EVIDENCE_MISSING, FaultKind.UNSUPPORTED)]
    astray = sum(holder(submission.brief, evidence) is None for evidence in draft.evidence)
    if faults or astray:
        return Score(1, f"{len(faults)} claims and {astray} quotes are not the words of the passages.")
    return Score(5, f"All {len(draft.claims)} claims are the words of the passages at the places they name.")


def coherence(submission: SectionSubmission) -> Score:
    """Whether every sentence is whole and can be followed from what is told before it."""
    faults = section_faults(submission)
    told = len(submission.draft.claims)
    return Score(2, f"{len(faults)} faults: {faults[0].reason}") if faults else Score(5, f"{told} sentences, each whole.")


def coverage(submission: SectionSubmission) -> Score:
    """The share of the headings of its passages that the section says something of."""
    spans = [(evidence.start, evidence.end) for evidence in submission.draft.evidence]
    heard: dict[tuple[str, ...], bool] = {}
    for stretch in laid_out(planned(submission.brief)):
        inside = any(stretch.start <= start and end <= stretch.end for start, end in spans)
        heard[stretch.path] = heard.get(stretch.path, False) or inside
    share = sum(heard.values()) / len(heard) if heard else 0.0
    return Score(_graded(share, SHARE_FOR), f"It takes up {sum(heard.values())} of {len(heard)} headings.")


def substance(submission: SectionSubmission) -> Score:
    """How much the section says, in words; a table or a listing counts by its own."""
    draft = submission.draft
    words = sum(len(claim.text.split()) for claim in draft.claims)
    words += sum(len(draft.evidence[part.exhibit.evidence].quote.split()) for part in draft.parts if part.exhibit)
    return Score(_graded(words, WORDS_FOR), f"It says {words} words in {len(draft.claims)} sentences.")


def _graded(value: float, grades: tuple[tuple[int, float], ...]) -> int:
    return next((grade for grade, least in grades if value >= least), 1)


CRITERIA: dict[str, Callable[[SectionSubmission], Score]] = {
    "groundedness": groundedness,
    "coherence": coherence,
    "coverage": coverage,
    "substance": substance,
}
"""By name, in the order of the verdict."""
