"""Gates: deterministic checks that every draft passes before anybody is paid to read it, and after every change.

A gate is a function from a submission to faults. It never calls a model and never judges by overlap alone.
"""

from collections.abc import Callable, Collection

from bookwright.agents.items import Critique, Fault, Submission
from bookwright.curation.gates.address import address
from bookwright.curation.gates.citation import citation
from bookwright.curation.gates.direction import direction
from bookwright.curation.gates.echo import echo
from bookwright.curation.gates.language import language
from bookwright.curation.gates.leak import leak
from bookwright.curation.gates.length import length
from bookwright.curation.gates.located import located
from bookwright.curation.gates.names import names
from bookwright.curation.gates.negation import negation
from bookwright.curation.gates.numbers import numbers
from bookwright.curation.gates.premise import premise
from bookwright.curation.gates.prompt_leak import prompt_leak
from bookwright.curation.gates.standalone import standalone
from bookwright.curation.gates.truncation import truncation
from bookwright.curation.gates.unanswered import unanswered
from bookwright.curation.gates.units import units

Gate = Callable[[Submission], tuple[Fault, ...]]

GATES: tuple[Gate, ...] = (
    located,
    numbers,
    units,
    negation,
    direction,
    names,
    citation,
    leak,
    echo,
    premise,
    unanswered,
    truncation,
    standalone,
    length,
    prompt_leak,
    address,
    language,
)


def without(names: Collection[str]) -> tuple[Gate, ...]:
    """The gates but for those with these names. ValueError for a name that none has, and for the gate that evidence stands on."""
    known = [gate.__name__ for gate in GATES]
    if odd := next((name for name in names if name not in known), None):
        raise ValueError(f"{odd}: is no gate; there are {', '.join(known)}")
    if located.__name__ in names:
        raise ValueError(f"{located.__name__}: cannot be switched off, for every record's evidence stands on it")
    return tuple(gate for gate in GATES if gate.__name__ not in names)


def inspect(submission: Submission, gates: tuple[Gate, ...] = GATES) -> Critique:
    """All faults that the gates find, as one critique bound to the draft that was read."""
    faults = tuple(fault for gate in gates for fault in gate(submission))
    return Critique(draft_sha256=submission.draft.sha256, by="gates", faults=faults)
