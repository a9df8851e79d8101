"""What a section of a guide is made from: its own passages in order, their setting, and what the rules ask of them."""

from bookwright.agents.extractive.guide.questions import Question, questions
from bookwright.agents.extractive.setting import Setting, setting_of
from bookwright.agents.items import Brief
from bookwright.agents.textbook.items import SectionBrief
from bookwright.knowledge.evidence import Evidence
from bookwright.knowledge.passage import Passage

LANGUAGE = "en"


def planned(brief: SectionBrief) -> tuple[Passage, ...]:
    """The passages of the plan in the order in which they stand in their documents, without what was found beside them: that is for the
    sections which it is planned for."""
    documents = list(dict.fromkeys(passage.document_id for passage in brief.passages))
    own = [passage for passage in brief.passages if passage.id in brief.plan.passages] or list(brief.passages)
    return tuple(sorted(own, key=lambda passage: (documents.index(passage.document_id), passage.start)))


def setting_in(brief: SectionBrief) -> Setting:
    """What the section's passages speak of, and which names their examples make up."""
    return setting_of(Brief(passages=planned(brief), titles=brief.titles, language=LANGUAGE))


def questions_on(brief: SectionBrief) -> tuple[Question, ...]:
    """All that the rules ask of the section's passages; nothing of a section in another language than English."""
    return questions(planned(brief), tuple(sorted(brief.titles.items()))) if brief.language == LANGUAGE else ()


def holder(brief: SectionBrief, evidence: Evidence) -> Passage | None:
    """The passage that has exactly the quote at the evidence's offsets; None if none has."""
    for passage in brief.passages:
        if (
            passage.document_id == evidence.document_id
            and passage.start <= evidence.start
            and passage.text[evidence.start - passage.start : evidence.end - passage.start] == evidence.quote
        ):
            return passage
    return None
