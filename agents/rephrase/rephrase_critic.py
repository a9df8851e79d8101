"""The critic of rephrased passages: how every sentence stands to the passage, and which of its facts were lost."""

from typing import Literal

from bookwright.agents.critique import CheckedSentence, Criticised, as_critique
from bookwright.agents.items import Critique, Fault, FaultKind
from bookwright.agents.reading import numbered_passages
from bookwright.agents.rephrase.items import RephraseSubmission
from bookwright.agents.rephrase.shown import shown_rephrase
from bookwright.agents.role import PromptRole
from bookwright.knowledge.document import Frozen
from bookwright.knowledge.evidence import locate_parts

RephraseFault = Literal["unsupported", "contradicted", "incomplete", "not_standalone", "unclear", "repetition", "off_level"]


class LostFact(Frozen):
    """A fact of the passage that the text does not have: the passage's words, what is lost with it, and whether the passage is about it."""

    source_words: str
    reason: str
    main: bool


class FoundRephraseFault(Frozen):
    """One fault: the words objected to, why, the kind, and what would mend it."""

    words: str
    reason: str
    kind: RephraseFault
    remedy: str


class RephraseCriticism(Frozen):
    """The critic's reply: each sentence, then the facts that were lost, then the faults."""

    sentences: list[CheckedSentence]
    lost: list[LostFact]
    faults: list[FoundRephraseFault]


class RephraseCritic(PromptRole[RephraseSubmission, RephraseCriticism, Critique]):
    """Submission to critique. A lost fact is a fault "incomplete" that quotes the passage; in a selective style a main one alone is."""

    returns = RephraseCriticism

    def fields(self, item: RephraseSubmission) -> dict[str, str]:
        return {"style": item.item.guide.asks, "passage": numbered_passages(item.item.brief), "draft": shown_rephrase(item.text)}

    def parse(self, item: RephraseSubmission, answer: RephraseCriticism) -> Critique:
        read = Criticised(
            sha256=item.text.sha256,
            claims=dict(enumerate(item.text.claims, 1)),
            beside=" ".join(part.lead for part in item.text.parts),
            place="the draft",
            brief=item.item.brief,
        )
        faults = tuple(Fault(kind=FaultKind(f.kind), quote=f.words, reason=f.reason, remedy=f.remedy) for f in answer.faults)
        lost = tuple(_lost(fact, item) for fact in answer.lost)
        counted = tuple(fault for fault, fact in zip(lost, answer.lost, strict=True) if fact.main or not item.item.guide.selective)
        critique = as_critique(read, answer.sentences, faults, self.maker)
        return critique.model_copy(update={"faults": (*critique.faults, *counted)})


def _lost(fact: LostFact, item: RephraseSubmission) -> Fault:
    """The fault of a lost fact. ValueError, as a wish to the model, for words that do not stand in the passage."""
    passage = item.item.passage
    if not locate_parts(fact.source_words, passage.text, passage.document_id):
        raise ValueError(f'lost: "{fact.source_words}" does not stand in the passage; copy its words, or leave the fact out')
    return Fault(
        kind=FaultKind.INCOMPLETE,
        quote=fact.source_words,
        reason=f"the passage says this and the draft does not: {fact.reason}",
        remedy="tell it where it belongs",
    )
