"""The suite itself: every check in its turn."""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from bookwright.agents.conformance.calls import concurrency, cost, purity, types
from bookwright.agents.conformance.objections import objections
from bookwright.agents.conformance.page import hidden, order
from bookwright.agents.conformance.replies import failures
from bookwright.agents.conformance.report import Broken, Defect, Finding, LeftOut, Report, State
from bookwright.agents.conformance.samples import sample_of
from bookwright.agents.conformance.subject import Subject
from bookwright.agents.defect import in_one_line, place_of
from bookwright.agents.registry import Factory
from bookwright.agents.signature import types_of
from bookwright.errors import BookwrightError, InputError

CHECKS: dict[str, Callable[[Subject], Awaitable[str]]] = {
    "types": types,
    "objections": objections,
    "purity": purity,
    "failures": failures,
    "concurrency": concurrency,
    "cost": cost,
    "hidden characters": hidden,
    "an order in the document": order,
}


def check_role(role: Factory, **settings: Any) -> Report:
    """Runs the suite on a class whose instances are roles, or on a function that is one, made with these settings.

    InputError where no item of the kind that it takes is known (give the role a `sample`, a function from the text of a document to an
    item), and for settings that it does not take. Whatever the role itself raises is a check that failed, and the last one.
    """
    try:
        takes, gives = types_of(role)
    except InputError as error:
        seen = f"{error} ({place_of(role)})"
        return Report(role=_name(role), findings=(_failed("types", Broken(seen, "write down what it takes and gives")),))
    subject = Subject(factory=role, settings=settings, takes=takes, gives=gives, sample=sample_of(takes, role))
    with ThreadPoolExecutor(1) as thread:  # a loop of its own, also where the caller runs in one
        return thread.submit(asyncio.run, _checked(subject)).result()


async def _checked(subject: Subject) -> Report:
    findings: list[Finding] = []
    for name, check in CHECKS.items():
        try:
            findings.append(await _finding(name, check, subject))
        except Defect as defect:
            findings.append(_failed(name, defect))
            break
    return Report(role=_name(subject.factory), findings=tuple(findings))


async def _finding(name: str, check: Callable[[Subject], Awaitable[str]], subject: Subject) -> Finding:
    """How a check ended. Defect where the role, its `sample` or its `sample_reply` raised what nobody could foresee."""
    try:
        return Finding(check=name, state=State.KEPT, seen=await check(subject))
    except LeftOut as why:
        return Finding(check=name, state=State.LEFT_OUT, seen=str(why))
    except (BookwrightError, Defect):
        raise
    except Broken as broken:
        return _failed(name, broken)
    except Exception as error:
        raise Defect(f"raised {in_one_line(error, subject.factory)}", "mend it there") from None


def _failed(name: str, broken: Broken) -> Finding:
    return Finding(check=name, state=State.BROKEN, seen=broken.seen, remedy=broken.remedy)


def _name(role: Factory) -> str:
    return str(getattr(role, "__name__", role))
