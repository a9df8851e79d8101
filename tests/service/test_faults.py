"""A small form of `make faults`: most misbehaviours in one seat or another, and a server that fails a fifth of the time."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from benchmarks.crash.canaries import HEADER, KEY, leaks, system_prompts
from benchmarks.crash.expected import EXPECTED, SEATS
from benchmarks.crash.lives import Nursery, nursery
from benchmarks.faults import matrix, mixed

from tests.endpoint.plan import Behaviour

LIKE_OTHERS = {
    *(Behaviour.BAD_GATEWAY, Behaviour.UNAVAILABLE, Behaviour.FORBIDDEN, Behaviour.RATE_LIMIT, Behaviour.RESET),
    *(Behaviour.EMPTY_BODY, Behaviour.NO_CHOICES, Behaviour.NULL_MESSAGE, Behaviour.NULL_CONTENT, Behaviour.PROSE, Behaviour.FENCED),
}
EACH = [(behaviour, list(SEATS)[number % len(SEATS)]) for number, behaviour in enumerate(b for b in Behaviour if b not in LIKE_OTHERS)]


@pytest.fixture(scope="module")
def lives() -> Iterator[Nursery]:
    """Lives of the command line, for all tests here."""
    with nursery() as lives:
        yield lives


def test_it_is_written_down_what_each_misbehaviour_must_come_to() -> None:
    assert set(EXPECTED) == set(Behaviour)


def test_a_misbehaviour_ends_as_it_must_and_shows_no_secret(lives: Nursery, tmp_path: Path) -> None:
    cases = matrix(tmp_path, EACH, lives, slots=6, again=False)
    assert len(cases) == len(EACH)
    assert {f"{case.behaviour} {case.seat}": case.wrong for case in cases if case.wrong} == {}
    assert [leak for case in cases for leak in case.leaked] == []


def test_a_server_that_fails_a_fifth_of_the_time_costs_no_record(lives: Nursery, tmp_path: Path) -> None:
    assert list(mixed(tmp_path, 16, lives)) == []


def test_what_leaks_is_found(tmp_path: Path) -> None:
    prompts = system_prompts()
    assert len(prompts) > 20
    for number, word in enumerate((KEY, HEADER, prompts[-1])):
        (tmp_path / f"{number}.db").write_bytes(b"\x00" + word.encode() + b"\xff")
    assert len(leaks(tmp_path, prompts)) == 3
