"""Walks through a passage and gives each sentence with its place."""

from collections.abc import Iterator
from dataclasses import replace

from bookwright.agents.extractive.candidate import Place
from bookwright.agents.extractive.reading import Block, read
from bookwright.agents.extractive.setting import Setting
from bookwright.knowledge.passage import Passage

FULL = 800
"""A passage this long may have been cut at its end, so a list that ends with it may go on elsewhere."""


def places(passage: Passage, setting: Setting) -> Iterator[Place]:
    """Every sentence of the passage's prose, with its neighbours, its heading and the list it leads into."""
    blocks = read(passage)
    heading = passage.headings[-1] if passage.headings else ""
    fresh = False
    for index, block in enumerate(blocks):
        if block.is_heading:
            heading, fresh = block.text, True
            continue
        items = _items_after(blocks, index)
        if items and items[-1].end == passage.end and len(passage.text) >= FULL:
            items = ()
        yield from (replace(place, key_terms=passage.key_terms) for place in _of_block(block, heading, fresh, items, setting))
        fresh = False


def _of_block(block: Block, heading: str, fresh: bool, items: tuple[Block, ...], setting: Setting) -> Iterator[Place]:
    for number, sentence in enumerate(block.sentences):
        last = number == len(block.sentences) - 1
        yield Place(
            sentence=sentence,
            before=block.sentences[number - 1] if number else None,
            after=None if last else block.sentences[number + 1],
            heading=heading,
            items=items if last else (),
            is_first=fresh and number == 0,
            in_list=block.in_list,
            block=block,
            setting=setting,
        )


def _items_after(blocks: tuple[Block, ...], index: int) -> tuple[Block, ...]:
    """The list items directly below a block that ends with a colon."""
    if not blocks[index].text.endswith(":") or not blocks[index].sentences:
        return ()
    found: list[Block] = []
    for block in blocks[index + 1 :]:
        if block.is_heading or not block.in_list:
            break
        found.append(block)
    return tuple(found)
