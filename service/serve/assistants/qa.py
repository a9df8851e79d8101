"""The Q&A assistant: questions and answers from uploaded documents, looked at by a person if that is wanted."""

import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar, Literal

from pydantic import BaseModel, Field, ValidationError

from bookwright.graphs.settings import QASettings
from bookwright.knowledge.document import Frozen
from bookwright.service.progress import Progress
from bookwright.service.serve.assistants.assistant import Finished, Job, Waiting
from bookwright.service.serve.assistants.given import Given
from bookwright.service.serve.assistants.skipped import Skipped, skipped_among


class QAInput(Given):
    """`documents` are ids of uploads. `count` records are wanted at most; `review` so many of them are shown to a person first."""

    documents: list[str] = Field(min_length=1)
    count: int | None = Field(default=None, ge=1)
    limit: int | None = Field(default=None, ge=1)
    review: int = Field(default=0, ge=0, le=100)
    settings: QASettings = QASettings()


class QAOutput(Frozen):
    """The records as records.jsonl holds them, what the run counted, why drafts were rejected, by "stage:cause", and which documents were
    not read."""

    records: list[dict[str, Any]]
    counts: dict[str, int]
    rejected: dict[str, int]
    skipped: list[Skipped] = Field(default_factory=list)


class Decision(Frozen):
    """A person's word on one record."""

    id: str
    decision: Literal["accept", "reject"]
    reason: str = ""


class Review(Frozen):
    """An answer to the question for a review: decisions on records that were shown, one on each at most. What nobody decides on is kept."""

    decisions: list[Decision] = Field(default_factory=list)


class QAAssistant:
    """Documents to questions and answers, every sentence of them sourced."""

    name: ClassVar[str] = "qa"
    description: ClassVar[str] = "Grounded question-and-answer records from uploaded documents, every sentence with its source."
    input: ClassVar[type[Given]] = QAInput
    output: ClassVar[type[BaseModel]] = QAOutput

    def work(self, job: Job, progress: Progress) -> Finished | Waiting:
        """Makes the records; waits with a sample of them where a review is wanted and none was made."""
        from bookwright.service.run import run_qa  # noqa: PLC0415 - for the job alone
        from bookwright.service.settings import DRAFTS_OF_RULES, RunSettings  # noqa: PLC0415 - for the job alone

        asked = QAInput.model_validate(job.input)
        settings = asked.settings
        if job.model is None and "drafts" not in settings.model_fields_set:
            settings = settings.model_copy(update={"drafts": DRAFTS_OF_RULES})
        summary = run_qa(
            RunSettings(
                sources=tuple(str(path) for path in job.uploads.values()),
                out=job.folder,
                model=job.model,
                budget=job.budget,
                count=asked.count,
                limit=asked.limit,
                qa=settings,
            ),
            progress,
        )
        records = [json.loads(line) for line in (job.folder / "records.jsonl").read_text(encoding="utf-8").split("\n") if line]
        paid = summary.cost.paid
        spent = {"calls": paid.calls, "tokens": paid.input_tokens + paid.output_tokens}
        if asked.review and records and not job.resumes:
            value = {"kind": "review", "records": records[: asked.review]}
            return Waiting(value=value, response_schema=Review.model_json_schema(), **spent)
        rejected = dict(summary.reasons)
        if job.resumes:
            review = Review.model_validate(job.resume)
            _keep(job.folder / "reviews.jsonl", review)
            refused = {decision.id for decision in review.decisions if decision.decision == "reject"}
            records = [record for record in records if record["id"] not in refused]
            rejected |= {"review:rejected": len(refused)} if refused else {}
        made = QAOutput(
            records=records,
            counts={**summary.counts, "records": len(records)},
            rejected=rejected,
            skipped=skipped_among(job.uploads, summary.skipped),
        )
        return Finished(values=made.model_dump(mode="json"), **spent)

    def check_resume(self, value: Mapping[str, Any], resume: object) -> str:
        """Empty for decisions on records that were shown."""
        try:
            review = Review.model_validate(resume)
        except ValidationError as error:
            fault = error.errors()[0]
            return f"{'.'.join(map(str, fault['loc'])) or 'resume'}: {fault['msg']}"
        shown = {record["id"] for record in value["records"]}
        for name, times in Counter(decision.id for decision in review.decisions).items():
            if name not in shown:
                return f"decisions: {name} is none of the records that were shown"
            if times > 1:
                return f"decisions: {name} is decided on {times} times; give one decision"
        return ""


def _keep(path: Path, review: Review) -> None:
    path.write_text("".join(decision.model_dump_json() + "\n" for decision in review.decisions), encoding="utf-8")
