"""What travels through the Q&A graph: ids and small items, never the text of a document."""

from typing import NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from bookwright.agents.chat import Usage
from bookwright.curation.record import Record, Reject
from bookwright.graphs.lineage import Lineage
from bookwright.knowledge.document import Frozen


class Silence(Frozen):
    """Why nothing was written on a brief, and what finding out cost."""

    reason: str = "writer:nothing_to_ask"
    detail: str = "the writer found nothing worth asking in this passage"
    usage: Usage = Field(default_factory=Usage)


class QAInput(TypedDict):
    """What to ask about: a passage of the library, or a topic for which passages are looked up; and what the questions are to be beside
    that, a value by axis."""

    passage_id: NotRequired[str]
    topic: NotRequired[str]
    specification: NotRequired[dict[str, str]]


class QAState(QAInput):
    """`shown` are the ids of the brief's passages; all drafts of a brief go through the graph together."""

    shown: NotRequired[list[str]]
    lineages: NotRequired[list[Lineage]]
    silence: NotRequired[Silence]
    records: NotRequired[list[Record]]
    rejects: NotRequired[list[Reject]]


class QAOutput(TypedDict):
    """What came of it."""

    records: list[Record]
    rejects: list[Reject]
