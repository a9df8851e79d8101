"""Commands that other packages offer in the entry-point group `bookwright.recipes`: listed without being imported."""

from importlib.metadata import EntryPoint, entry_points
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from bookwright.errors import InputError

GROUP = "bookwright.recipes"


class StrangersCommand(TyperCommand):
    """Stands for a command until it is called, for only then is its package imported."""

    def __init__(self, point: EntryPoint) -> None:
        distribution = f" of {point.dist.name} {point.dist.version}" if point.dist else ""
        super().__init__(point.name, help=f"A recipe{distribution}.")
        self._point = point

    def make_context(self, *arguments: Any, **more: Any) -> Any:
        """The context of the command itself. InputError where it cannot be imported."""
        return self._command().make_context(*arguments, **more)

    def _command(self) -> Any:
        try:
            function = self._point.load()
        except Exception as error:  # whatever a stranger's module raises while it is imported
            raise InputError(f"{self._point.name} ({self._point.value}): cannot be imported: {type(error).__name__}: {error}") from None
        alone = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)
        alone.command(name=self._point.name)(function)
        return typer.main.get_command(alone)


class WithStrangers(TyperGroup):
    """The project's own commands, then those of strangers; nobody can take the place of an own one."""

    def list_commands(self, ctx: Any) -> list[str]:
        """The names of all commands."""
        own = super().list_commands(ctx)
        return [*own, *sorted({point.name for point in entry_points(group=GROUP)} - set(own))]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of that name, if there is one."""
        own = super().get_command(ctx, cmd_name)
        if own is not None:
            return own
        points = entry_points(group=GROUP, name=cmd_name)
        return StrangersCommand(next(iter(points))) if points else None
