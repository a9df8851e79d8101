"""Which drafts are made harder: the share asked for, at every point of the work order."""

from hashlib import sha256

import pytest

from bookwright.agents.items import Claim, Draft, QuestionKind
from bookwright.curation.record import Version
from bookwright.graphs.evolution import to_evolve
from bookwright.graphs.lineage import WRITE, Lineage
from bookwright.graphs.state import QAState


def state(passage_id: str) -> QAState:
    drafts = [
        Draft(question=f"{passage_id} {n}?", kind=QuestionKind.FACT, claims=(Claim(text="So it is."),), evidence=()) for n in range(3)
    ]
    lineages = [Lineage(versions=(Version(draft=draft, operator=WRITE, by="m"),)) for draft in drafts]
    return {"shown": [passage_id], "lineages": lineages}


@pytest.mark.parametrize("share", [0.0, 0.3, 0.5, 1.0])
def test_the_first_passages_in_work_order_have_their_share(share: float) -> None:
    ids = sorted(map(str, range(1000)), key=lambda passage_id: sha256(passage_id.encode()).digest())
    chosen = sum(len(to_evolve(state(passage_id), share)) for passage_id in ids[:100])
    assert chosen / 300 == pytest.approx(share, abs=0.05)
