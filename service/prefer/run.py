"""The prefer command: its settings, and the recipe at work."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar

from pydantic import ValidationError
from rich.console import Console

from bookwright.agents.prefer.principle import checked_principles
from bookwright.agents.prefer.team import PreferTeam, model_prefer_team
from bookwright.curation.jury import Jury, read_jury
from bookwright.errors import InputError
from bookwright.graphs.prefer.recipe import Preferring
from bookwright.graphs.prefer.settings import PreferSettings, Ranking
from bookwright.knowledge.sources import is_run
from bookwright.service.configuration import ModelChoice
from bookwright.service.prefer.reading import loops_of, prompts_of, sources_of
from bookwright.service.recipe.asked import Asked, asked
from bookwright.service.recipe.command import run_command
from bookwright.service.recipe.material import Material
from bookwright.service.recipe.options import Common
from bookwright.service.recipe.settings import RecipeSettings
from bookwright.service.seating import on_seats, seated
from bookwright.service.teaming import Chats

HOTTEST = 2.0
JUDGING = {Ranking.PAIRWISE: ("comparers",), Ranking.ASPECTS: ("raters",), Ranking.BOTH: ("comparers", "raters")}
"""The seats of those who rank."""


class PreferRun(RecipeSettings):
    """A run that makes preference pairs. `answerers` are labels of models in `beside` that answer in place of `model`."""

    kind: ClassVar[str] = "prefer"

    method: PreferSettings
    answerers: tuple[str, ...] = ()


def run(data: tuple[Path, ...], given: Mapping[str, Any], common: Common, *, loops: bool) -> int:
    """Runs the command with the options that were `given`, by name; the exit code. InputError for settings that make no sense, else as
    `run_recipe`."""
    engine = asked(common)
    if engine.choice is None:
        return run_command(_without_model(engine, data, tuple(given)), begin)
    method = _method(given, loops=loops)
    answerers = given.get("answerer", ())
    engine.check_seat("respondents", "--answerer", named=bool(answerers))
    for seat in JUDGING[method.ranking]:
        engine.check_seat(seat, "--judge", named=bool(common["judge"]))
    beside = tuple(answering(name, engine.choice) for name in answerers)
    settings = engine.settings(PreferRun, data=data, method=method, beside=beside, answerers=tuple(one.label for one in beside))
    if method.jury:
        settings = _seated(settings, method.jury)
    return run_command(settings, begin)


def begin(settings: PreferRun, material: Material, chats: Chats) -> Preferring:
    """The recipe at work. InputError for a row that has no prompt, or that is no record of its kind."""
    method = settings.method
    loops = loops_of(material) if method.loops else []
    if settings.model is None:
        return Preferring(PreferTeam(), method, loops)
    respondents = {label: chats.beside[label] for label in settings.answerers} or {settings.model.name: chats[settings.model.name]}
    judges = [chats[name] for name in settings.judges or (settings.model.name,)]
    team = model_prefer_team(
        respondents, judges, compare=method.ranking is not Ranking.ASPECTS, rate=method.ranking is not Ranking.PAIRWISE
    )
    prompts = prompts_of(material, method, len(respondents))
    return Preferring(chats.seated(team), method, loops, prompts, sources_of(material, settings.licence))


def answering(named: str, choice: ModelChoice) -> ModelChoice:
    """The model behind NAME or NAME@TEMPERATURE, at the endpoint of the one chosen. InputError for an empty name or no temperature."""
    name, at, told = named.rpartition("@")
    try:
        temperature = float(told) if at else None
    except ValueError:
        name, temperature = named, None  # a name may have an @ of its own
    if temperature is None:
        name, temperature = named, choice.temperature
    if not name.strip():
        raise InputError(f"--answerer {named}: has no name; give NAME or NAME@TEMPERATURE")
    if temperature is not None and not 0 <= temperature <= HOTTEST:
        raise InputError(f"--answerer {named}: give a temperature from 0 to {HOTTEST:g}")
    return choice.model_copy(update={"name": name, "temperature": temperature})


def _method(given: Mapping[str, Any], *, loops: bool) -> PreferSettings:
    """The settings of the method. InputError, with the option, for what makes no sense."""
    own = {name: given[name] for name in ("answers", "ranking", "pairing", "margin") if name in given}
    principles = checked_principles(tuple(given.get("principle", ())))
    jury = _jury_of_pairs(given["jury"]) if "jury" in given else None
    try:
        method = PreferSettings(**own, principles=principles, jury=jury, loops=loops)
    except ValidationError as error:
        fault = error.errors()[0]
        raise InputError(f"--{fault['loc'][0]} {fault['input']}: {fault['msg'].removeprefix('Input ')}") from None
    if method.jury and method.ranking is Ranking.ASPECTS:
        raise InputError("--jury: weighs what judges say of two answers; add --ranking pairwise or both")
    return method


def _without_model(engine: Asked, data: tuple[Path, ...], given: tuple[str, ...]) -> PreferRun:
    """The settings of a run that reads loops alone. InputError where data or options ask for more."""
    if not all(is_run(path) or path.is_dir() for path in data):  # a folder that is no run gets a line of its own
        engine.model_for("prefer")
    if given:
        raise InputError(f"--{given[0]}: is about answers that models give and rank; name one with --model NAME, or leave it out")
    return engine.settings(PreferRun, data=data, method=PreferSettings(loops=True))


def _seated(settings: PreferRun, jury: Jury) -> PreferRun:
    """The run with those judges alone that the jury hears; who is not asked is said."""
    assert settings.model
    judges = seated(jury, settings.judges, settings.model)
    console = Console(stderr=True, highlight=False, markup=False)
    for line in on_seats(jury, settings.judges or (settings.model.name,)):
        console.print(line, soft_wrap=True)
    return settings.model_copy(update={"judges": judges})


def _jury_of_pairs(path: Path) -> Jury:
    """The jury in a file. InputError where it was learnt on verdicts that accept or reject, which say nothing of pairs."""
    jury = read_jury(path)
    if any(calibration.first_place is None for calibration in jury.calibrations):
        raise InputError(f"--jury {path}: was learnt on verdicts that accept or reject; give one that was learnt on pairs (docs/jury.md)")
    return jury
