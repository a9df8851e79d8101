"""Sentences that are told together: one that stands by itself, one that leans on its predecessors with them, or one that leads into a list,
a table or a listing."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bookwright.agents.extractive.guide.layout import Stretch, StretchKind
from bookwright.agents.extractive.guide.soundness import LINK, is_of_an_example, is_whole, leans, points_elsewhere
from bookwright.agents.extractive.reading import Block, Sentence
from bookwright.agents.extractive.setting import Setting

MOST_TOGETHER = 3
MOST_ITEMS, MOST_ITEM_WORDS, MOST_LIST_WORDS = 15, 45, 220
MOST_ROWS, MOST_TABLE, MOST_LINES = 20, 2000, 12
BACKWARD = re.compile(r"(?:This|That|These|Those|It|They|Its|Their|He|She|Such|Both|Also|However|But|And|So|Then)\b")
JOINT = re.compile(r"[;,]? (?:or|and|and/or)$")
LEADING = re.compile(r"\b[Tt]he following\b|\bthese\b|\bas follows\b|\blike (?:so|this)\b|\bbelow\b|\bfollowing\b")


@dataclass(frozen=True)
class Unit:
    """`sentences` follow each other in a stretch; `opens` holds where the first opens a paragraph. `items` are those of the list, `exhibit`
    is the table or listing that the last sentence leads into; either may stand without one."""

    sentences: tuple[Sentence, ...]
    stretch: Stretch
    opens: bool = False
    items: tuple[Sentence, ...] = ()
    exhibit: Stretch | None = None

    @property
    def text(self) -> str:
        return " ".join(sentence.text for sentence in (*self.sentences, *self.items))

    @property
    def start(self) -> int:
        """Where it stands in its document."""
        return self.sentences[0].start if self.sentences else self.stretch.start


def units(stretches: Sequence[Stretch], setting: Setting) -> list[Unit]:
    """What can be told, in reading order: a unit for each sentence, list, table and listing that is fit to be. Two may share a
    predecessor."""
    found: list[Unit] = []
    for at, stretch in enumerate(stretches):
        following = _after(stretches, at)
        if stretch.kind is StretchKind.PARAGRAPH and stretch.text.endswith(":") and following is not None:
            found += _led(stretch, following, setting)
        elif stretch.kind is StretchKind.TABLE and not _is_led(stretches, at) and _is_short(stretch):
            found.append(Unit((), stretch, exhibit=stretch))
        if stretch.kind is StretchKind.PARAGRAPH or (stretch.kind is StretchKind.LIST and not _is_led(stretches, at)):
            found += _of_prose(stretch, setting)
        elif stretch.kind is StretchKind.LIST and not any(unit.items and unit.items[0].start == stretch.start for unit in found):
            found += _of_items(stretch, setting)
    return sorted(found, key=lambda unit: stretches.index(unit.stretch))


def is_tellable(sentence: Sentence, setting: Setting) -> bool:
    """Whether a sentence can stand in a guide, alone or with those before it."""
    return is_whole(sentence.text) and not points_elsewhere(sentence.text) and not is_of_an_example(sentence.text, setting)


def as_statement(lead: str) -> str:
    """A sentence that leads into something as one that can be judged without it: `There are the following:` -> `There are several.`"""
    return LEADING.sub("several", lead.rstrip(":")) + "."


def _of_prose(stretch: Stretch, setting: Setting) -> Iterator[Unit]:
    for block in stretch.blocks:
        for index in range(len(block.sentences)):
            together = _with_predecessors(block.sentences[: index + 1], setting)
            if together and all(is_tellable(sentence, setting) for sentence in together):
                yield Unit(together, stretch, opens=together[0] == block.sentences[0])


def _with_predecessors(sentences: tuple[Sentence, ...], setting: Setting) -> tuple[Sentence, ...]:
    """The last sentence with as many before it as it leans on; empty if that is more than a few or more than there are."""
    for count in range(1, min(MOST_TOGETHER, len(sentences)) + 1):
        if not leans(sentences[-count].text, setting.known):
            return sentences[-count:]
    return ()


def _led(stretch: Stretch, following: Stretch, setting: Setting) -> Iterator[Unit]:
    """The list, table or listing that the last sentence of a paragraph leads into, with that sentence and what it leans on."""
    sentences = stretch.blocks[-1].sentences
    if not sentences or not sentences[-1].text.endswith(":"):
        return
    lead = replace(sentences[-1], text=as_statement(sentences[-1].text))
    together = _with_predecessors((*sentences[:-1], lead), setting)
    if not together or not all(is_tellable(sentence, setting) for sentence in together):
        return
    told = sentences[-len(together) :]
    opens = told[0] == sentences[0]
    if following.kind is StretchKind.LIST:
        items = tuple(map(_item, following.blocks))
        if _is_fit(items, setting):
            yield Unit(told, stretch, opens, items=items)
    elif _is_short(following):
        yield Unit(told, stretch, opens, exhibit=following)


def _of_items(stretch: Stretch, setting: Setting) -> Iterator[Unit]:
    """A list that can do without what leads into it, since each of its items is a sentence that stands by itself."""
    items = tuple(map(_item, stretch.blocks))
    if (
        stretch.heading
        and _is_fit(items, setting)
        and all(is_tellable(item, setting) and not leans(item.text, setting.known) for item in items)
    ):
        yield Unit((), stretch, items=items)


def _item(block: Block) -> Sentence:
    """A list item without the “or” or “and” that ties the next one to it."""
    text = JOINT.sub("", block.text)
    return Sentence(text, block.start, block.start + len(text))


def _is_fit(items: tuple[Sentence, ...], setting: Setting) -> bool:
    words = [len(item.text.split()) for item in items]
    sound = not any(LINK.search(item.text) or item.text.endswith(":") or is_of_an_example(item.text, setting) for item in items)
    return sound and 1 < len(items) <= MOST_ITEMS and max(words) <= MOST_ITEM_WORDS and sum(words) <= MOST_LIST_WORDS


def _is_short(stretch: Stretch) -> bool:
    """Whether a table or listing is short enough to be taken over, and whole: none that the edge of its passage may have cut."""
    lines = stretch.text.splitlines()
    if stretch.kind is StretchKind.TABLE:
        return 1 < len(lines) <= MOST_ROWS and len(stretch.text) <= MOST_TABLE
    return stretch.kind is StretchKind.CODE and 1 < len(lines) <= MOST_LINES


def _after(stretches: Sequence[Stretch], at: int) -> Stretch | None:
    """What stands under the same heading after a stretch, captions aside."""
    later = (stretch for stretch in stretches[at + 1 :] if stretch.kind is not StretchKind.CAPTION)
    following = next(later, None)
    same = (
        following is not None
        and following.path == stretches[at].path
        and following.passage.document_id == stretches[at].passage.document_id
    )
    return following if same and following is not None and following.kind is not StretchKind.PARAGRAPH else None


def _is_led(stretches: Sequence[Stretch], at: int) -> bool:
    """Whether the stretch before, captions aside, leads into this one, or this one goes on with its list or table."""
    before = next((stretch for stretch in reversed(stretches[:at]) if stretch.kind is not StretchKind.CAPTION), None)
    if before is None or before.path != stretches[at].path:
        return False
    return before.text.endswith(":") or (before.kind is stretches[at].kind and stretches[at].passage != before.passage)
