"""Gates of dialogues: those of questions and answers over each turn, and those that only a dialogue needs."""

from collections.abc import Iterator

from bookwright.agents.converse.items import Dialogue, DialogueSubmission, Turn
from bookwright.agents.items import Claim, Critique, Draft, Fault, FaultKind, QuestionKind, Submission
from bookwright.curation.converse.leaning import leans
from bookwright.curation.duplicates import ALIKE, Duplicates
from bookwright.curation.gates import GATES, Gate
from bookwright.curation.gates.address import address
from bookwright.curation.gates.citation import citation
from bookwright.curation.gates.direction import direction
from bookwright.curation.gates.language import language
from bookwright.curation.gates.located import located
from bookwright.curation.gates.names import names
from bookwright.curation.gates.negation import CUE_TOKENS, negation
from bookwright.curation.gates.numbers import figures, numbers
from bookwright.curation.gates.prompt_leak import prompt_leak
from bookwright.curation.gates.standalone import standalone
from bookwright.curation.gates.truncation import truncation
from bookwright.curation.gates.units import units
from bookwright.curation.terms import content_terms, tokens
from bookwright.knowledge.evidence import Evidence

OF_REFUSALS: tuple[Gate, ...] = (located, numbers, units, negation, direction, names, citation, truncation, prompt_leak, address, language)
"""What is asked of that part of a refusal which says what can be found."""


def inspected(submission: DialogueSubmission) -> Critique:
    """All faults that the gates find, as one critique bound to the dialogue."""
    dialogue = submission.text
    faults = [*_lost(dialogue), *_repeated(dialogue), *_alone(submission)]
    for turn in dialogue.turns:
        faults += _refused(turn, submission) if turn.refusal else _answered(turn, submission)
    return Critique(draft_sha256=dialogue.sha256, by="gates", faults=tuple(faults))


def _answered(turn: Turn, submission: DialogueSubmission) -> Iterator[Fault]:
    """What the gates of questions and answers find in the standalone question and the answer."""
    yield from _through(GATES, turn.question.standalone, turn.claims, submission)


def _refused(turn: Turn, submission: DialogueSubmission) -> Iterator[Fault]:
    """A refusal says first that the thing asked for cannot be found, without sources or figures but those asked about, then what can."""
    first, rest = turn.claims[0], turn.claims[1:]
    says_so = first.connective and CUE_TOKENS & tokens(first.text) and figures(first.text) <= figures(turn.question.standalone)
    if not (says_so and content_terms(first.text) & content_terms(turn.question.standalone)):
        yield Fault(
            kind=FaultKind.UNANSWERED,
            quote=first.text,
            reason="the answer does not begin by saying that what was asked for cannot be found, naming it",
            remedy='say "I cannot find …" with the thing asked for, as a connective sentence without other figures',
        )
    if not any(claim.evidence for claim in rest):
        yield Fault(
            kind=FaultKind.INCOMPLETE,
            quote=turn.claims[-1].text,
            reason="the answer does not say what can be found",
            remedy="say, with a quote, what the passages do say nearest to the question",
        )
    else:
        yield from _through(OF_REFUSALS, "", rest, submission)
    yield from _through((standalone,), turn.question.standalone, turn.claims, submission)


def _through(gates: tuple[Gate, ...], question: str, claims: tuple[Claim, ...], submission: DialogueSubmission) -> Iterator[Fault]:
    """What gates find in one question with its answer; a fault of the whole names its first sentence."""
    evidence: tuple[Evidence, ...] = submission.text.evidence
    draft = Draft(question=question, kind=QuestionKind.FACT, claims=claims, evidence=evidence)
    for gate in gates:
        for fault in gate(Submission(brief=submission.item.brief, draft=draft)):
            yield fault if fault.quote else fault.model_copy(update={"quote": claims[0].text})


def _lost(dialogue: Dialogue) -> Iterator[Fault]:
    for quote in dialogue.unlocated:
        yield Fault(
            kind=FaultKind.EVIDENCE_MISSING,
            quote=quote,
            reason="these words were given as a quote and stand in no passage",
            remedy="copy the words of the passage exactly, or choose others that carry the sentence",
        )


def _repeated(dialogue: Dialogue) -> Iterator[Fault]:
    """Questions that were asked before; that two rest on the same words says little in a talk about one passage."""
    seen = Duplicates(on_same_evidence=ALIKE)
    for number, turn in enumerate(dialogue.turns, 1):
        evidence = [dialogue.evidence[index] for claim in turn.claims for index in claim.evidence]
        if twin := seen.find(turn.question.standalone, evidence):
            yield Fault(
                kind=FaultKind.REPETITION,
                quote=turn.question.said,
                reason=f"this asks the same as {twin}",
                remedy="ask what that one left open",
            )
        seen.show(f"turn {number}", turn.question.standalone, evidence)


def _alone(submission: DialogueSubmission) -> Iterator[Fault]:
    """Follow-ups that need nothing of what was said before."""
    before = ""
    for number, turn in enumerate(submission.text.turns):
        question = turn.question
        if number and not leans(question.said, question.standalone, before, submission.item.brief.language):
            yield Fault(
                kind=FaultKind.STANDS_ALONE,
                quote=question.said,
                reason="nothing in this question leans on an earlier turn, or its standalone form restores nothing of one",
                remedy="let it take up what was said, and name what it leaves unsaid in the standalone form",
            )
        before += f"\n{question.standalone}\n{turn.answer}"
