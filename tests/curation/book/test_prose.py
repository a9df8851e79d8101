"""The prose of passages: their sentences at true offsets, none lost and none told twice."""

from bookwright.curation.book.prose import prose_of
from bookwright.knowledge.chunker import ChunkSettings, chunk
from bookwright.knowledge.document import Block, BlockKind, Parsed, compose

LONG = " ".join(f"Sentence number {number} says that the pump is sound." for number in range(40))
BLOCKS = (
    Block(kind=BlockKind.HEADING, text="Pumps", level=1),
    Block(kind=BlockKind.PARAGRAPH, text=LONG),
    Block(kind=BlockKind.CODE, text="let pump = 1;"),
    Block(kind=BlockKind.TABLE, text="pump | state\n1 | sound"),
    Block(kind=BlockKind.ITEM, text="Start the pump.", level=1),
    Block(kind=BlockKind.ITEM, text="Stop the pump.", level=1),
)


def test_it_holds_paragraphs_and_items_and_nothing_else() -> None:
    document = compose(Parsed(media_type="text/markdown", blocks=BLOCKS), "pumps.md", "en")
    passages = chunk(document, ChunkSettings(passage_chars=300))
    found = prose_of(document, passages)
    assert len(passages) > 3
    assert list(found) == [passage.id for passage in passages]
    sentences = [sentence for own in found.values() for sentence in own]
    assert all(document.text[sentence.start : sentence.end] == sentence.quote for sentence in sentences)
    assert " ".join(sentence.quote for sentence in sentences) == f"{LONG} Start the pump. Stop the pump."
    for passage in passages:
        assert all(passage.start <= sentence.start < sentence.end <= passage.end for sentence in found[passage.id])
