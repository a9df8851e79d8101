"""What the gates find in an instance that rests on a passage."""

from bookwright.agents.instruct.items import InstructText
from bookwright.agents.items import Brief, Critique, Draft, QuestionKind, Submission
from bookwright.curation.gates import Gate
from bookwright.curation.gates.address import address
from bookwright.curation.gates.citation import citation
from bookwright.curation.gates.direction import direction
from bookwright.curation.gates.language import language
from bookwright.curation.gates.located import located
from bookwright.curation.gates.names import names
from bookwright.curation.gates.negation import negation
from bookwright.curation.gates.numbers import figures, numbers
from bookwright.curation.gates.prompt_leak import prompt_leak
from bookwright.curation.gates.truncation import truncation
from bookwright.curation.gates.unanswered import unanswered
from bookwright.curation.gates.units import units

GATES: tuple[Gate, ...] = (
    located,
    negation,
    direction,
    names,
    citation,
    unanswered,
    truncation,
    prompt_leak,
    address,
    language,
)
"""Those of questions and answers, but for the form of a question."""
FIGURES: tuple[Gate, ...] = (numbers, units)


def inspected(text: InstructText, brief: Brief) -> Critique:
    """All faults that the gates find, bound to the instance.

    Instruction and input stand in for the question; an input may make up figures of its own, and claims with these are left to the judges.
    """
    asked = f"{text.instruction}\n{text.input}".strip()
    draft = Draft(question=asked, kind=QuestionKind.FACT, claims=text.claims, evidence=text.evidence, unlocated=text.unlocated)
    made_up = figures(text.input)
    plain = tuple(claim for claim in text.claims if not figures(claim.text) & made_up)
    of_figures = draft.model_copy(update={"question": "", "claims": plain})
    faults = [fault for gate in GATES for fault in gate(Submission(brief=brief, draft=draft))]
    faults += [fault for gate in FIGURES for fault in gate(Submission(brief=brief, draft=of_figures))]
    return Critique(draft_sha256=text.sha256, by="gates", faults=tuple(faults))
