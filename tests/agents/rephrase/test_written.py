"""A rephrased passage: its evidence is located in the passage, its text has the shape of its style."""

import pytest

from bookwright.agents.rephrase.items import Rephrased, Rephrasing
from bookwright.agents.rephrase.style import Style
from bookwright.agents.rephrase.written import rephrased
from tests.agents.rephrase.conftest import TEXT, rephrasing, written


def test_quotes_stand_at_their_offsets_in_the_document(item: Rephrasing, text: Rephrased) -> None:
    for piece in text.evidence:
        assert TEXT[piece.start - 100 : piece.end - 100] == piece.quote
    assert [claim.evidence for claim in text.claims] == [(0,), (1,), (2,)]


def test_words_that_stand_nowhere_are_kept_as_unlocated(item: Rephrasing) -> None:
    assert rephrased(written(("Sessions are free.", "Sessions are free of charge")), item).unlocated == ("Sessions are free of charge",)


def test_paragraphs_lines_and_pairs_read_as_their_style_does(text: Rephrased) -> None:
    assert text.text.startswith("After 12 hours, a session")
    assert "\n" not in text.text
    lines = rephrased(written(("A cookie has the secret.", "A cookie carries the secret.")), rephrasing(Style.KNOWLEDGE_LIST))
    assert lines.text == "- A cookie has the secret."
    pair = written(("A cookie does.", "A cookie carries the secret."), lead="What carries the secret?")
    assert rephrased(pair, rephrasing(Style.QA)).text == "Question: What carries the secret?\nAnswer: A cookie does."


@pytest.mark.parametrize(("style", "lead"), [(Style.QA, ""), (Style.EASY, "What carries the secret?")])
def test_a_lead_stands_where_the_style_has_questions_and_nowhere_else(style: Style, lead: str) -> None:
    with pytest.raises(ValueError, match="lead"):
        rephrased(written(("A cookie does.", "A cookie carries the secret."), lead=lead), rephrasing(style))
