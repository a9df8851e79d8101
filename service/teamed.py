"""Settings with a team file."""

from typing import TypeVar

from bookwright.agents.rubric import Rubric
from bookwright.agents.teamfile import TeamFile
from bookwright.errors import InputError
from bookwright.service.settings import EngineSettings
from bookwright.service.teaming import check_kind, team_choice, tuned

Settings = TypeVar("Settings", bound=EngineSettings)


def with_team(settings: Settings, method: str, file: TeamFile | None, rubric: Rubric | None = None) -> Settings:
    """The settings with what the file, if there is one, says of models, seats and stages, and of the fields of their part named `method`.

    A `rubric` named by option is the file's too. InputError, with the line, or with the option where batches are wanted of
    several models.
    """
    if file is None:
        return settings
    check_kind(file, settings.kind)
    file = file.model_copy(update={"rubric": file.rubric or rubric})
    choice = team_choice(file, settings.model, recorded=settings.replay == "strict")
    if settings.batch and choice.models:
        raise InputError("--batch: asks one model, and --team names others; leave one of them out")
    news = {"team": choice, method: tuned(file, getattr(settings, method))}
    if "rubric" in type(settings).model_fields:
        news["rubric"] = file.rubric
    return settings.model_copy(update=news)
