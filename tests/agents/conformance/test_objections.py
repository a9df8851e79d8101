"""The check of critics: their objections are tried, and bound to the draft that was shown."""

from bookwright.agents.conformance import Finding, State, check_role
from bookwright.agents.conformance.samples import sample_of
from bookwright.agents.items import Critique, Fault, FaultKind, Panel, Submission
from bookwright.agents.registry import Factory, find_role
from bookwright.agents.stage import Accepted


class Lengthy:
    """Objects to answers with more words than allowed."""

    def __init__(self, most: int = 60) -> None:
        self.most = most

    async def __call__(self, item: Submission) -> Critique:
        answer = item.draft.answer
        fault = Fault(kind=FaultKind.LENGTH, quote=answer, reason="too long")
        return Critique(draft_sha256=self.bound(item), by="lengthy", faults=(fault,) if len(answer.split()) > self.most else ())

    def bound(self, item: Submission) -> str:
        return item.draft.sha256


class Astray(Lengthy):
    """Binds its critique to something else where it objects."""

    def bound(self, item: Submission) -> str:
        return "0" * 64 if len(item.draft.answer.split()) > self.most else item.draft.sha256


class Mute(Lengthy):
    """Breaks where it objects."""

    def bound(self, item: Submission) -> str:
        return item.draft.sha256 if len(item.draft.answer.split()) <= self.most else item.draft.digest  # type: ignore[attr-defined]


class Told(Lengthy):
    """Knows a sample to which it objects."""

    @staticmethod
    def sample(text: str) -> Submission:
        sample: Submission = sample_of(Submission, None)(text)
        return sample.model_copy(update={"draft": sample.draft.model_copy(update={"claims": sample.draft.claims * 150})})


class Backwards:
    """Gives the critiques of several drafts in another order."""

    async def __call__(self, item: Panel) -> tuple[Critique, ...]:
        return tuple(Critique(draft_sha256=draft.sha256, by="backwards") for draft in reversed(item.drafts))


def finding(role: Factory, **settings: int) -> Finding:
    return next(one for one in check_role(role, **settings).findings if one.check == "objections")


def test_a_critic_that_objects_is_tried() -> None:
    found = finding(Lengthy)
    assert found.state is State.KEPT
    assert found.seen.startswith("it objects to 1 of 7 samples")


def test_where_no_fault_was_given_that_is_said() -> None:
    found = finding(Lengthy, most=500)
    assert found.state is State.LEFT_OUT
    assert "no fault was given on any sample: what happens when it objects was not tried; give `sample(text)`" in found.seen
    assert finding(Told, most=500).state is State.KEPT


def test_a_critique_of_another_draft_is_found() -> None:
    for role in (Astray, Backwards):
        found = finding(role)
        assert found.state is State.BROKEN
        assert "are not those of the drafts shown, in their order" in found.seen


def test_what_breaks_as_it_objects_is_found() -> None:
    found = finding(Mute)
    assert found.state is State.BROKEN
    assert "raised AttributeError: 'Draft' object has no attribute 'digest' (" in found.seen
    assert "tests/agents/conformance/test_objections.py, line " in found.seen


def test_the_project_s_own_critics_object() -> None:
    assert finding(find_role("critic")).seen.startswith("it objects to 7 of 7")
    assert finding(find_role("rules-critic")).state is State.KEPT


def test_the_sample_of_an_accepted_record_is_one_of_qa() -> None:
    item: Accepted = sample_of(Accepted, None)("Valve 1 of the plant opens at 101 bar.")
    assert list(item.texts) == ["question", "answer"]
