"""The instruct command: its settings, and the recipe at work."""

from collections.abc import Callable, Mapping, Sequence
from math import ceil
from pathlib import Path
from typing import ClassVar

from pydantic import Field

from bookwright.agents.chat import Chat
from bookwright.agents.instruct.items import Demonstration
from bookwright.agents.instruct.seed import Seed, seed_of
from bookwright.agents.instruct.team import (
    Examples,
    InstructTeam,
    alpaca_team,
    grounded_alpaca_team,
    grounded_self_instruct_team,
    self_instruct_team,
)
from bookwright.curation.draw import drawn, shuffled
from bookwright.curation.instruct.rouge import tokens
from bookwright.curation.instruct.rules import rules_for
from bookwright.curation.record import Source
from bookwright.curation.specification.specification import AXES
from bookwright.errors import InputError
from bookwright.graphs.instruct.grounds import Grounds
from bookwright.graphs.instruct.recipe import Beginning, Instructing
from bookwright.graphs.instruct.settings import ALPACA, InstructSettings
from bookwright.knowledge.analysis import words
from bookwright.knowledge.library import Library
from bookwright.service.recipe.asked import asked
from bookwright.service.recipe.command import run_command
from bookwright.service.recipe.material import Material
from bookwright.service.recipe.options import Common
from bookwright.service.recipe.settings import RecipeSettings
from bookwright.service.teaming import Chats
from bookwright.service.work import in_work_order

ROUNDS = 3
"""Without a count, a number of rounds or documents to go through."""
CLASSES, OTHERS = 12, 19
"""Seeds of either kind that the classifier is shown (Self-Instruct, Wang et al. 2023, section 2.2)."""
INSTANCES = 3
"""Seeds that a writer of instances is shown."""


class InstructRun(RecipeSettings):
    """A run that makes instructions, by Self-Instruct or, with `alpaca`, by its way."""

    kind: ClassVar[str] = "instruct"

    axes: ClassVar[tuple[str, ...]] = AXES
    method: InstructSettings
    alpaca: bool = False
    rounds: int | None = Field(default=None, ge=1)


def run(
    seeds: tuple[Path, ...],
    documents: tuple[str, ...],
    method: Mapping[str, int | None],
    rounds: int | None,
    common: Common,
    *,
    alpaca: bool,
) -> int:
    """Runs the command; the exit code. What `method` does not name is the method's own. InputError for settings that make no sense, else as
    `run_recipe`."""
    engine = asked(common)
    engine.model_for("instruct")
    if alpaca and method["instances"] is not None:
        raise InputError("--instances: with --alpaca a task comes with its one instance; leave one of them out")
    own = {name: value for name, value in method.items() if value is not None}
    base = ALPACA if alpaca else InstructSettings()
    settings = engine.settings(InstructRun, data=seeds, sources=documents, method=base.model_copy(update=own), alpaca=alpaca, rounds=rounds)
    return run_command(settings, begin)


def begin(settings: InstructRun, material: Material, chats: Chats) -> Instructing:
    """The recipe at work. InputError for a row that is no seed, and for documents without prose."""
    seeds = [seed_of(row, dataset.document.language) for dataset in material.datasets for row in dataset.examples]
    if settings.alpaca and (bare := next((seed.task.id for seed in seeds if not seed.task.output), None)):
        raise InputError(f"{bare}: has no output, which --alpaca shows; give each row a field named output, or leave --alpaca out")
    tasks = tuple(seed.task for seed in seeds)
    calls = min(settings.method.calls, settings.limit or settings.method.calls)  # a round that a limit cuts short is a shorter round
    examples = Examples() if settings.alpaca else _examples(tasks)
    passages = _passages(material.library) if material.library else ()
    languages = {task.language for task in tasks} | {language for language, _ in passages}
    told = settings.specification.shares.get("language", {}) if settings.specification else {}
    languages |= set(told)
    rules = rules_for((task.instruction for task in tasks), refused=settings.method.refused)
    beginning = Beginning(
        seeds=tasks,
        rules=rules if languages == {"en"} or not (passages or told) else rules.model_copy(update={"ascii_start": False}),
        tokens=tokens if languages == {"en"} else words,
        passages=tuple(passage for _, passage in passages),
        rounds=settings.rounds or (None if settings.count else ceil(len(passages) / calls) or ROUNDS),
        specification=settings.specification,
    )
    team = chats.seated(_team(settings, chats, examples, grounded=bool(passages)))
    method = settings.method.model_copy(update={"calls": calls})
    return Instructing(team, method, beginning, _grounds(settings, material, seeds, examples))


def _examples(tasks: Sequence[Demonstration]) -> Examples:
    """What the roles are shown, the same for every task of the run."""
    classes = [task for task in tasks if task.classification]
    others = [task for task in tasks if task.classification is False]
    both = (*drawn("classifier:yes", CLASSES, classes), *drawn("classifier:no", OTHERS, others))
    return Examples(
        classifier=shuffled("classifier", both),
        input_first=drawn("input first", INSTANCES, [task for task in tasks if not task.classification and task.output]),
        output_first=drawn("output first", INSTANCES, [task for task in classes if task.output]),
    )


def _passages(library: Library) -> tuple[tuple[str, str], ...]:
    """The passages with enough prose in work order, each behind its language. InputError where there are none."""
    found = in_work_order(library.passages())
    if not found:
        raise InputError("--library: holds no passage of prose; name other documents")
    return tuple((library.imprint(passage.document_id).language, passage.id) for passage in found)


def _team(settings: InstructRun, chats: Chats, examples: Examples, *, grounded: bool) -> InstructTeam:
    assert settings.model  # the command does not begin without one
    chat, judges = chats[settings.model.name], [chats[name] for name in settings.judges]
    if settings.alpaca:
        alpaca: Callable[[Chat, Sequence[Chat]], InstructTeam] = grounded_alpaca_team if grounded else alpaca_team
        return alpaca(chat, judges)
    own: Callable[[Chat, Sequence[Chat], Examples], InstructTeam] = grounded_self_instruct_team if grounded else self_instruct_team
    return own(chat, judges, examples)


def _grounds(settings: InstructRun, material: Material, seeds: Sequence[Seed], examples: Examples) -> Grounds:
    return Grounds(
        rows={seed.task.id: seed.shown for seed in seeds},
        sources={one.document.id: Source(title=one.path, path=one.path, licence=settings.licence) for one in material.datasets},
        shown={
            True: tuple(task.id for task in examples.output_first),
            False: tuple(task.id for task in examples.input_first),
        },
        library=material.library,
    )
