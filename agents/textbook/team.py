"""The seats of the textbook graph and who sits in them."""

from collections.abc import Sequence
from dataclasses import dataclass

from bookwright.agents.chat import Chat
from bookwright.agents.items import Critique, Verdict
from bookwright.agents.role import Role
from bookwright.agents.seats import Seats
from bookwright.agents.textbook.editor import Editor
from bookwright.agents.textbook.examiner import Examiner
from bookwright.agents.textbook.exercise_critic import ExerciseCritic
from bookwright.agents.textbook.exercise_judge import ExerciseJudge
from bookwright.agents.textbook.exercise_reviser import ExerciseReviser
from bookwright.agents.textbook.items import (
    Exercise,
    ExerciseBrief,
    ExerciseRevision,
    ExerciseSubmission,
    Manuscript,
    Mark,
    Marking,
    Objection,
    Problem,
    SectionBrief,
    SectionDraft,
    SectionRevision,
    SectionSubmission,
    Solved,
)
from bookwright.agents.textbook.marker import Marker
from bookwright.agents.textbook.plan import Inventory, Plan, PlanBrief, Survey
from bookwright.agents.textbook.planner import Planner
from bookwright.agents.textbook.section_critic import SectionCritic
from bookwright.agents.textbook.section_judge import SectionJudge
from bookwright.agents.textbook.section_reviser import SectionReviser
from bookwright.agents.textbook.section_writer import SectionWriter
from bookwright.agents.textbook.solver import Solver
from bookwright.agents.textbook.surveyor import Surveyor


@dataclass(frozen=True)
class TextbookTeam(Seats):
    """Who surveys, plans, writes, revises, reads and judges sections, and who sets, solves, marks and reads exercises.

    Several critics all have their say; several judges must all accept. Without a reviser of exercises, one with a fault is rejected;
    without a solver, solutions are made sure of by their checks alone; without an editor, chapters are compared by the checks of
    `curation.book` alone.
    """

    surveyor: Role[Inventory, Survey]
    planner: Role[PlanBrief, Plan]
    writer: Role[SectionBrief, SectionDraft]
    reviser: Role[SectionRevision, SectionDraft]
    critics: tuple[Role[SectionSubmission, Critique], ...]
    judges: tuple[Role[SectionSubmission, Verdict], ...]
    examiner: Role[ExerciseBrief, tuple[Exercise, ...]]
    exercise_critics: tuple[Role[ExerciseSubmission, Critique], ...]
    exercise_judges: tuple[Role[ExerciseSubmission, Verdict], ...]
    exercise_reviser: Role[ExerciseRevision, Exercise] | None = None
    solver: Role[Problem, Solved] | None = None
    marker: Role[Marking, Mark] | None = None
    editor: Role[Manuscript, tuple[Objection, ...]] | None = None


def model_textbook_team(chat: Chat, *, judges: Sequence[Chat] = ()) -> TextbookTeam:
    """One chat model in every seat, but for `judges`, which judge sections and exercises in its place.

    The solver is then the first of them too: it is better that another mind solves an exercise than the one that set it.
    """
    seated = tuple(judges) or (chat,)
    return TextbookTeam(
        surveyor=Surveyor(chat),
        planner=Planner(chat),
        writer=SectionWriter(chat),
        reviser=SectionReviser(chat),
        critics=(SectionCritic(chat),),
        judges=tuple(SectionJudge(judge) for judge in seated),
        examiner=Examiner(chat),
        exercise_critics=(ExerciseCritic(chat),),
        exercise_judges=tuple(ExerciseJudge(judge) for judge in seated),
        exercise_reviser=ExerciseReviser(chat),
        solver=Solver(seated[0]),
        marker=Marker(seated[0]),
        editor=Editor(chat),
    )
