"""The steps of a section's exercises: set, solved by somebody who does not see the solution, checked, read and judged, mended, chosen."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from bookwright.agents.chat import tally
from bookwright.agents.failures import HOPELESS
from bookwright.agents.items import Critique
from bookwright.agents.role import maker
from bookwright.agents.textbook.check import Proof
from bookwright.agents.textbook.items import (
    Exercise,
    ExerciseBrief,
    ExerciseRevision,
    ExerciseSubmission,
    Mark,
    Marking,
    Problem,
    SectionBrief,
    SectionDraft,
    Solved,
)
from bookwright.agents.textbook.page import shown
from bookwright.agents.textbook.team import TextbookTeam
from bookwright.curation.book.choosing import chosen
from bookwright.curation.book.gates import exercise_faults
from bookwright.curation.book.marking import plainly, verification_of
from bookwright.curation.book.records import ExerciseVersion
from bookwright.curation.duplicates import Duplicates
from bookwright.errors import ModelError
from bookwright.graphs.abreast import abreast
from bookwright.graphs.deciding import decided
from bookwright.graphs.history import FAILED, GATES, REVISE, WRITE, in_words
from bookwright.graphs.step import taken
from bookwright.graphs.textbook.brief import section_brief
from bookwright.graphs.textbook.checking import Verify
from bookwright.graphs.textbook.routing import wants_mending
from bookwright.graphs.textbook.settings import TextbookSettings
from bookwright.graphs.textbook.state import SectionState
from bookwright.graphs.textbook.ways import DISAGREES, VERIFY, ExerciseWay, Silence
from bookwright.knowledge.library import Library

UNREAD = Mark(same=False, reason="the solver's answer is another, and no marker is seated to compare the two")


@dataclass(frozen=True)
class ExerciseNodes:
    """The nodes of the exercises of one section: who sits in the seats, what they stand on, how they work, and what runs their checks."""

    team: TextbookTeam
    library: Library
    settings: TextbookSettings
    verify: Verify

    async def examine(self, state: SectionState) -> dict[str, object]:
        """Asks the examiner for exercises on the accepted section; what falls at a gate, or asks what an earlier one asks, is rejected."""
        brief, draft = self._brief(state), state["way"].draft
        with tally() as usage:
            try:
                exercises = await self.team.examiner(ExerciseBrief(brief=brief, draft=draft, wanted=self.settings.exercises))
            except ModelError as error:
                if error.kind in HOPELESS:
                    raise
                return {"exercises": [], "unasked": Silence(reason=f"examiner:{error.kind}", detail=str(error), usage=usage)}
        if not exercises:
            return {"exercises": [], "unasked": Silence(reason="examiner:nothing_to_ask", detail="no exercise was set", usage=usage)}
        by = maker(self.team.examiner)
        ways = [
            ExerciseWay(
                versions=(ExerciseVersion(draft=exercise, operator=WRITE, by=by),),
                critiques=(_inspected(exercise, brief, draft),),
                usage=share,
            )
            for exercise, share in zip(exercises, usage.shares(len(exercises)), strict=True)
        ]
        return {"exercises": _through_gates(ways)}

    async def solve(self, state: SectionState) -> dict[str, object]:
        """Runs the checks, then asks the solver; a check that fails, or a solver who comes to something else, rejects the exercise."""
        brief = self._brief(state)

        async def solved(way: ExerciseWay) -> ExerciseWay:
            exercise = way.draft
            checked = await self.verify(exercise.check, exercise.evidence) if exercise.check else None
            if checked and checked.proof is Proof.FAILS:
                return way.model_copy(update={"verification": checked}).rejected(f"{VERIFY}{checked.method}", checked.detail)
            mark = None
            if self.team.solver:
                answer = await self.team.solver(_problem(exercise, brief))
                mark = plainly(exercise, answer) or await self._marked(exercise, answer)
                way = way.model_copy(update={"solved": answer, "mark": mark})
                if not mark.same:
                    return way.rejected(DISAGREES, f"{answer.answer or 'no answer'}: {mark.reason}")
            return way.model_copy(update={"verification": verification_of(exercise, checked, mark)})

        return {"exercises": await _each(state, solved, "solver")}

    async def appraise(self, state: SectionState) -> dict[str, object]:
        """Asks every critic about what was solved, then the judges about what has no fault. All of them must accept."""
        brief, draft = self._brief(state), state["way"].draft

        async def heard(way: ExerciseWay) -> ExerciseWay:
            submission = ExerciseSubmission(brief=brief, draft=draft, exercise=way.draft)
            critiques = await abreast(critic(submission) for critic in self.team.exercise_critics)
            if any(critique.draft_sha256 != way.draft.sha256 for critique in critiques):
                raise ValueError("a critic's critique is not that of the exercise shown")
            return way.heard(tuple(critiques))

        async def judged(way: ExerciseWay) -> ExerciseWay:
            submission = ExerciseSubmission(brief=brief, draft=draft, exercise=way.draft)
            return await decided(way, submission, self.team.exercise_judges)

        async def appraised(way: ExerciseWay) -> ExerciseWay:
            way = await taken(way, heard, "critic")
            return await taken(way, judged, "judge") if way.under_way else way

        return {"exercises": await abreast(_kept(way, appraised) for way in state["exercises"])}

    async def mend(self, state: SectionState) -> dict[str, object]:
        """Asks the reviser about each exercise that was rejected for what can be mended, once; it then goes the whole way again."""
        brief, draft = self._brief(state), state["way"].draft

        async def mended(way: ExerciseWay) -> ExerciseWay:
            if not wants_mending(way, self.settings):
                return way
            with tally() as usage:
                after = await self._mended(way, brief, draft)
            return after.spent(usage)

        return {"exercises": _through_gates(await abreast(map(mended, state["exercises"])))}

    async def choose(self, state: SectionState) -> dict[str, object]:
        """Of more accepted exercises than are wanted, those that cover most."""
        ways = list(state["exercises"])
        places = [place for place, way in enumerate(ways) if way.accepted]
        kept = {places[index] for index in chosen([ways[place].draft for place in places], self.settings.exercises)}
        for place in set(places) - kept:
            ways[place] = ways[place].rejected("choice:surplus", f"{self.settings.exercises} are wanted, and others cover more")
        return {"exercises": ways}

    async def _mended(self, way: ExerciseWay, brief: SectionBrief, draft: SectionDraft) -> ExerciseWay:
        """With one version more under way. Where the call fails, which is noted, or nothing can be mended, it stays rejected as it was."""
        assert self.team.exercise_reviser
        by = maker(self.team.exercise_reviser)
        submission = ExerciseSubmission(brief=brief, draft=draft, exercise=way.draft)
        revision = ExerciseRevision(submission=submission, faults=way.objections)
        way = way.model_copy(update={"rounds": way.rounds + 1})
        try:
            exercise = await self.team.exercise_reviser(revision)
        except ModelError as error:
            if error.kind in HOPELESS:
                raise
            return way.noted(FAILED, by, f"exercise_reviser:{error.kind}")
        if any(exercise.sha256 == version.draft.sha256 for version in way.versions):
            return way
        version = ExerciseVersion(draft=exercise, operator=REVISE, by=by, parent=way.current)
        return way.reopened().followed_by(version, _inspected(exercise, brief, draft))

    async def _marked(self, exercise: Exercise, answer: Solved) -> Mark:
        return await self.team.marker(Marking(exercise=exercise, solved=answer)) if self.team.marker else UNREAD

    def _brief(self, state: SectionState) -> SectionBrief:
        return section_brief(state, self.library)


async def _each(state: SectionState, step: Callable[[ExerciseWay], Awaitable[ExerciseWay]], seat: str) -> list[ExerciseWay]:
    """Takes the step with every exercise under way, at once."""
    return await abreast(_kept(way, lambda one: taken(one, step, seat)) for way in state["exercises"])


async def _kept(way: ExerciseWay, step: Callable[[ExerciseWay], Awaitable[ExerciseWay]]) -> ExerciseWay:
    """The step's result, or the way as it is where it has ended."""
    return await step(way) if way.under_way else way


def _inspected(exercise: Exercise, brief: SectionBrief, draft: SectionDraft) -> Critique:
    """What the gates find in an exercise."""
    faults = exercise_faults(ExerciseSubmission(brief=brief, draft=draft, exercise=exercise))
    return Critique(draft_sha256=exercise.sha256, by=GATES, faults=faults)


def _through_gates(ways: Sequence[ExerciseWay]) -> list[ExerciseWay]:
    """The exercises, those under way rejected in which the gates have found something, or which ask what one asks that is accepted or
    stands before them."""
    seen, left = Duplicates(), []
    for number, way in enumerate(ways, 1):
        if way.accepted:
            seen.show(f"exercise {number}", way.draft.question, way.draft.evidence)
    for number, way in enumerate(ways, 1):
        after = way
        if way.under_way:
            twin = seen.find(way.draft.question, way.draft.evidence)
            seen.show(f"exercise {number}", way.draft.question, way.draft.evidence)
            if way.faults:
                after = way.rejected(way.stage, in_words(way.faults))
            elif twin:
                after = way.rejected("gates:duplicate", f"asks the same as {twin}")
        left.append(after)
    return left


def _problem(exercise: Exercise, brief: SectionBrief) -> Problem:
    passages = shown(brief).passages
    return Problem(question=exercise.question, kind=exercise.kind, passages=passages, titles=brief.titles, language=brief.language)
