"""The order in which sections can be written: each after those that it takes for known."""

from graphlib import CycleError, TopologicalSorter

from bookwright.agents.textbook.plan import Plan
from bookwright.errors import InputError


def waves(plan: Plan) -> tuple[tuple[str, ...], ...]:
    """The ids of the sections in waves, each in reading order: a wave needs nothing but what stands in earlier ones.

    InputError where prerequisites lead back to the section that has them, or name no section of the plan.
    """
    places = {section.id: place for place, section in enumerate(plan.sections)}
    for section in plan.sections:
        if strange := next((one for one in section.prerequisites if one not in places), None):
            raise InputError(f'plan: section {section.id}: its prerequisite "{strange}" is no section; name one that is, or none')
    sorter = TopologicalSorter({section.id: section.prerequisites for section in plan.sections})
    try:
        sorter.prepare()
    except CycleError as error:
        raise InputError(f"plan: the prerequisites go in a circle ({' → '.join(error.args[1])}); take one of them away") from None
    found = []
    while sorter.is_active():
        ready = sorter.get_ready()
        found.append(tuple(sorted(ready, key=places.__getitem__)))
        sorter.done(*ready)
    return tuple(found)
