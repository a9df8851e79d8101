"""The critics' hearing: all drafts together, alone where a reply to several cannot be used."""

import pytest

from bookwright.agents.chat import Reply, count
from bookwright.agents.items import Brief, Claim, Critique, Draft, Panel, QuestionKind
from bookwright.errors import ModelError, ModelRefused, ModelUnreachable, ReplyUnreadable
from bookwright.graphs.hearing import hear


def panel(*questions: str) -> Panel:
    drafts = (Draft(question=q, kind=QuestionKind.FACT, claims=(Claim(text="A.", evidence=()),), evidence=()) for q in questions)
    return Panel(brief=Brief(passages=(), titles={}, language="en"), drafts=tuple(drafts))


class Reader:
    """A critic that reads well but for some drafts, and counts its calls."""

    def __init__(self, error: ModelError | None = None, cannot: str = "never") -> None:
        self.error, self.cannot, self.calls = error, cannot, 0

    async def __call__(self, item: Panel, /) -> tuple[Critique, ...]:
        self.calls += 1
        count(Reply(text="", input_tokens=10))
        if self.error and any(self.cannot in draft.question for draft in item.drafts):
            raise self.error
        return tuple(Critique(draft_sha256=draft.sha256, by="test", faults=()) for draft in item.drafts)


async def test_all_drafts_are_heard_in_one_call_and_share_its_cost() -> None:
    critic = Reader()
    hearings = await hear([critic], panel("one?", "two?"))
    assert critic.calls == 1
    assert [hearing.kind for hearing in hearings] == ["", ""]
    assert [hearing.usage.input_tokens for hearing in hearings] == [5, 5]


@pytest.mark.parametrize("error", [ReplyUnreadable("schema", "no"), ModelRefused("filtered", "no")])
async def test_where_a_reply_to_several_cannot_be_used_each_is_heard_alone(error: ModelError) -> None:
    critic = Reader(error, cannot="two")
    first, second, third = await hear([critic], panel("one?", "two?", "three?"))
    assert critic.calls == 4
    assert (first.kind, second.kind, third.kind) == ("", error.kind, "")
    assert sum(hearing.usage.calls for hearing in (first, second, third)) == 4


async def test_a_server_that_does_not_answer_is_not_asked_once_more_for_each() -> None:
    critic = Reader(ModelUnreachable("timeout", "late"), cannot="")
    hearings = await hear([critic], panel("one?", "two?"))
    assert critic.calls == 1
    assert {hearing.kind for hearing in hearings} == {"timeout"}


async def test_what_is_hopeless_passes_through() -> None:
    with pytest.raises(ModelRefused):
        await hear([Reader(ModelRefused("quota", "no credit"), cannot="")], panel("one?"))


async def test_critiques_of_other_drafts_are_a_defect() -> None:
    async def mixed(item: Panel, /) -> tuple[Critique, ...]:
        return tuple(Critique(draft_sha256=draft.sha256, by="test", faults=()) for draft in reversed(item.drafts))

    with pytest.raises(ValueError, match="in their order"):
        await hear([mixed], panel("one?", "two?"))
