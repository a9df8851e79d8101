"""Rows of data as instructions: what they ask, on what material, with which response, and how far they are from what people wrote."""

from bookwright.agents.instruction import Instruction
from bookwright.errors import InputError
from bookwright.knowledge.dataset import Dataset, Example
from bookwright.knowledge.document import Document
from bookwright.knowledge.evidence import Evidence

INSTRUCTION = ("instruction", "question", "prompt", "problem")
INPUT = ("input", "context")
OUTPUT = ("output", "answer", "response", "completion")
DATA_FILE = "application/jsonl"


def task_of(row: Example) -> Instruction:
    """What a row asks. InputError for one that asks nothing."""
    instruction = row.text(*INSTRUCTION).strip()
    if not instruction:
        raise InputError(f"{row.id}: has no instruction; give each row a field named {', '.join(INSTRUCTION[:-1])} or {INSTRUCTION[-1]}")
    return Instruction(instruction=instruction, input=row.text(*INPUT).strip())


def response_of(row: Example) -> str:
    """What a row answers; empty where it answers nothing."""
    return row.text(*OUTPUT).strip()


def grounds_of(row: Example, dataset: Dataset) -> tuple[tuple[Evidence, ...], dict[str, Document]]:
    """The evidence of an earlier run that a row carries along, and the documents that it stands in. Rows of data carry nothing."""
    documents = {document.id: document for document in dataset.documents[1:] if document.media_type != DATA_FILE}
    return tuple(piece for piece in row.grounds if piece.document_id in documents), documents
