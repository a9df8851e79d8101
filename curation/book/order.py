"""The order of a plan: what has to be written, and read, before what."""

from collections import Counter
from collections.abc import Container, Iterator, Sequence
from graphlib import CycleError, TopologicalSorter
from typing import Protocol

from bookwright.agents.textbook.plan import Plan, PlannedSection


class Ordered(Protocol):
    """A section, planned or written, by its id and those of the sections that it takes for read."""

    @property
    def id(self) -> str: ...
    @property
    def prerequisites(self) -> tuple[str, ...]: ...


def waves(plan: Plan) -> tuple[tuple[PlannedSection, ...], ...]:
    """The sections in waves: those of one can be written at the same time, after all before it. Each is in reading order.

    ValueError where the prerequisites go in a circle; `problems` names it.
    """
    sections = {section.id: section for section in plan.sections}
    sorter = _sorter(plan.sections)
    try:
        sorter.prepare()
    except CycleError as error:
        raise ValueError(f"prerequisites go in a circle: {_path(error.args[1])}") from error
    found = []
    while sorter.is_active():
        ready = set(sorter.get_ready())
        found.append(tuple(section for name, section in sections.items() if name in ready))
        sorter.done(*ready)
    return tuple(found)


def cycle(sections: Sequence[Ordered]) -> str:
    """A circle of prerequisites, as "2.1 → 3.2 → 2.1", each before what it is a prerequisite of; "" where there is none."""
    try:
        _sorter(sections).prepare()
    except CycleError as error:
        return _path(error.args[1])
    return ""


def problems(plan: Plan, held: Container[str]) -> list[str]:
    """All that makes the plan one that cannot be followed, a sentence each; `held` are the ids of the library's passages.

    Ids used twice, a circle of prerequisites, prerequisites that are unknown or come later, sections without passages or with some that
    the library does not hold, objectives without an id or with one used before.
    """
    return [*_of_ids(plan), *_of_prerequisites(plan), *_of_passages(plan, held), *_of_objectives(plan)]


def _of_ids(plan: Plan) -> Iterator[str]:
    for name, times in Counter(section.id for section in plan.sections).items():
        if not name.strip():
            yield "a section has no id; give it one such as 2.1"
        elif times > 1:
            yield f"section {name}: {times} sections have this id; give each its own"


def _of_prerequisites(plan: Plan) -> Iterator[str]:
    place = {section.id: number for number, section in enumerate(plan.sections)}
    circle = cycle(plan.sections)
    if circle:
        yield f"section {circle.split(' ')[0]}: its prerequisites go in a circle ({circle}); take one of them away"
    on_circle = set(circle.split(" → "))
    for number, section in enumerate(plan.sections):
        for name in section.prerequisites:
            if name not in place:
                yield f"section {section.id}: its prerequisite {name} is no section of the plan; correct the id or take it away"
            elif place[name] > number and not {name, section.id} <= on_circle:
                yield f"section {section.id}: its prerequisite {name} comes later in the book; move {name} before it or take it away"


def _of_passages(plan: Plan, held: Container[str]) -> Iterator[str]:
    for section in plan.sections:
        if not section.passages:
            yield f"section {section.id}: names no passage to rest on; name some or take the section away"
        for name in section.passages:
            if name not in held:
                yield f"section {section.id}: the library holds no passage {name}; correct the id or take it away"


def _of_objectives(plan: Plan) -> Iterator[str]:
    seen: dict[str, str] = {}
    for section in plan.sections:
        if not section.objectives:
            yield f"section {section.id}: has no objective; say what its reader can do after it"
        for objective in section.objectives:
            if not objective.id.strip():
                yield f"section {section.id}: an objective has no id; give it one such as {section.id}-a"
            elif objective.id in seen:
                yield f"section {section.id}: the objective id {objective.id} is taken by section {seen[objective.id]}; give it another"
            seen.setdefault(objective.id, section.id)


def _sorter(sections: Sequence[Ordered]) -> TopologicalSorter[str]:
    """The sections and their prerequisites, without those that are no section."""
    known = {section.id for section in sections}
    return TopologicalSorter({section.id: [name for name in section.prerequisites if name in known] for section in sections})


def _path(names: Sequence[str]) -> str:
    return " → ".join(names)
