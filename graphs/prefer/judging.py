"""What judges say of the answers to a prompt: of each two of them in both orders, and of each one by aspects."""

from collections.abc import Sequence
from typing import TypeVar

from bookwright.agents.items import Verdict
from bookwright.agents.pair import Comparison, Pair
from bookwright.agents.prefer.items import AnsweredPrompt, Candidate, Prompted
from bookwright.agents.role import Role
from bookwright.curation.prefer.ranking import Contest, pairs_of
from bookwright.errors import ModelError
from bookwright.graphs.abreast import abreast
from bookwright.graphs.attempt import attempt
from bookwright.graphs.pairwise import compare
from bookwright.graphs.prefer.state import Ratings

Result = TypeVar("Result")


async def compared(item: Prompted, answers: Sequence[Candidate], comparers: Sequence[Role[Pair, Comparison]]) -> tuple[Contest, ...]:
    """Every two of the answers, with the ballots of all judges; none without judges. ModelError where one of their calls failed, once all
    are done."""
    if not comparers:
        return ()
    places = list(pairs_of(len(answers)))
    pairs = [Pair(task=item.prompt, first=answers[one].text, second=answers[other].text, brief=item.brief) for one, other in places]
    said = iter(_all_there(await abreast(attempt(compare(comparer, pair)) for pair in pairs for comparer in comparers)))
    return tuple(Contest(first=one, second=other, ballots=tuple(next(said) for _ in comparers)) for one, other in places)


async def rated(item: Prompted, answers: Sequence[Candidate], raters: Sequence[Role[AnsweredPrompt, Verdict]]) -> Ratings:
    """For each answer the verdicts of all raters; none without raters. ModelError where one of their calls failed, once all are done."""
    if not raters:
        return ()
    shown = [AnsweredPrompt(prompt=item.prompt, candidate=answer, brief=item.brief) for answer in answers]
    said = iter(_all_there(await abreast(attempt(rater(one)) for one in shown for rater in raters)))
    return tuple(tuple(next(said) for _ in raters) for _ in shown)


def _all_there(said: Sequence[Result | ModelError]) -> list[Result]:
    there = []
    for one in said:
        if isinstance(one, ModelError):
            raise one
        there.append(one)
    return there
