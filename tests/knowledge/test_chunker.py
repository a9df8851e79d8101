"""Passages: whole blocks of one section, at true offsets."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bookwright.knowledge.chunker import ChunkSettings, chunk
from bookwright.knowledge.document import Block, BlockKind, Document, Parsed, compose

HEADING, PARAGRAPH, ITEM, CODE, TABLE = BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.CODE, BlockKind.TABLE
SMALL = ChunkSettings(passage_chars=200)


def document(*blocks: tuple[BlockKind, str] | tuple[BlockKind, str, int], language: str = "en") -> Document:
    made = tuple(Block(kind=kind, text=text, level=level[0] if level else 0, page=n) for n, (kind, text, *level) in enumerate(blocks, 1))
    return compose(Parsed(media_type="text/plain", blocks=made), "notes.txt", language)


def sentences(count: int, subject: str = "river") -> str:
    return " ".join(f"The {subject} rose again on day {number}." for number in range(count))


def test_a_passage_is_its_stretch_of_the_document() -> None:
    source = document((HEADING, "Floods", 1), (PARAGRAPH, sentences(40)))
    passages = chunk(source, SMALL)
    assert len(passages) > 3
    assert all(p.text == source.text[p.start : p.end] and p.document_id == source.id for p in passages)


def test_long_sections_are_not_mixed() -> None:
    source = document((HEADING, "A", 1), (PARAGRAPH, sentences(4, "ash")), (HEADING, "B", 1), (PARAGRAPH, sentences(4, "birch")))
    assert [(p.headings, "ash" in p.text, "birch" in p.text) for p in chunk(source, SMALL)] == [
        (("A",), True, False),
        (("B",), False, True),
    ]


def test_a_short_section_joins_its_sibling_under_the_headings_they_share() -> None:
    source = document(
        (HEADING, "Trees", 1), (PARAGRAPH, sentences(6)),
        (HEADING, "Ash", 2), (PARAGRAPH, "Tall."), (HEADING, "Yew", 2), (PARAGRAPH, "Old."),
    )  # fmt: skip
    last = chunk(source, SMALL)[-1]
    assert last.text == "Ash\n\nTall.\n\nYew\n\nOld."
    assert last.headings == ("Trees",)


def test_a_short_section_joins_none_of_another_chapter() -> None:
    source = document(
        (HEADING, "One", 1), (PARAGRAPH, sentences(5)), (HEADING, "Ash", 2), (PARAGRAPH, sentences(6)),
        (HEADING, "Yew", 2), (PARAGRAPH, "Old."), (HEADING, "Two", 1), (PARAGRAPH, sentences(5)),
    )  # fmt: skip
    assert [p.headings for p in chunk(source, SMALL)] == [("One",), ("One", "Ash"), ("One", "Yew"), ("Two",)]


def test_short_chapters_stay_whole_when_they_join() -> None:
    source = document(
        (HEADING, "One", 1), (HEADING, "Ash", 2), (PARAGRAPH, "Tall."), (HEADING, "Two", 1), (HEADING, "Yew", 2), (PARAGRAPH, "Old."),
    )  # fmt: skip
    assert [p.text for p in chunk(source, SMALL)] == ["One\n\nAsh\n\nTall.\n\nTwo\n\nYew\n\nOld."]


def test_a_heading_travels_with_what_follows_it() -> None:
    source = document((HEADING, "Part", 1), (HEADING, "Chapter", 2), (PARAGRAPH, sentences(12)))
    first, *others = chunk(source, SMALL)
    assert first.text.startswith("Part\n\nChapter\n\nThe river")
    assert all(p.headings == ("Part", "Chapter") for p in (first, *others))


def test_a_table_is_kept_whole_up_to_four_times_the_size_and_then_cut_between_lines() -> None:
    rows = [f"row {number} | {number * number}" for number in range(200)]
    kept = document((PARAGRAPH, sentences(3)), (TABLE, "\n".join(rows[:40])), (PARAGRAPH, sentences(3)))
    assert sum("row 0 |" in p.text and "row 39 |" in p.text for p in chunk(kept, SMALL)) == 1
    cut = chunk(document((TABLE, "\n".join(rows))), SMALL)
    assert len(cut) > 4
    assert all(p.text.startswith("row ") and p.text.splitlines()[-1] in rows for p in cut)


def test_a_long_paragraph_is_cut_at_the_ends_of_sentences() -> None:
    assert all(p.text.rstrip().endswith(".") for p in chunk(document((PARAGRAPH, sentences(40))), SMALL))


def test_overlap_repeats_the_last_sentence_of_the_passage_before() -> None:
    passages = chunk(document((PARAGRAPH, sentences(40))), ChunkSettings(passage_chars=200, overlap_sentences=1))
    assert all(after.text.startswith(before.text.rstrip().split(". ")[-1]) for before, after in pairwise(passages))


def test_words_of_code_and_tables_are_no_prose() -> None:
    (passage,) = chunk(document((PARAGRAPH, "Four words of prose."), (CODE, "x = 1\ny = 2"), (TABLE, "a | b")))
    assert passage.prose_words == 4


def test_the_page_is_that_of_the_first_block() -> None:
    assert [p.page for p in chunk(document((PARAGRAPH, sentences(5)), (PARAGRAPH, sentences(9))), SMALL)] == [1, 2, 2]


def test_the_name_depends_on_the_place_and_nothing_else() -> None:
    source = document((PARAGRAPH, sentences(40)))
    passages = chunk(source, SMALL)
    assert passages == chunk(source, SMALL)
    assert len({p.id for p in passages}) == len(passages)
    assert all(len(p.id) == 16 for p in passages)


def test_an_empty_document_has_no_passages() -> None:
    assert chunk(document()) == []


texts = st.text(alphabet="ab .!?\n中文é😀", min_size=1, max_size=600).filter(str.strip)
blocks = st.lists(st.tuples(st.sampled_from(list(BlockKind)), texts, st.integers(1, 4)), max_size=12)


@settings(max_examples=80, deadline=None)
@given(blocks=blocks, overlap=st.integers(0, 2), size=st.integers(100, 400))
def test_every_character_of_every_block_is_in_a_passage(blocks: list[tuple[BlockKind, str, int]], overlap: int, size: int) -> None:
    source = document(*blocks)
    passages = chunk(source, ChunkSettings(passage_chars=size, overlap_sentences=overlap))
    held = {place for p in passages for place in range(p.start, p.end)}
    assert all(place in held for span in source.spans for place in range(span.start, span.end))
    assert all(p.text == source.text[p.start : p.end] for p in passages)
    assert all(a.start < b.start and a.end < b.end for a, b in pairwise(passages))


@pytest.mark.parametrize("size", [99, 0, -1])
def test_a_passage_of_next_to_nothing_is_refused(size: int) -> None:
    with pytest.raises(ValueError, match="passage_chars"):
        ChunkSettings(passage_chars=size)


def test_a_passage_has_the_key_terms_that_stand_in_it() -> None:
    text = f"A levee holds a river back. {sentences(20)} A polder lies low."
    block = Block(kind=PARAGRAPH, text=text, key_terms=("levee", "polder"))
    passages = chunk(compose(Parsed(media_type="text/plain", blocks=(block,)), "notes.txt", "en"), SMALL)
    assert [passage.key_terms for passage in passages if passage.key_terms] == [("levee",), ("polder",)]
