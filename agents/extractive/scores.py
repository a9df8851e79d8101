"""The six criteria of the rule-based judge, each a function from a submission to a score and its reason."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bookwright.agents.extractive.content import content_words
from bookwright.agents.extractive.faults import faults_of
from bookwright.agents.extractive.nouns import words_of
from bookwright.agents.extractive.setting import setting_of
from bookwright.agents.items import Fault, FaultKind, QuestionKind, Submission
from bookwright.knowledge.evidence import Evidence
from bookwright.knowledge.passage import Passage

LEAST_FRESH = {QuestionKind.DEFINITION: 2, QuestionKind.CAUSE: 3, QuestionKind.FACT: 2, QuestionKind.CONDITION: 3, QuestionKind.RULE: 0}
"""How many words of substance an answer must add; other kinds may turn on a single one."""


@dataclass(frozen=True)
class Score:
    """1 (worst) to 5, and why."""

    value: int
    reason: str


def groundedness(submission: Submission) -> Score:
    """Whether every claim is made of the words of its evidence, and the evidence stands in the passages shown."""
    draft = submission.draft
    if draft.unlocated:
        return Score(1, f"{len(draft.unlocated)} quotes do not stand in the passages.")
    for evidence in draft.evidence:
        if not any(_holds(passage, evidence) for passage in submission.brief.passages):
            return Score(1, "A quote does not stand in the passages at its offsets.")
    for claim in draft.claims:
        if not claim.connective and not claim.evidence:
            return Score(1, f"No evidence is given for “{claim.text[:60]}”.")
        carried = set().union(*(content_words(draft.evidence[index].quote) for index in claim.evidence))
        missing = content_words(claim.text) - carried
        if missing and not claim.connective:
            return Score(3, f"Not in the quotes: {', '.join(sorted(missing)[:5])}.")
    return Score(5, "Every claim is made of the words of its evidence.")


def _holds(passage: Passage, evidence: Evidence) -> bool:
    """Whether the passage has exactly the quote at the evidence's offsets."""
    if evidence.document_id != passage.document_id or evidence.start < passage.start:
        return False
    return passage.text[evidence.start - passage.start : evidence.end - passage.start] == evidence.quote


def correctness(submission: Submission) -> Score:
    """Whether the answer speaks of what the question asks: the share of the question's words of substance that it holds."""
    asked = content_words(submission.draft.question)
    answered = content_words(submission.draft.answer)
    named = asked & (answered | _place_words(submission))
    share = len(named) / len(asked) if asked else 0.0
    faults = _of(submission, FaultKind.NOT_ANSWERED, FaultKind.CONTRADICTED, FaultKind.UNSUPPORTED)
    if faults:
        return Score(2, faults[0].reason)
    return Score(
        5 if share == 1 else 4 if share >= 0.7 else 3 if share >= 0.5 else 2, f"The answer takes up {share:.0%} of what the question names."
    )


def completeness(submission: Submission) -> Score:
    """Whether the answer is whole."""
    faults = _of(submission, FaultKind.INCOMPLETE)
    if faults:
        return Score(2, faults[0].reason)
    length = len(words_of(submission.draft.answer))
    if length < 8:
        return Score(3, f"Whole, but only {length} words.")
    return Score(5 if len(submission.draft.claims) > 1 or length >= 20 else 4, "Whole sentences, nothing cut off.")


def clarity(submission: Submission) -> Score:
    """Whether question and answer are well-formed and short enough to be understood at once."""
    faults = _of(submission, FaultKind.UNCLEAR, FaultKind.LENGTH, FaultKind.ECHO, FaultKind.LEAKED_ANSWER)
    if faults:
        return Score(2, faults[0].reason)
    asked, answered = len(words_of(submission.draft.question)), len(words_of(submission.draft.answer))
    if asked > 26 or answered > 110:
        return Score(3, f"Long: {asked} words asked, {answered} answered.")
    return Score(5 if asked <= 16 else 4, f"{asked} words asked, {answered} answered.")


def stands_alone(submission: Submission) -> Score:
    """Whether the question can be understood without its passage."""
    faults = _of(submission, FaultKind.NOT_STANDALONE)
    if faults:
        return Score(2, faults[0].reason)
    substance = content_words(submission.draft.question)
    if not substance:
        return Score(1, "The question names nothing.")
    return Score(5 if len(substance) >= 2 else 4, f"The question names {len(substance)} things.")


def usefulness(submission: Submission) -> Score:
    """Whether the answer tells something: the words of substance that the question does not already hold."""
    faults = _of(submission, FaultKind.TRIVIAL, FaultKind.NO_GAIN)
    if faults:
        return Score(1, faults[0].reason)
    fresh = content_words(submission.draft.answer) - content_words(submission.draft.question)
    least = LEAST_FRESH.get(submission.draft.kind, 1)
    value = 5 if len(fresh) >= 9 else 4 if len(fresh) >= 6 else 3 if len(fresh) >= least else 2
    return Score(value, f"The answer adds {len(fresh)} words of substance.")


def _place_words(submission: Submission) -> set[str]:
    """The words of titles and headings, which a question may name to stand alone."""
    headings = " ".join(" ".join(passage.headings) for passage in submission.brief.passages)
    return content_words(" ".join((headings, setting_of(submission.brief).phrase, *submission.brief.titles.values())))


def _of(submission: Submission, *kinds: FaultKind) -> list[Fault]:
    found: Iterable[Fault] = faults_of(submission)
    return [fault for fault in found if fault.kind in kinds]


CRITERIA: dict[str, Callable[[Submission], Score]] = {
    "groundedness": groundedness,
    "correctness": correctness,
    "completeness": completeness,
    "clarity": clarity,
    "stands_alone": stands_alone,
    "usefulness": usefulness,
}
"""By name, in the order of the verdict."""
