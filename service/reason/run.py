"""The reason command: its settings, and the recipe at work."""

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from pydantic import ValidationError

from bookwright.agents.chat import Chat
from bookwright.agents.reason.items import Problem
from bookwright.agents.reason.team import ReasonTeam, model_reason_team, recorded_reason_team
from bookwright.curation.reason.reward import Reward
from bookwright.curation.record import Source
from bookwright.errors import InputError
from bookwright.graphs.reason.recipe import Reasoning
from bookwright.graphs.reason.settings import ReasonSettings, thresholds_for
from bookwright.service.reason.problems import problem_of
from bookwright.service.recipe.asked import asked
from bookwright.service.recipe.command import run_command
from bookwright.service.recipe.material import Material
from bookwright.service.recipe.options import Common
from bookwright.service.recipe.settings import RecipeSettings
from bookwright.service.teaming import Chats


class ReasonRun(RecipeSettings):
    """A run that reasons."""

    kind: ClassVar[str] = "reason"

    method: ReasonSettings

    @property
    def reads(self) -> bool:
        """Whether recorded solutions are read and no model reasons."""
        return self.model is None or bool(self.method.recorded)


def run(problems: tuple[Path, ...], method: dict[str, object], rounds: int | None, thresholds: str | None, common: Common) -> int:
    """Runs the command; the exit code. InputError for settings that make no sense, else as `run_recipe`."""
    engine = asked(common)
    try:
        settled = ReasonSettings.model_validate(method | {"thresholds": _thresholds(rounds, thresholds)})
    except ValidationError as error:
        raise InputError("--" + error.errors()[0]["msg"].removeprefix("Value error, ")) from None
    settings = engine.settings(ReasonRun, data=problems, method=settled)
    if settings.reads and "alike" not in method | engine.tuned:  # what somebody has recorded is sorted, not thinned
        settings = settings.model_copy(update={"method": settings.method.model_copy(update={"alike": None})})
    _check(settings)
    if settings.reads and (told := next((name for name in ("traces", "hints") if name in method), None)):
        raise InputError(f"--{told}: recorded solutions are read and nobody works problems out; leave it out, or name a model that does")
    return run_command(settings, begin)


def _check(settings: ReasonRun) -> None:
    """InputError for what options and team file together leave without sense."""
    method = settings.method
    if method.reward is Reward.JUDGE and settings.model is None:
        raise InputError("--reward judge: asks a model; name one with --model NAME")
    if settings.judges and method.reward is not Reward.JUDGE:
        raise InputError(f"--judge: nobody judges where {method.reward} is the reward; add --reward judge")
    if settings.reads and len(method.thresholds) > 1:
        raise InputError(
            "--rounds, --thresholds: recorded solutions are read once; give one threshold, or name a model that draws new ones"
        )


def begin(settings: ReasonRun, material: Material, chats: Chats) -> Reasoning:
    """The recipe at work. InputError for a row that is no problem, and where there is neither a model nor any recorded solution."""
    method = settings.method
    languages = {one.document.id: one.document.language for one in material.datasets}
    paths = {one.document.id: one.path for one in material.datasets}
    recorded = method.recorded if settings.reads else None
    problems = [problem_of(row, row.language_or(languages[row.shown.document_id]), recorded) for row in material.examples]
    if settings.reads:
        _check_recorded(problems, method.recorded)
    sources = {
        problem.name: Source(title=path, path=path, licence=settings.licence)
        for problem, path in ((problem, paths[problem.evidence[0].document_id]) for problem in problems)
    }
    return Reasoning(chats.seated(_team(settings, chats)), method, problems, sources)


def _team(settings: ReasonRun, chats: Chats) -> ReasonTeam:
    judges: list[Chat] = []
    if settings.method.reward is Reward.JUDGE and settings.model:
        judges = [chats[name] for name in settings.judges or (settings.model.name,)]
    if settings.reads or settings.model is None:
        return recorded_reason_team(judges)
    return model_reason_team(chats[settings.model.name], judges, hinted=settings.method.hints > 0)


def _check_recorded(problems: Sequence[Problem], names: Sequence[str]) -> None:
    held = {recording.by for problem in problems for recording in problem.recorded}
    if missing := next((name for name in names if name not in held), None):
        raise InputError(f"--recorded {missing}: no row holds a solution in a field of this name; check the name")
    if not held:
        raise InputError("reason: needs a model, or rows with recorded solutions (--recorded FIELD); name one with --model NAME")


def _thresholds(rounds: int | None, thresholds: str | None) -> tuple[float, ...]:
    """The threshold of each round. InputError for words that are no numbers, or another number of them than of rounds."""
    if thresholds is None:
        return thresholds_for(rounds or 1)
    try:
        found = tuple(float(each) for each in thresholds.split(","))
    except ValueError:
        raise InputError(f"--thresholds {thresholds}: are no numbers with commas between; give them as 0.0,0.5,0.8") from None
    if rounds not in (None, len(found)):
        raise InputError(
            f"--thresholds {thresholds}: gives {len(found)} for {rounds} rounds; give one for each round, or leave --rounds out"
        )
    return found
