"""Which instances of a task are kept (Self-Instruct, Wang et al. 2023, section 2.2, "Filtering and Postprocessing")."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol, TypeVar


class Pair(Protocol):
    """An input with its output."""

    @property
    def input(self) -> str: ...
    @property
    def output(self) -> str: ...


One = TypeVar("One", bound=Pair)


class Dropped(NamedTuple):
    """Why an instance is dropped: a cause in one word, and a sentence."""

    cause: str
    detail: str


def sifted(instances: Sequence[One]) -> list[Dropped | None]:
    """For each instance why it is dropped, or None where it is kept.

    Dropped are those whose output is their input or is empty, those that end in a colon, which is where a cut one stops, and exact
    repetitions. Where of the rest one input has two outputs, all are dropped with their task, as in the released code; the paper speaks of
    these instances alone.
    """
    found = [_invalid(one) for one in instances]
    pairs: set[tuple[str, str]] = set()
    inputs: set[str] = set()
    for place, one in enumerate(instances):
        pair = one.input.strip(), one.output.strip()
        if found[place]:
            continue
        if pair in pairs:
            found[place] = Dropped("repeated", "an instance before it is the same")
        elif pair[0] and pair[0] in inputs:
            why = Dropped("ambiguous", "one input of this task has two outputs, so none of its instances can be trusted")
            return [before or why for before in found]
        pairs.add(pair)
        inputs.add(pair[0])
    return found


def _invalid(one: Pair) -> Dropped | None:
    given, answer = one.input.strip(), one.output.strip()
    if not answer:
        return Dropped("empty", "its output says nothing")
    if given == answer:
        return Dropped("echo", "its output is its input")
    if given.endswith((":", "：")) or answer.endswith((":", "：")):
        return Dropped("colon", "it ends in a colon, where something must come")
    return None
