"""What the tools give back."""

from typing import Any

from pydantic import BaseModel, Field

from bookwright.service.serve.assistants.skipped import Skipped
from bookwright.service.serve.entities import Interrupt, Run, Thread, Upload


class Document(BaseModel):
    """An uploaded document; its id is what a run is given."""

    document_id: str
    name: str
    size: int


class Source(BaseModel):
    """Where words of an answer stand: the document's id among the run's sources, offsets in characters, and the words."""

    document_id: str
    start: int
    end: int
    quote: str


class QARecord(BaseModel):
    """A question and its answer. The resource of the run's records has everything that is known of it."""

    id: str
    question: str
    answer: str
    sources: list[Source]


class Told(BaseModel):
    """How a run stands. One that is interrupted and `waits` is answered with submit_review."""

    thread_id: str
    run_id: str
    status: str
    error: str = ""
    waits: Interrupt | None = None


class QAMade(Told):
    """The records of a run, why drafts were rejected, by "stage:cause", and which documents were not read."""

    records: list[QARecord] = Field(default_factory=list)
    rejected: dict[str, int] = Field(default_factory=dict)
    skipped: list[Skipped] = Field(default_factory=list)


class BookMade(Told):
    """The whole book of a run, in Markdown, and which documents were not read."""

    book: str = ""
    counts: dict[str, int] = Field(default_factory=dict)
    rejected: dict[str, int] = Field(default_factory=dict)
    skipped: list[Skipped] = Field(default_factory=list)


class RunMade(Told):
    """What a run of any assistant gave, by that assistant's output schema."""

    assistant: str
    values: dict[str, Any] = Field(default_factory=dict)


def shown_document(upload: Upload) -> Document:
    """An upload as a tool shows it."""
    return Document(document_id=upload.id, name=upload.name, size=upload.size)


def told(run: Run, thread: Thread) -> dict[str, Any]:
    """The fields of `Told`. What a thread waits for belongs to the run that ended last."""
    waits = thread.interrupts[0] if thread.interrupts and run.status == "interrupted" else None
    return {"thread_id": thread.id, "run_id": run.id, "status": run.status.value, "error": run.error, "waits": waits}


def qa_made(run: Run, thread: Thread) -> QAMade:
    """The end of a Q&A run."""
    values = thread.values if run.status == "success" else {}
    kept = {name: values[name] for name in ("rejected", "skipped") if name in values}
    return QAMade(**told(run, thread), records=[_record(record) for record in values.get("records", ())], **kept)


def book_made(run: Run, thread: Thread) -> BookMade:
    """The end of a run of a textbook."""
    values = thread.values if run.status == "success" else {}
    return BookMade(**told(run, thread), **{name: values[name] for name in ("book", "counts", "rejected", "skipped") if name in values})


def run_made(run: Run, thread: Thread) -> RunMade:
    """A run as it stands."""
    return RunMade(**told(run, thread), assistant=run.assistant, values=thread.values if run.status == "success" else {})


def _record(record: dict[str, Any]) -> QARecord:
    sources = [Source.model_validate(piece) for piece in record["evidence"]]
    return QARecord(id=record["id"], question=record["question"], answer=record["answer"], sources=sources)
