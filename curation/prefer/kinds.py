"""The kinds of records whose critique loops are read, and how each of them is told in words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bookwright.agents.converse.items import Dialogue
from bookwright.agents.items import Draft, Fault, FaultKind
from bookwright.agents.principles.items import PrincipledText
from bookwright.agents.rephrase.items import Rephrased
from bookwright.agents.rephrase.style import GUIDES
from bookwright.agents.textbook.items import Exercise, SectionDraft
from bookwright.curation.book.records import ExerciseRecord, SectionRecord
from bookwright.curation.converse.records import DialogueRecord
from bookwright.curation.principles.records import PrinciplesRecord
from bookwright.curation.record import Record
from bookwright.curation.rephrase.records import RephraseRecord
from bookwright.knowledge.evidence import Evidence

WRITE_PAIR = "Write a question that the following text from “{title}” answers, and the answer that it gives."
WRITE_SECTION = "Write the section “{title}” of a textbook from the following text."
WRITE_DIALOGUE = "Write a conversation on the following text from “{title}”: this person asks and is answered from it. {who}"
TELL_AGAIN = "Tell the following text again, in this style. {style}"


def found_by_critics(record: Any, place: int) -> tuple[Fault, ...]:
    """What gates and critics found in the version in that place of a record's lineage."""
    read = record.lineage[place].draft.sha256
    return tuple(fault for critique in record.critiques if critique.draft_sha256 == read for fault in critique.faults)


def found_by_principles(record: PrinciplesRecord, place: int) -> tuple[Fault, ...]:
    """What was found in the version in that place by the principles of the revisions that followed from it."""
    revisions = (version for version in record.lineage if version.parent == place and version.kept)
    return tuple(
        Fault(kind=FaultKind.AGAINST_PRINCIPLE, quote="", reason=f"{version.principle}: {version.critique}") for version in revisions
    )


def nothing_shown(_: Any) -> tuple[Evidence, ...]:
    """No passage of its own."""
    return ()


@dataclass(frozen=True)
class Kind:
    """How records of a kind are told: what whoever wrote one had to do, what a draft asks and says, what was found wrong with the version
    in a place, and the words that it was written from where those are not the evidence of its drafts."""

    record: type[Any]
    task: Callable[[Any], str]
    words: Callable[[Any], tuple[str, str]]
    faults: Callable[[Any, int], tuple[Fault, ...]] = found_by_critics
    shown: Callable[[Any], tuple[Evidence, ...]] = nothing_shown


def _pair_task(record: Record | ExerciseRecord) -> str:
    return WRITE_PAIR.format(title=record.source.title)


def _section_task(record: SectionRecord) -> str:
    return WRITE_SECTION.format(title=record.title)


def _dialogue_task(record: DialogueRecord) -> str:
    return WRITE_DIALOGUE.format(title=record.source.title, who=record.persona.described)


def _style_task(record: RephraseRecord) -> str:
    return TELL_AGAIN.format(style=GUIDES[record.style].asks)


def _prompt(record: PrinciplesRecord) -> str:
    return record.prompt


def _passage(record: RephraseRecord) -> tuple[Evidence, ...]:
    return (record.whole,)


def _answered(draft: Draft) -> tuple[str, str]:
    return draft.question, draft.answer


def _solved(draft: Exercise) -> tuple[str, str]:
    solution = " ".join(claim.text for claim in draft.solution)
    return draft.question, solution if draft.answer in solution else f"{solution}\n{draft.answer}".strip()


def _responded(draft: PrincipledText) -> tuple[str, str]:
    return draft.task.text, draft.output


def _told(draft: SectionDraft | Rephrased) -> tuple[str, str]:
    return "", draft.text


def _spoken(draft: Dialogue) -> tuple[str, str]:
    return "", "\n\n".join(f"Question: {turn.question.said}\nAnswer: {turn.answer}" for turn in draft.turns)


KINDS: Mapping[str, Kind] = {
    "qa": Kind(Record, _pair_task, _answered),
    "section": Kind(SectionRecord, _section_task, _told),
    "exercise": Kind(ExerciseRecord, _pair_task, _solved),
    "principles": Kind(PrinciplesRecord, _prompt, _responded, faults=found_by_principles),
    "rephrase": Kind(RephraseRecord, _style_task, _told, shown=_passage),
    "dialogue": Kind(DialogueRecord, _dialogue_task, _spoken),
}
"""The kinds that have loops; evolutions, traces, labels and the like are made without."""
