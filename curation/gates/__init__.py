"""Gates: deterministic checks that every draft passes before anybody is paid to read it, and after every change.

A gate is a function from a submission to faults. It never calls a model and never judges by overlap alone.
"""

from collections.abc import Callable

from bookwright.agents.items import Critique, Fault, Submission
from bookwright.curation.gates.echo import echo
from bookwright.curation.gates.language import language
from bookwright.curation.gates.leak import leak
from bookwright.curation.gates.length import length
from bookwright.curation.gates.located import located
from bookwright.curation.gates.negation import negation
from bookwright.curation.gates.numbers import numbers
from bookwright.curation.gates.premise import premise
from bookwright.curation.gates.prompt_leak import prompt_leak
from bookwright.curation.gates.standalone import standalone

Gate = Callable[[Submission], tuple[Fault, ...]]

GATES: tuple[Gate, ...] = (located, numbers, negation, leak, echo, premise, standalone, length, prompt_leak, language)


def inspect(submission: Submission, gates: tuple[Gate, ...] = GATES) -> Critique:
    """All faults that the gates find, as one critique bound to the draft that was read."""
    faults = tuple(fault for gate in gates for fault in gate(submission))
    return Critique(draft_sha256=submission.draft.sha256, by="gates", faults=faults)
