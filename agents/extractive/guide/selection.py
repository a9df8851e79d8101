"""Which units of a section are told: the most telling ones up to a length, each heading heard."""

import re
from collections.abc import Sequence

from bookwright.agents.extractive.content import content_words
from bookwright.agents.extractive.guide.centrality import centrality
from bookwright.agents.extractive.guide.layout import StretchKind
from bookwright.agents.extractive.guide.unit import Unit
from bookwright.agents.extractive.reading import Sentence
from bookwright.agents.extractive.tagging import tagged

FIRST, HEADED, KEY_TERM, ASKED, LIST, TABLE = 0.25, 0.3, 0.2, 0.35, 0.3, 0.6
LEANING, EXAMPLE, ADDRESSED, WALKING, ORDERING = 0.15, 0.3, 0.1, 0.3, 0.35
FLOOR = 0.25
"""A unit of less weight is not told, though there be room."""
ALIKE = 0.6
LEAST_UNITS, MOST_EXHIBITS = 2, 2
WALK = re.compile(
    r"\b(?:the (?:program|game|project|terminal|browser)|our|you(?:[’']ll| will| should| now|[’']ve|[’']d)|now|finally|remember|"
    r"keep in mind|we(?:[’']ve|[’']re|[’']ll| have| will| now| want| create| add))\b",
    re.IGNORECASE,
)
"""Signs of a walk through one program: it tells what is done there, and little that holds elsewhere."""
EXAMPLES = ("for example", "for instance", "e.g.", "suppose", "such as", "in this way")


def weighed(units: Sequence[Unit], asked: frozenset[int], title: str) -> list[float]:
    """How telling each unit is: its centrality, and what Edmundson, “New Methods in Automatic Extracting” (JACM 16:2, 1969), found in
    place, title and cue words: what opens a paragraph, shares words with its heading, holds a term that the author marks, or
    answers a question that the rules ask (`asked` are offsets of such sentences), and lists and tables; less what needs others, gives an
    instance or talks to its reader."""
    central = centrality([unit.text for unit in units])
    return [value + _bonus(unit, asked, title) for unit, value in zip(units, central, strict=True)]


def _bonus(unit: Unit, asked: frozenset[int], title: str) -> float:
    text = unit.text.lower()
    heading = content_words(f"{title} {unit.stretch.heading}")
    said = content_words(unit.text)
    bonus = FIRST * unit.opens + HEADED * (len(heading & said) / len(heading) if heading else 0)
    bonus += KEY_TERM * any(term.lower() in text for term in unit.stretch.passage.key_terms)
    bonus += ASKED * any(sentence.start in asked for sentence in unit.sentences)
    bonus -= LEANING * max(len(unit.sentences) - 1, 0)
    bonus -= EXAMPLE * any(cue in text for cue in EXAMPLES) + ADDRESSED * (" we " in f" {text} " or "you" in text)
    bonus += LIST * bool(unit.items) + TABLE * (unit.exhibit is not None and unit.exhibit.kind is StretchKind.TABLE)
    orders = unit.stretch.kind is StretchKind.PARAGRAPH and bool(text) and tagged(unit.text)[0].tag in ("VVB", "VVI")
    return bonus - WALKING * (WALK.search(text) is not None) - ORDERING * orders


def selected(units: Sequence[Unit], weights: Sequence[float], words: int) -> list[Unit]:
    """The units told, in reading order: the best under each heading, then the best of all, until they have about `words` words.

    What says much the same as a better one is left out, after Carbonell and Goldstein, “The Use of MMR” (SIGIR 1998), with a threshold in
    place of a weight.
    """
    order = sorted(range(len(units)), key=lambda index: (-weights[index], index))
    leading: dict[tuple[str, ...], int] = {}
    for index in order:
        leading.setdefault(units[index].stretch.path, index)
    chosen: list[int] = []
    told: set[Sentence] = set()
    length = 0
    for index in dict.fromkeys((*sorted(leading.values(), key=order.index), *order)):
        unit = units[index]
        added = sum(len(sentence.text.split()) for sentence in (*unit.sentences, *unit.items) if sentence not in told)
        if (length + added > words or weights[index] < FLOOR) and len(chosen) >= LEAST_UNITS:
            continue
        if _repeats(unit, [units[other] for other in chosen]):
            continue
        chosen.append(index)
        told.update(unit.sentences)
        length += added
    return [units[index] for index in sorted(chosen)]


def _repeats(unit: Unit, chosen: Sequence[Unit]) -> bool:
    """Whether another says much the same, or there are tables and listings enough."""
    if unit.exhibit is not None and sum(other.exhibit is not None for other in chosen) >= MOST_EXHIBITS:
        return True
    said = content_words(unit.text)
    others = ((other, content_words(other.text)) for other in chosen)
    return bool(said) and any(
        len(said & words) >= ALIKE * max(min(len(said), len(words)), 1) for other, words in others if not _overlap(unit, other)
    )


def _overlap(unit: Unit, other: Unit) -> bool:
    """Whether one of them takes in a sentence of the other, which is then told once."""
    return bool(set(unit.sentences) & set(other.sentences))
