"""What the passages of an earlier run carry: the gates of questions and answers, on an evolved instruction with its response."""

from bookwright.agents.evolve.items import EvolvedText
from bookwright.agents.items import Brief, Critique, Draft, QuestionKind, Submission
from bookwright.curation.gates import GATES, inspect
from bookwright.curation.gates.length import length

GROUNDED_GATES = tuple(gate for gate in GATES if gate is not length)
"""All but the bounds of a question, for an instruction need be none."""


def inspected(text: EvolvedText, brief: Brief) -> Critique:
    """The faults that the gates find in a response that is to rest on passages, bound to the text."""
    draft = Draft(question=text.task.text, kind=QuestionKind.FACT, claims=text.claims, evidence=text.evidence, unlocated=text.unlocated)
    found = inspect(Submission(brief=brief, draft=draft), GROUNDED_GATES)
    return found.model_copy(update={"draft_sha256": text.sha256})
