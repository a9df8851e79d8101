"""Judges that compare two answers, each asked in both orders at once."""

from collections.abc import Iterable

from bookwright.agents.pair import Comparison, Pair
from bookwright.agents.role import Role, maker
from bookwright.curation.jury.ballot import Ballot
from bookwright.graphs.abreast import abreast


async def compare(comparer: Role[Pair, Comparison], pair: Pair) -> Ballot:
    """What a judge says of a pair in both orders; the ballot's `preference` is a tie unless both name the same answer."""
    straight, swapped = await abreast([comparer(pair), comparer(pair.exchanged)])
    return Ballot(
        judge=maker(comparer),
        straight=straight.preference,
        swapped=swapped.preference,
        reasons=(straight.reason, swapped.reason),
    )


async def compare_all(comparers: Iterable[Role[Pair, Comparison]], pair: Pair) -> tuple[Ballot, ...]:
    """The ballots of several judges, in the order given."""
    return tuple(await abreast([compare(comparer, pair) for comparer in comparers]))
