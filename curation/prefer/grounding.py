"""What the gates hold against an answer to a prompt whose answer must rest on given passages."""

from bookwright.agents.items import Claim, Critique, Draft, Fault, QuestionKind, Submission
from bookwright.agents.prefer.items import Candidate, Prompted
from bookwright.curation.gates import inspect
from bookwright.curation.gates.address import address
from bookwright.curation.gates.direction import direction
from bookwright.curation.gates.echo import echo
from bookwright.curation.gates.language import language
from bookwright.curation.gates.names import names
from bookwright.curation.gates.negation import negation
from bookwright.curation.gates.numbers import numbers
from bookwright.curation.gates.prompt_leak import prompt_leak
from bookwright.curation.gates.truncation import truncation
from bookwright.curation.gates.unanswered import unanswered
from bookwright.curation.gates.units import units
from bookwright.knowledge.evidence import Evidence
from bookwright.knowledge.sentences import sentence_spans

OF_ANSWERS = (numbers, units, negation, direction, names, echo, unanswered, truncation, prompt_leak, address, language)
"""The gates that read an answer; those left out ask for quotes, which these answers have none of, or read the question, which is given."""


def inspected(candidate: Candidate, prompted: Prompted) -> Critique:
    """What the gates say of an answer, each sentence held against all the passages that the prompt stands on: nothing where it stands on
    none."""
    return Critique(draft_sha256=candidate.sha256, by="gates", faults=_faults(candidate, prompted))


def _faults(candidate: Candidate, prompted: Prompted) -> tuple[Fault, ...]:
    brief = prompted.brief
    if brief is None:
        return ()
    evidence = tuple(Evidence(document_id=p.document_id, start=p.start, end=p.end, quote=p.text) for p in brief.passages)
    everything = tuple(range(len(evidence)))
    text = " ".join(candidate.text.split())
    draft = Draft(
        question=prompted.prompt,
        kind=QuestionKind.FACT,
        claims=tuple(Claim(text=text[slice(*span)], evidence=everything) for span in sentence_spans(text, brief.language)),
        evidence=evidence,
    )
    return inspect(Submission(brief=brief, draft=draft), OF_ANSWERS).faults
