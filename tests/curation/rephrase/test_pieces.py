"""The pieces of a document: about 300 tokens, nothing lost, none twice."""

from hypothesis import given
from hypothesis import strategies as st

from bookwright.agents.tokens import tokens
from bookwright.curation.rephrase.pieces import TOKENS, Piece, pieces, worth_telling
from bookwright.knowledge.chunker import ChunkSettings, chunk
from bookwright.knowledge.document import Block, BlockKind, Document, Parsed, compose

SENTENCE = "The keeper of the ledger writes down number {} before anybody sees it."


def document(*blocks: Block) -> Document:
    return compose(Parsed(media_type="text/plain", blocks=blocks), "a.md", "en")


def prose(count: int) -> Block:
    return Block(kind=BlockKind.PARAGRAPH, text=" ".join(SENTENCE.format(n) for n in range(count)))


def cut(made: Document, size: int = TOKENS) -> list[Piece]:
    """The pieces of its only passage, however long that is."""
    (passage,) = chunk(made, ChunkSettings(passage_chars=len(made.text) + 100))
    return pieces(passage, made, size)


def test_a_passage_of_about_the_size_is_one_piece_under_its_own_id() -> None:
    made = document(Block(kind=BlockKind.HEADING, text="Ledgers", level=1), prose(15))
    (passage,) = chunk(made, ChunkSettings(passage_chars=2000))
    (piece,) = pieces(passage, made)
    assert piece.passage == passage
    assert "Ledgers" not in piece.prose
    assert piece.prose.startswith("The keeper")


@given(st.integers(min_value=1, max_value=80), st.integers(min_value=40, max_value=400))
def test_pieces_end_where_sentences_end_and_hold_all_of_the_passage(count: int, size: int) -> None:
    made = document(prose(count))
    found = cut(made, size)
    assert " ".join(piece.passage.text for piece in found) == made.text
    assert all(made.text[piece.passage.start : piece.passage.end] == piece.passage.text for piece in found)
    assert all(tokens(piece.passage.text) <= size * 1.25 + 1 for piece in found)
    assert all(piece.passage.text.endswith(".") for piece in found)


def test_listings_and_tables_are_no_prose() -> None:
    made = document(prose(5), Block(kind=BlockKind.CODE, text="let x = 5;"), Block(kind=BlockKind.TABLE, text="| a | b |\n| 1 | 2 |"))
    (piece,) = cut(made)
    assert "let x" in piece.passage.text
    assert "let x" not in piece.prose
    assert "| a |" not in piece.prose


def test_what_says_too_little_or_repeats_an_earlier_piece_is_not_told() -> None:
    (whole,), (short,) = cut(document(prose(4))), cut(document(prose(1)))
    louder = whole._replace(prose=whole.prose.upper())
    assert list(worth_telling([whole, louder, short])) == [whole]
