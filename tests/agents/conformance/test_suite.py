"""The conformance suite: it lets sound roles pass, and names the one promise that a role breaks."""

from collections.abc import Callable
from typing import Any

import pytest

from bookwright.agents.conformance import State, check_role
from bookwright.agents.conformance.calls import types
from bookwright.agents.conformance.page import hidden, order
from bookwright.agents.conformance.samples import sample_of
from bookwright.agents.conformance.subject import Subject
from bookwright.agents.registry import find_role, listed_roles
from bookwright.agents.signature import types_of
from bookwright.errors import InputError
from tests.agents.conformance import broken

NAMES = [role.name for role in listed_roles()]
FAST = set("critic converse-dialogue-critic exercise-reviser instruction-evolver instruct-input-first judge labeller matcher".split())
FAST |= set("planner prefer-rater principles-comparer reasoner rephrase-critic rules-evolver surveyor writer".split())
"""Roles that are checked in full here; the others take their time, and have it in `make slow`."""


def failed(role: Callable[..., Any], **settings: Any) -> dict[str, str]:
    """What was seen of each promise that is broken."""
    return {finding.check: finding.seen for finding in check_role(role, **settings).findings if finding.state is State.BROKEN}


@pytest.mark.parametrize("role", [broken.Sound, broken.shout, broken.Bespoke, broken.Particular])
def test_a_sound_role_passes(role: Callable[..., Any]) -> None:
    report = check_role(role)
    assert report.passed, report.in_words()


async def test_every_role_that_is_listed_can_be_called_and_shows_documents_in_a_fence() -> None:
    for name in NAMES:
        role = find_role(name)
        takes, gives = types_of(role)
        subject = Subject(factory=role, settings={}, takes=takes, gives=gives, sample=sample_of(takes, role))
        assert await types(subject), name
        assert not subject.asks or (await hidden(subject) and await order(subject)), name


@pytest.mark.parametrize("name", [pytest.param(name, marks=() if name in FAST else pytest.mark.slow) for name in NAMES])
def test_every_role_that_is_listed_passes(name: str) -> None:
    report = check_role(find_role(name))
    assert report.passed, report.in_words()


@pytest.mark.parametrize(
    ("role", "check", "seen"),
    [
        (broken.Mistyped, "types", "says that it gives Note and gave str"),
        (broken.Changeable, "types", "gave Loose, which can be changed"),
        (broken.Meddling, "purity", "changed the item"),
        (broken.Remembering, "purity", "asked something else"),
        (broken.Counting, "purity", "kept something between calls: calls changed"),
        (broken.Forgiving, "failures", "an empty reply passed as a result"),
        (broken.Careless, "failures", "an empty reply did not raise ReplyUnreadable but JSONDecodeError"),
        (broken.Mixing, "concurrency", "of 50 calls at once came to something else"),
        (broken.MixingAnswers, "concurrency", "of 50 calls at once came to something else"),
        (broken.MixingRequests, "concurrency", "of 50 calls at once came to something else"),
        (broken.Tallying, "purity", "kept something between calls: Tallying.calls changed"),
        (broken.Hoarding, "purity", "kept something between calls: shelf changed"),
        (broken.Alternating, "purity", "made something else of the same item"),
        (broken.Scribbling, "purity", "changed the item"),
        (broken.Uncounted, "cost", "1 answers came and 0 were counted"),
        (broken.Transparent, "hidden characters", "U+200B"),
        (broken.Transparent, "an order in the document", "can close the one around them"),
        (broken.Unfenced, "an order in the document", "outside any fence"),
        (broken.Obeying, "an order in the document", "in the system part"),
    ],
)
def test_a_broken_promise_is_named(role: type, check: str, seen: str) -> None:
    assert seen in failed(role).get(check, "not found")


@pytest.mark.parametrize("role", [broken.Counting, broken.Forgiving, broken.Hoarding, broken.Uncounted, broken.Unfenced])
def test_what_is_kept_is_not_blamed(role: type) -> None:
    assert len(failed(role)) == 1


def test_a_role_made_of_rules_is_checked_as_far_as_that_goes() -> None:
    states = {finding.check: finding.state for finding in check_role(broken.shout, mark="?").findings}
    assert {check for check, state in states.items() if state is State.LEFT_OUT} == {
        "objections",
        "failures",
        "cost",
        "hidden characters",
        "an order in the document",
    }


async def test_it_can_be_run_where_a_loop_runs() -> None:
    assert check_role(broken.Sound).passed


def test_what_cannot_be_checked_is_said() -> None:
    assert "does not say what it takes" in failed(broken.untyped)["types"]
    with pytest.raises(InputError, match="has no setting loud; it takes mark"):
        check_role(broken.shout, loud=True).in_words()


def test_the_words_say_what_to_do() -> None:
    report = check_role(broken.Uncounted)
    assert not report.passed
    assert "          do: call bookwright.agents.chat.count(reply) once for every reply" in report.in_words()
    assert report.in_words().endswith("Uncounted: 1 of 8 checks failed")
