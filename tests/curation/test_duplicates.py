"""Near-duplicates: rewordings are found, number-only variants and other subjects are not, and the first one shown is named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookwright.curation.duplicates import ALIKE, ALIKE_ON_SAME_EVIDENCE, Duplicates
from bookwright.curation.terms import content_terms
from bookwright.knowledge.evidence import Evidence

HERE = Evidence(document_id="d", start=0, end=9, quote="A session")
THERE = Evidence(document_id="d", start=40, end=49, quote="a session")
FIRST = "Why must a verifier end a session after 12 hours?"


@pytest.fixture
def shown() -> Duplicates:
    duplicates = Duplicates()
    duplicates.show("first", FIRST, [HERE])
    return duplicates


@pytest.mark.parametrize(
    "question",
    [
        FIRST,
        FIRST.upper(),
        "Why does the verifier end sessions after 12 hours?",
        "After 12 hours, why must the session be ended by a verifier?",
        "Why should verifiers end a session after twelve (12) hours?",
        "Why are sessions ended by the verifier after 12 hours?",
    ],
)
def test_a_rewording_is_a_duplicate_of_the_first(shown: Duplicates, question: str) -> None:
    assert shown.find(question, [THERE]) == "first"


@pytest.mark.parametrize(
    "question",
    [
        "Why must a verifier end a session after 24 hours?",
        "Why must a verifier end a session after two hours?",
        "Why must a verifier begin a session after 12 hours?",
        "Why must a subscriber end a session after 12 hours?",
        "What is a session secret?",
        "What is it?",
        "",
    ],
)
def test_another_number_or_another_subject_is_no_duplicate(shown: Duplicates, question: str) -> None:
    assert shown.find(question, [THERE]) is None


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("Which hours limit must the verifier of a session keep, 12?", "first"),
        ("Why must a verifier end a session after 24 hours?", None),
        ("Which secret do both ends of a session share?", None),
    ],
)
def test_on_the_very_same_evidence_half_of_the_terms_are_enough(question: str, found: str | None) -> None:
    duplicates = Duplicates()
    duplicates.show("first", FIRST, [HERE])
    assert duplicates.find(question, [HERE]) == found
    assert duplicates.find(question, [HERE, THERE]) is None


def test_the_first_of_several_is_named() -> None:
    duplicates = Duplicates()
    duplicates.show("a", "How is a session ended?", [HERE])
    duplicates.show("b", "How are sessions ended?", [THERE])
    assert duplicates.find("How do sessions end?", [THERE]) == "a"


def test_nothing_is_a_duplicate_before_anything_is_shown() -> None:
    assert Duplicates().find(FIRST, [HERE]) is None


def test_scripts_without_spaces_are_compared_too() -> None:
    duplicates = Duplicates()
    duplicates.show("a", "会话在什么时候结束？", [HERE])
    assert duplicates.find("会话在什么时候结束？", [THERE]) == "a"
    assert duplicates.find("账本保存什么答案？", [THERE]) is None


WORDS = "ledger passage critic judge verdict session cookie browser engine broker".split()


@given(st.lists(st.tuples(st.lists(st.sampled_from(WORDS), max_size=9), st.sampled_from([HERE, THERE])), max_size=12))
def test_what_is_found_is_what_comparing_with_every_question_would_find(questions: list[tuple[list[str], Evidence]]) -> None:
    shown = Duplicates()
    before: list[tuple[str, frozenset[str], Evidence]] = []
    for number, (words, evidence) in enumerate(questions):
        question, name = " ".join(words), str(number)
        terms = frozenset(content_terms(question))
        alike = (
            other
            for other, known, place in before
            if terms & known and len(terms & known) / len(terms | known) >= (ALIKE_ON_SAME_EVIDENCE if place == evidence else ALIKE)
        )
        assert shown.find(question, [evidence]) == next(alike, None)
        shown.show(name, question, [evidence])
        before.append((name, terms, evidence))
