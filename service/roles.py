"""The roles and check-role commands."""

from collections.abc import Iterator
from pathlib import Path

import typer

from bookwright.agents.conformance import check_role
from bookwright.agents.registry import ListedRole, find_role, listed_roles
from bookwright.service.teaming import importable

PASSED, BROKEN = 0, 1


def show_roles() -> None:
    """Prints every role that is offered: its seats, from what to what it goes, and where it comes from."""
    for role in listed_roles():
        typer.echo("\n  ".join(_lines(role)))


def check(name: str) -> int:
    """Runs the conformance suite on a role and prints what it found; the exit code. InputError for a role that cannot be run."""
    importable(Path.cwd())
    report = check_role(find_role(name))
    typer.echo(report.in_words())
    return PASSED if report.passed else BROKEN


def _lines(role: ListedRole) -> Iterator[str]:
    yield role.name
    if role.problem:
        yield f"problem  {role.problem}"
    else:
        yield f"seat     {', '.join(role.seats) or 'none of those known'}"
        yield f"types    {role.takes} -> {role.gives}"
    yield f"from     {', '.join(filter(None, (role.distribution, role.file)))}"
