"""The textbook assistant: a book from uploaded documents; its plan can be looked at and edited by a person first."""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, ClassVar

from pydantic import BaseModel, Field, ValidationError

from bookwright.errors import InputError, RunError
from bookwright.graphs.textbook.settings import TextbookSettings
from bookwright.knowledge.document import Frozen
from bookwright.service.directory import PLAN, read_state
from bookwright.service.progress import Progress
from bookwright.service.serve.assistants.assistant import Finished, Job, Waiting
from bookwright.service.serve.assistants.given import Given
from bookwright.service.serve.assistants.skipped import Skipped, skipped_among


class BookInput(Given):
    """`documents` are ids of uploads; with `settings.review_plan` the plan waits for a person before it is written to."""

    documents: list[str] = Field(min_length=1)
    language: str | None = None
    settings: TextbookSettings = TextbookSettings()


class BookOutput(Frozen):
    """The whole book in Markdown, what the run counted, and which documents were not read. The files of the run hold the book as one page,
    as EPUB and as records."""

    book: str
    counts: dict[str, int]
    rejected: dict[str, int]
    skipped: list[Skipped] = Field(default_factory=list)


class PlanReview(Frozen):
    """An answer to the question for a review: the plan as it is to be followed, as YAML; without one it is followed as it stands."""

    plan: str | None = None


class TextbookAssistant:
    """Documents to a book, every sentence of it sourced."""

    name: ClassVar[str] = "textbook"
    description: ClassVar[str] = "A textbook (or, without a model, a study guide) from uploaded documents, every sentence with its source."
    input: ClassVar[type[Given]] = BookInput
    output: ClassVar[type[BaseModel]] = BookOutput

    def work(self, job: Job, progress: Progress) -> Finished | Waiting:
        """Makes the book; waits with its plan where that is to be looked at."""
        from bookwright.knowledge.library import Library  # noqa: PLC0415 - for the job alone
        from bookwright.service.textbook.run import FOLDER, REVIEW, WAITING, run_textbook  # noqa: PLC0415 - for the job alone
        from bookwright.service.textbook.settings import BookSettings  # noqa: PLC0415 - for the job alone

        asked = BookInput.model_validate(job.input)
        if job.resumes and (plan := PlanReview.model_validate(job.resume).plan):
            (job.folder / PLAN).write_text(plan, encoding="utf-8")
        if not job.resumes and _stopped_by(job.folder) == REVIEW:
            (job.folder / PLAN).unlink(missing_ok=True)  # nobody has seen that plan: the server ended before it was shown
        summary = run_textbook(
            BookSettings(
                sources=tuple(str(path) for path in job.uploads.values()),
                out=job.folder,
                model=job.model,
                budget=job.budget,
                textbook=asked.settings,
                language=asked.language,
            ),
            progress,
        )
        paid = summary.cost.paid
        spent = {"calls": paid.calls, "tokens": paid.input_tokens + paid.output_tokens}
        if summary.status == WAITING:
            with Library.open(job.folder / "library") as library:
                passages = [passage.id for passage in library.each_passage()]
            value = {"kind": "plan", "plan": (job.folder / PLAN).read_text(encoding="utf-8"), "passages": passages}
            return Waiting(value=value, response_schema=PlanReview.model_json_schema(), **spent)
        book = (job.folder / FOLDER / "whole.md").read_text(encoding="utf-8")
        skipped = skipped_among(job.uploads, summary.skipped)
        made = BookOutput(book=book, counts=summary.counts, rejected=summary.reasons, skipped=skipped)
        return Finished(values=made.model_dump(mode="json"), **spent)

    def check_resume(self, value: Mapping[str, Any], resume: object) -> str:
        """Empty for a plan that can be followed, and for none."""
        from bookwright.service.textbook.plan_file import plan_to_follow  # noqa: PLC0415 - for an answer alone

        try:
            plan = PlanReview.model_validate(resume).plan
            if plan is not None:
                passages = value.get("passages")  # a thread that has waited since an earlier version does not have them
                plan_to_follow(plan, Path("plan"), None if passages is None else set(passages))
        except ValidationError as error:
            fault = error.errors()[0]
            return f"{'.'.join(map(str, fault['loc'])) or 'resume'}: {fault['msg']}"
        except InputError as error:
            return str(error).partition("\n")[0]
        return ""


def _stopped_by(folder: Path) -> object:
    with suppress(RunError):
        return read_state(folder).get("stopped_by")
    return None
