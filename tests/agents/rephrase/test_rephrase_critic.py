"""The critic of rephrased passages: a lost fact is a fault, or not, by the style."""

import json

import pytest

from bookwright.agents.grounded import Submitted
from bookwright.agents.items import FaultKind
from bookwright.agents.rephrase.items import Rephrased, Rephrasing
from bookwright.agents.rephrase.rephrase_critic import RephraseCritic
from bookwright.agents.rephrase.style import Style
from bookwright.errors import ReplyUnreadable
from tests.agents.conftest import saying
from tests.agents.rephrase.conftest import TEXT

LOST = "Long sessions raise the risk of theft."


def reply(text: Rephrased, **lost: object) -> str:
    """What a critic says that finds every sentence carried and one fact lost."""
    checked = [
        {"sentence": number, "source_words": TEXT[:40], "reason": "it says so", "standing": "supported"}
        for number in range(1, len(text.claims) + 1)
    ]
    fact = {"source_words": LOST, "reason": "why sessions end", "main": False} | lost
    return json.dumps({"sentences": checked, "lost": [fact], "faults": []})


async def test_a_lost_fact_is_a_fault_that_quotes_the_passage(item: Rephrasing, text: Rephrased) -> None:
    critique = await RephraseCritic(saying(reply(text)))(Submitted(item=item, text=text))
    assert [(fault.kind, fault.quote) for fault in critique.faults] == [(FaultKind.INCOMPLETE, LOST)]
    assert len(critique.checks) == len(text.claims)


@pytest.mark.parametrize(("main", "faults"), [(False, 0), (True, 1)])
async def test_in_a_style_that_may_lose_only_a_main_fact_counts(item: Rephrasing, text: Rephrased, main: bool, faults: int) -> None:
    short = item.model_copy(update={"style": Style.DISTIL})
    critique = await RephraseCritic(saying(reply(text, main=main)))(Submitted(item=short, text=text))
    assert len(critique.faults) == faults


async def test_a_lost_fact_that_the_passage_does_not_have_is_asked_for_again(item: Rephrasing, text: Rephrased) -> None:
    with pytest.raises(ReplyUnreadable, match="lost: "):
        await RephraseCritic(saying(reply(text, source_words="Sessions cost money.")))(Submitted(item=item, text=text))
