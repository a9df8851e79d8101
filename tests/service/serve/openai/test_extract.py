"""The answer without a model: sentences as they stand, and only where they have the question's words."""

import pytest

from bookwright.knowledge.passage import Passage
from bookwright.service.serve.openai.answer import Found
from bookwright.service.serve.openai.extract import extracted

TEXT = "Tokens expire after one hour. A refresh token lives for thirty days. The server stores no password in the clear."
FOUND = Found(passages=(Passage(id="p", document_id="d", start=100, end=100 + len(TEXT), text=TEXT, headings=("Access tokens",)),))


@pytest.mark.parametrize(
    ("question", "sentences"),
    [
        ("How long does a refresh token live?", ["A refresh token lives for thirty days."]),
        ("When do access tokens expire?", ["Tokens expire after one hour."]),
        ("Which password does the server store, and when do tokens expire?", TEXT.replace(". ", ".|").split("|")[::-2]),
        ("Which database does the server use?", []),
        ("Why?", []),
        ("", []),
    ],
)
def test_it_gives_the_sentences_that_have_the_questions_words(question: str, sentences: list[str]) -> None:
    made = extracted(question, FOUND)
    assert [sentence.text for sentence in made.sentences] == sentences
    for piece in (piece for sentence in made.sentences for piece in sentence.evidence):
        assert TEXT[piece.start - 100 : piece.end - 100] == piece.quote


def test_it_finds_nothing_where_nothing_was_found() -> None:
    assert not extracted("When do tokens expire?", Found()).sentences
