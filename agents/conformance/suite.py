"""The suite itself: every check in its turn."""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from bookwright.agents.conformance.calls import concurrency, cost, purity, types
from bookwright.agents.conformance.page import hidden, order
from bookwright.agents.conformance.replies import failures
from bookwright.agents.conformance.report import Broken, Finding, LeftOut, Report, State
from bookwright.agents.conformance.samples import sample_of
from bookwright.agents.conformance.subject import Subject
from bookwright.agents.registry import Factory
from bookwright.agents.signature import types_of

CHECKS: dict[str, Callable[[Subject], Awaitable[str]]] = {
    "types": types,
    "purity": purity,
    "failures": failures,
    "concurrency": concurrency,
    "cost": cost,
    "hidden characters": hidden,
    "an order in the document": order,
}


def check_role(role: Factory, **settings: Any) -> Report:
    """Runs the suite on a class whose instances are roles, or on a function that is one, made with these settings.

    InputError where it does not say what it takes and gives, where no item of that kind is known (give the role a `sample`, a function from
    the text of a document to an item), and for settings that it does not take.
    """
    takes, gives = types_of(role)
    subject = Subject(factory=role, settings=settings, takes=takes, gives=gives, sample=sample_of(takes, role))
    with ThreadPoolExecutor(1) as thread:  # a loop of its own, also where the caller runs in one
        return thread.submit(asyncio.run, _checked(subject)).result()


async def _checked(subject: Subject) -> Report:
    findings = [await _finding(name, check, subject) for name, check in CHECKS.items()]
    return Report(role=str(getattr(subject.factory, "__name__", subject.factory)), findings=tuple(findings))


async def _finding(name: str, check: Callable[[Subject], Awaitable[str]], subject: Subject) -> Finding:
    try:
        return Finding(check=name, state=State.KEPT, seen=await check(subject))
    except LeftOut as why:
        return Finding(check=name, state=State.LEFT_OUT, seen=str(why))
    except Broken as broken:
        return Finding(check=name, state=State.BROKEN, seen=broken.seen, remedy=broken.remedy)
