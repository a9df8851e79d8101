"""A plain clause is taken apart at its finite verb; what is not plain is refused."""

import pytest

from bookwright.agents.extractive.clause import has_second_clause, split_clause

TAKEN_APART = [
    ("Longitudinal studies require a great deal of time.", "Longitudinal studies", "do longitudinal studies require"),
    ("Any experiment conducted at a university is governed by a board.", "Any experiment conducted at a university", ""),
    ("The values that are stored on a stack can be copied.", "The values that are stored on a stack", ""),
    ("Galileo discovered four moons of Jupiter.", "Galileo", "did galileo discover"),
    ("The verifier SHALL NOT store the secret.", "The verifier", "must the verifier not store"),
    ("A shell doesn’t keep its history.", "A shell", "does a shell not keep"),
]


@pytest.mark.parametrize(("text", "subject", "inverted"), TAKEN_APART, ids=lambda value: str(value)[:40])
def test_the_subject_ends_before_the_finite_verb(text: str, subject: str, inverted: str) -> None:
    clause = split_clause(text)
    assert clause is not None
    assert clause.subject == subject
    assert clause.inverted.lower().startswith(inverted)


REFUSED = [
    "When the stack is full, the program stops.",
    "Providers in what was called a merger combined their hospitals.",
    "The number of members needed to modify the state. etcd requires it.",
    "Compact - set to the minimum when a watcher lags.",
]


@pytest.mark.parametrize("text", REFUSED, ids=lambda value: value[:40])
def test_what_is_not_plain_is_refused(text: str) -> None:
    assert split_clause(text) is None


def test_a_coordinated_verb_is_a_second_clause() -> None:
    assert has_second_clause("safe to read, and the code uses references")
    assert not has_second_clause("safe to read and write")
