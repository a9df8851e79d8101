"""The options of the command; what runs is imported when it runs."""

from typing import Annotated

import typer

from bookwright.service.options import Sources
from bookwright.service.recipe.options import Common, with_common


@with_common
def flashcards(
    sources: Sources,
    *,
    cards: Annotated[int, typer.Option(min=1, max=20, metavar="N", help="Cards wanted of each passage.")] = 3,
    common: Common,
) -> int:
    """Make flashcards from SOURCE: a front, a back, and the words of the source that carry it."""
    from bookwright_flashcards import run as command  # noqa: PLC0415 - `--help` should not wait for it

    return command.run(tuple(sources), cards, common)
