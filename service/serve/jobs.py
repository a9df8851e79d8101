"""From a run to the job that works on it."""

from decimal import Decimal
from pathlib import Path

from bookwright.service.budget import Budget
from bookwright.service.serve.assistants.assistant import Job
from bookwright.service.serve.entities import Run
from bookwright.service.serve.settings import ServeSettings
from bookwright.service.serve.store import Store
from bookwright.service.serve.uploads import Uploads


def job_of(run: Run, folder: Path, settings: ServeSettings, store: Store, uploads: Uploads) -> Job:
    """The next go of a run in that folder."""
    return Job(
        assistant=run.assistant,
        input=run.input,
        folder=folder,
        uploads=uploads.paths(run.owner, [*run.input.get("documents", ()), *run.input.get("data", ())]),
        model=settings.model,
        budget=_left(run, store) if settings.model else None,
        resumes=run.asked.resumes,
        resume=run.asked.resume,
    )


def _left(run: Run, store: Store) -> Budget | None:
    """What the run's folder may cost in all: the owner's budget without what was spent elsewhere."""
    if run.budget is None:
        return None
    elsewhere, _ = store.spent(run.owner, besides=run.place)
    return Budget(amount=Decimal(max(run.budget - elsewhere, 0)), unit="calls")
