"""From the options that all recipes share to the engine's part of their settings."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from bookwright.agents.teamfile import TeamFile
from bookwright.curation.specification.specification import Specification
from bookwright.errors import InputError
from bookwright.service.budget import Budget
from bookwright.service.configuration import ModelChoice
from bookwright.service.options import Replay, calls_at_once
from bookwright.service.recipe.options import Common
from bookwright.service.recipe.settings import RecipeSettings
from bookwright.service.seating import checked_judges
from bookwright.service.teaming import check_alone, check_kind, main_model, read_team, team_choice, tuned

Settings = TypeVar("Settings", bound=RecipeSettings)


@dataclass(frozen=True)
class Asked:
    """The engine's settings by name; the model, the team file and the specification that were named, if they were."""

    choice: ModelChoice | None
    engine: dict[str, Any]
    team: TeamFile | None = None
    wanted: Path | None = None

    def settings(self, of: type[Settings], **own: Any) -> Settings:
        """The settings of a recipe. InputError, with the option, for what makes no sense."""
        specification = self._specification(of, own)
        try:
            settings = of(**self.engine, **own, specification=specification)
        except ValidationError as error:
            fault = error.errors()[0]
            raise InputError("--" + fault["msg"].removeprefix("Value error, ")) from None
        if self.team is None:
            return settings
        check_kind(self.team, settings.kind)
        return settings.model_copy(update={"method": tuned(self.team, settings.method)})

    def check_seat(self, seat: str, option: str, *, named: bool) -> None:
        """InputError, with the line, where an option names who sits in a seat that the team file fills."""
        if named and self.team and seat in self.team.seats:
            raise self.team.fault(("seats", seat), f"{seat} are named here and by {option}; leave one of them out")

    @property
    def tuned(self) -> dict[str, Any]:
        """The settings of the recipe that the team file gives."""
        return dict(self.team.settings) if self.team else {}

    def _specification(self, of: type[Settings], own: Mapping[str, Any]) -> Specification | None:
        """What the file says. InputError, with the axis, for what this recipe cannot follow."""
        if self.wanted is None:
            return None
        if not of.axes:
            raise InputError(
                f"--specification: {of.kind} works on what it is given, and asks for nothing that could follow one; leave it out"
            )
        specification = Specification.load(self.wanted)
        if odd := next((axis for axis in specification.axes if axis not in of.axes), None):
            raise InputError(f"{self.wanted}: {odd}: is no axis that {of.kind} follows; give {', '.join(of.axes)}")
        if specification.personas and not own.get("sources"):
            raise InputError(f"{self.wanted}: persona: a number draws them from documents, and there are none; list personas in its place")
        return specification

    def model_for(self, command: str) -> ModelChoice:
        """The model named. InputError where none is and the command cannot do without."""
        if self.choice is None:
            raise InputError(f"{command}: needs a model, for rules cannot do this; name one with --model NAME (and --base-url URL)")
        return self.choice


def asked(common: Common) -> Asked:
    """What the options come to. InputError, with the option, for what makes no sense."""
    recorded = common["replay"] is Replay.STRICT
    team = read_team(common["team"])
    check_alone(team, tuple(common["judge"] or ()))
    choice = main_model(team, common["model"], common["base_url"], common["temperature"], recorded=recorded)
    if common["base_url"] and choice is None:
        raise InputError("--base-url: names an endpoint and no model; add --model NAME")
    asks = choice or (team and team.stages_ask)
    if (common["judge"] and not choice) or ((common["budget"] or recorded) and not asks):
        raise InputError("--budget, --judge and --replay are about a model's answers; name one with --model NAME")
    pace = {"cap": calls_at_once(common["concurrency"]), "requests_per_minute": common["rpm"], "tokens_per_minute": common["tpm"]}
    return Asked(
        choice=choice,
        team=team,
        wanted=common["specification"],
        engine={
            "team": team_choice(team, choice, recorded=recorded) if team else None,
            "model": choice,
            "judges": checked_judges(tuple(common["judge"] or ())),
            "pace": pace,
            "budget": Budget.parse(common["budget"]) if common["budget"] else None,
            "replay": common["replay"].value,
            "patience": {"deadline": common["deadline"]},
            **{name: common[name] for name in ("out", "count", "limit", "licence", "prices")},
        },
    )
