"""The examiner of a study guide: check questions that the rules find, answered in the sources' own words."""

import re
from collections.abc import Sequence

from bookwright.agents.extractive.content import content_words
from bookwright.agents.extractive.evolver import evolve
from bookwright.agents.extractive.fairness import is_fair
from bookwright.agents.extractive.guide.aside import aside
from bookwright.agents.extractive.guide.questions import Question
from bookwright.agents.extractive.guide.soundness import ENDED, is_of_an_example, points_elsewhere
from bookwright.agents.extractive.guide.source import questions_on, setting_in
from bookwright.agents.extractive.judge import judge
from bookwright.agents.extractive.setting import Setting
from bookwright.agents.items import Decision, Draft, QuestionKind, Submission
from bookwright.agents.textbook.items import Conflict, Exercise, ExerciseBrief, ExerciseKind
from bookwright.agents.textbook.plan import Bloom, Objective

KINDS = {
    QuestionKind.CAUSE: ExerciseKind.EXPLAIN,
    QuestionKind.PURPOSE: ExerciseKind.EXPLAIN,
    QuestionKind.COMPOSITION: ExerciseKind.EXPLAIN,
    QuestionKind.COMPARISON: ExerciseKind.COMPARE,
}
LEVELS = {ExerciseKind.EXPLAIN: Bloom.UNDERSTAND, ExerciseKind.COMPARE: Bloom.UNDERSTAND}
"""Comparing is a way of understanding in the revised taxonomy; what is answered by a sentence of the source as it stands is recalled."""
CUES = (
    (re.compile(r"\bdiffer\b|\bdifference\b", re.IGNORECASE), "distinctions"),
    (re.compile(r"\bwhy\b|\bwhat (?:is|are) [^?]* (?:for|used for)\?", re.IGNORECASE), "reasons"),
    (re.compile(r"\b(?:must|shall|should|may|allowed|required)\b", re.IGNORECASE), "rules"),
)
"""What a question asks for, and the word by which objectives speak of that."""
TOLD, AGAIN = 0.4, 0.15
"""What an answer that the section tells is worth, and what another question of a kind costs."""


class GuideExaminer:
    """Brief to exercises, at most as many as are wanted, in the order of the source."""

    maker = "rules"

    async def __call__(self, item: ExerciseBrief, /) -> tuple[Exercise, ...]:
        return await aside(examine, item)


def examine(brief: ExerciseBrief) -> tuple[Exercise, ...]:
    """The best questions on the section's passages, of several kinds, what the section tells before what it does not."""
    found = ((_weight(question, brief), question.brief, _broadened(question)) for question in questions_on(brief.brief))
    setting = setting_in(brief.brief)
    left = [
        (weight, draft)
        for weight, asked_of, draft in found
        if not _is_disputed(draft, brief.brief.conflicts) and _is_fit(Submission(brief=asked_of, draft=draft), setting)
    ]
    chosen: list[Draft] = []
    while left and len(chosen) < brief.wanted:
        kinds = [draft.kind for draft in chosen]
        best = max(left, key=lambda pair: pair[0] - AGAIN * kinds.count(pair[1].kind))
        left.remove(best)
        if not any(_is_alike(best[1], draft) for draft in chosen):
            chosen.append(best[1])
    chosen.sort(key=lambda draft: (draft.evidence[0].document_id, draft.evidence[0].start))
    return tuple(_exercise(draft, brief.brief.plan.objectives) for draft in chosen)


def _is_fit(submission: Submission, setting: Setting) -> bool:
    """Whether its judge will take it, it is a fair question, no claim is of an example or points elsewhere, and its answer ends as a
    sentence does, not where a reference was left out."""
    draft = submission.draft
    if any(is_of_an_example(claim.text, setting) or points_elsewhere(claim.text) for claim in draft.claims):
        return False
    if not is_fair(draft.question, [claim.text for claim in draft.claims]):
        return False
    ended = all(ENDED.search(claim.text) or "\n" in claim.text for claim in draft.claims)
    return ended and judge(submission).decision is Decision.ACCEPT


def _is_disputed(draft: Draft, conflicts: Sequence[Conflict]) -> bool:
    """Whether the answer is what sources disagree on: nobody could call it right."""
    sides = [side for conflict in conflicts for side in (conflict.one, conflict.other)]
    return any(
        one.document_id == side.document_id and one.start < side.end and side.start < one.end for one in draft.evidence for side in sides
    )


def _weight(question: Question, brief: ExerciseBrief) -> float:
    told = {(evidence.document_id, evidence.start) for evidence in brief.draft.evidence}
    first = question.draft.evidence[0]
    return question.candidate.weight + TOLD * ((first.document_id, first.start) in told)


def _broadened(question: Question) -> Draft:
    """The draft, or the comparison of what it defines with another thing of its kind."""
    evolution = evolve(Submission(brief=question.brief, draft=question.draft))
    return evolution.draft if evolution.draft is not None and evolution.draft.kind is QuestionKind.COMPARISON else question.draft


def _is_alike(draft: Draft, other: Draft) -> bool:
    """Whether two ask the same or share a sentence of their answers."""
    sentences = {(evidence.document_id, evidence.start) for evidence in other.evidence}
    return draft.question.lower() == other.question.lower() or any((e.document_id, e.start) in sentences for e in draft.evidence)


def _exercise(draft: Draft, objectives: tuple[Objective, ...]) -> Exercise:
    kind = KINDS.get(draft.kind, ExerciseKind.RECALL)
    level = LEVELS.get(kind, Bloom.REMEMBER)
    return Exercise(
        kind=kind,
        objective=_trained(draft, level, objectives),
        level=level,
        question=draft.question,
        solution=draft.claims,
        evidence=draft.evidence,
    )


def _trained(draft: Draft, level: Bloom, objectives: tuple[Objective, ...]) -> str:
    """The id of the objective of the same level, where there is one, that is for such questions and shares most words with this one."""
    said = content_words(f"{draft.question} {draft.answer}")
    cue = next((cue for asked, cue in CUES if asked.search(draft.question)), "")

    def fitness(objective: Objective) -> tuple[bool, int, bool]:
        return objective.bloom is level, len(said & content_words(objective.text)), bool(cue) and cue in objective.text.lower()

    return max(objectives, key=fitness).id
