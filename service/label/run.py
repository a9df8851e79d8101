"""The label command: its settings, and the recipe at work."""

from pathlib import Path
from typing import Any, ClassVar

from pydantic import Field

from bookwright.agents.label.items import Unlabelled
from bookwright.agents.label.labeller import MOST_PROMPTS
from bookwright.agents.label.scheme import Scheme
from bookwright.agents.label.team import label_team
from bookwright.curation.label.reviews import people_of
from bookwright.curation.record import Source
from bookwright.errors import InputError, RunStopped
from bookwright.graphs.label.recipe import Labelling
from bookwright.graphs.label.settings import LabelSettings
from bookwright.service.label.recorded import gold_of, recorded_of
from bookwright.service.label.uncertain import keep_labels, write_uncertain
from bookwright.service.recipe.asked import asked
from bookwright.service.recipe.command import run_command
from bookwright.service.recipe.material import Material
from bookwright.service.recipe.options import Common
from bookwright.service.recipe.settings import RecipeSettings
from bookwright.service.teaming import Chats

TEXT_FIELDS = ("text", "content", "sentence")
RECORDED = ("votes",)


class LabelRun(RecipeSettings):
    """A run that labels. Each model votes once with each of so many `prompts`; `reviews` is the file of what people say."""

    kind: ClassVar[str] = "label"

    method: LabelSettings
    prompts: int = Field(default=1, ge=1, le=MOST_PROMPTS)
    reviews: Path | None = None


def run(texts: tuple[Path, ...], scheme: Path, labellers: tuple[str, ...], options: dict[str, Any], common: Common) -> int:
    """Runs the command; the exit code. InputError for settings that make no sense, else as `run_recipe`."""
    engine = asked(common)
    if common["judge"]:
        raise InputError("--judge: nobody judges labels; name one more model that votes with --labeller NAME")
    if engine.choice is None and (labellers or options["prompts"] > 1):
        raise InputError("--labeller and --prompts are about models; name the first one with --model NAME")
    engine.check_seat("labellers", "--labeller or --prompts", named=bool(labellers) or options["prompts"] > 1)
    columns = options["columns"] or (RECORDED if engine.choice is None else ())
    settings = engine.settings(
        LabelRun,
        data=texts,
        method=LabelSettings(scheme=Scheme.load(scheme), agreement=options["agreement"], columns=columns, gold=options["gold"]),
        beside=tuple(engine.choice.model_copy(update={"name": name}) for name in labellers) if engine.choice else (),
        prompts=options["prompts"],
        reviews=options["reviews"],
    )
    keep_labels(settings.out)
    try:
        code = run_command(settings, begin)
    except RunStopped:
        write_uncertain(settings.out, settings.method.scheme)
        raise
    write_uncertain(settings.out, settings.method.scheme)
    return code


def begin(settings: LabelRun, material: Material, chats: Chats) -> Labelling:
    """The recipe at work. InputError for a row without a text or with a label that the scheme does not have, and where nobody labels."""
    method = settings.method
    sources = {one.document.id: Source(title=one.path, path=one.path, licence=settings.licence) for one in material.datasets}
    languages = {one.document.id: one.document.language for one in material.datasets}
    texts = []
    for row in material.examples:
        named = next((name for name in TEXT_FIELDS if name in row.spans), None)
        if named is None:
            raise InputError(f"{row.id}: has no text; give each row a field named {TEXT_FIELDS[0]}")
        shown, language = row.spans[named], row.language_or(languages[row.shown.document_id])
        recorded = recorded_of(row, method.columns, method.scheme)
        texts.append(
            Unlabelled(id=row.id, shown=shown, scheme=method.scheme, language=language, recorded=recorded, gold=gold_of(row, method))
        )
    recorded_by = tuple(dict.fromkeys(name for text in texts for name in text.recorded))
    if not chats and not recorded_by:
        raise InputError("label: needs a model, or labels in the data; name --model NAME, or with --column NAME the field that holds them")
    voters = tuple(chats.values()) + tuple(chat for chat in chats.beside.values() if chat not in chats.values())
    people = people_of(settings.reviews, {text.id for text in texts}, method.scheme.labels) if settings.reviews else {}
    team = chats.seated(label_team(voters, settings.prompts, recorded_by))
    return Labelling(team, method, texts, {text.id: sources[text.shown.document_id] for text in texts}, people)
