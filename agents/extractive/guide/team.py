"""The rule-based team in the seats of the textbook graph."""

from bookwright.agents.extractive.guide.critic import GuideCritic
from bookwright.agents.extractive.guide.examiner import GuideExaminer
from bookwright.agents.extractive.guide.judge import GuideJudge
from bookwright.agents.extractive.guide.marking import GuideExerciseCritic, GuideExerciseJudge
from bookwright.agents.extractive.guide.planner import GuidePlanner
from bookwright.agents.extractive.guide.reviser import GuideReviser
from bookwright.agents.extractive.guide.surveyor import GuideSurveyor
from bookwright.agents.extractive.guide.writer import GuideWriter
from bookwright.agents.textbook.team import TextbookTeam


def guide_team() -> TextbookTeam:
    """A team that makes a study guide: verbatim, without a model or a key. Nobody sits as solver, marker or editor: a solution is its
    source's own words."""
    return TextbookTeam(
        surveyor=GuideSurveyor(),
        planner=GuidePlanner(),
        writer=GuideWriter(),
        reviser=GuideReviser(),
        critics=(GuideCritic(),),
        judges=(GuideJudge(),),
        examiner=GuideExaminer(),
        exercise_critics=(GuideExerciseCritic(),),
        exercise_judges=(GuideExerciseJudge(),),
    )
