"""The assistant of a recipe: what it takes, and where its run is. All recipes go through here, those of other packages too."""

import importlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, Field, ValidationError

from bookwright.errors import InputError
from bookwright.knowledge.document import Frozen
from bookwright.service.progress import Progress
from bookwright.service.serve.assistants.assistant import Finished, Job
from bookwright.service.serve.assistants.given import Given
from bookwright.service.serve.assistants.skipped import Skipped, skipped_among

NO_MODEL = "the server has no model, and rules cannot do this; begin it with --model NAME"


class RecipeInput(Given):
    """What every recipe takes; its own class adds `documents` or `data`, and its `settings`.

    The run ends when `count` records are accepted. At most `limit` items are worked on in a round.
    """

    count: int | None = Field(default=None, ge=1)
    limit: int | None = Field(default=None, ge=1)
    settings: Frozen

    @property
    def method(self) -> Frozen:
        """The method of the run. ValidationError or InputError for settings that make no sense together."""
        return self.settings

    @property
    def own(self) -> dict[str, Any]:
        """What the settings of the run take beside, by name."""
        return {}

    def unaided(self) -> str:
        """What is missing where the server has no model; empty where rules can do it."""
        return f"model: {NO_MODEL}"

    def objection(self, names: Mapping[str, str], *, has_model: bool) -> str:
        """As for every input; and settings that make no sense together, and a model that is needed and not there."""
        try:
            _ = self.method
        except ValidationError as error:
            return f"settings: {error.errors()[0]['msg'].removeprefix('Value error, ')}"
        except InputError as error:
            return f"settings: {str(error).removeprefix('--')}"
        return super().objection(names, has_model=has_model) or ("" if has_model else self.unaided())


class RecipeOutput(Frozen):
    """The records as records.jsonl holds them, what the run counted, why items were rejected, by "stage:cause", which documents were not
    read, and the recipe's own figures. `unanswered` requests got no answer of the model; a new run with the same input on the same thread
    asks them again."""

    records: list[dict[str, Any]]
    counts: dict[str, int]
    rejected: dict[str, int]
    skipped: list[Skipped] = Field(default_factory=list)
    figures: dict[str, Any]
    unanswered: int = 0


class RecipeAssistant(Frozen):
    """A recipe as an assistant. `run` names the class of its settings as "module:Class"; `begin` of the same module begins it."""

    name: str
    description: str
    input: type[RecipeInput]
    run: str
    output: type[BaseModel] = RecipeOutput

    def work(self, job: Job, progress: Progress) -> Finished:
        """Runs the recipe in the folder of the job, or goes on with the run that is there."""
        from bookwright.service.recipe.run import run_recipe  # noqa: PLC0415 - for the job alone

        asked = self.input.model_validate(job.input)
        if job.model is None and (missing := asked.unaided()):
            raise InputError(missing)
        module, _, settings = self.run.partition(":")
        at = importlib.import_module(module)
        wanted = getattr(at, settings)(
            sources=tuple(map(str, _paths(job, asked, "documents"))),
            data=_paths(job, asked, "data"),
            out=job.folder,
            model=job.model,
            budget=job.budget,
            method=asked.method,
            count=asked.count,
            limit=asked.limit,
            **asked.own,
        )
        summary = run_recipe(wanted, at.begin, progress)
        lines = (job.folder / "records.jsonl").read_text(encoding="utf-8").split("\n")
        made = RecipeOutput(
            records=[json.loads(line) for line in lines if line],
            counts=summary.counts,
            rejected=summary.reasons,
            skipped=skipped_among(job.uploads, summary.skipped),
            figures=json.loads((job.folder / "run.json").read_text(encoding="utf-8"))["figures"],
            unanswered=len(summary.failures),
        )
        paid = summary.cost.paid
        return Finished(values=made.model_dump(mode="json"), calls=paid.calls, tokens=paid.input_tokens + paid.output_tokens)

    def check_resume(self, value: Mapping[str, Any], resume: object) -> str:  # noqa: ARG002 - it never waits
        """A recipe asks nobody, so there is nothing to answer."""
        return f"{self.name} waits for nobody"


def _paths(job: Job, asked: Given, field: str) -> tuple[Path, ...]:
    """Where the uploads of that field stand. InputError where one was taken out after the run was asked for."""
    if gone := next((upload_id for upload_id in asked.named(field) if upload_id not in job.uploads), None):
        raise InputError(f"{field}: {gone} was taken out; upload it again and start a new run")
    return tuple(job.uploads[upload_id] for upload_id in asked.named(field))
