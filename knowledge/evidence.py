"""Evidence: exact words of a source at their true offsets, found or not found, never guessed.

A quote is located when its letters and digits, squeezed, stand in the source in one run, and its number tokens are the source's own there.
Squeezing forgives what models change without meaning to (case, white space, hyphenation, typography, Markdown marks); it forgives no
word, no negation and no number.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable
from functools import lru_cache

from bookwright.knowledge.document import Frozen

NUMBER = re.compile(r"[-−]?\d+(?:[.,]\d+)*\s?%?")
REFERENCE_MARK = re.compile(r"\[\d{1,3}(?:\s?[,–-]\s?\d{1,3})*\]")
ELLIPSIS = re.compile(r"\s*(?:\[?…\]?|\[\.\.\.\]|\.\.\.)\s*")
MINIMUM_SQUEEZED = 3


class Evidence(Frozen):
    """`document.text[start:end] == quote`, in Unicode code points of the canonical text."""

    document_id: str
    start: int
    end: int
    quote: str


def squeeze(text: str) -> tuple[str, list[int]]:
    """The letters and digits of `text` under NFKC and case folding, and for each the index of the code point it came from."""
    kept: list[str] = []
    origins: list[int] = []
    for index, char in enumerate(text):
        for folded in unicodedata.normalize("NFKC", char).casefold():
            if folded.isalnum() or unicodedata.category(folded).startswith("M"):
                kept.append(folded)
                origins.append(index)
    return "".join(kept), origins


@lru_cache(maxsize=512)
def _squeezed_source(text: str) -> tuple[str, tuple[int, ...]]:
    squeezed, origins = squeeze(text)
    return squeezed, tuple(origins)


def numbers(text: str) -> list[str]:
    """The number tokens of a text in order, with sign, separators and per cent as written."""
    return [re.sub(r"\s", "", token).replace("−", "-") for token in NUMBER.findall(text)]


def locate(quote: str, source: str, document_id: str, base: int = 0) -> Evidence | None:
    """Where `quote` stands in `source`, a stretch of the document that begins at `base`; None if it does not stand there.

    The evidence returned holds the source's own characters, widened to whole words, with the punctuation that closes them.
    """
    wanted, _ = squeeze(REFERENCE_MARK.sub(" ", quote))
    if len(wanted) < MINIMUM_SQUEEZED:
        return None
    squeezed, origins = _squeezed_source(source)
    position = squeezed.find(wanted)
    while position >= 0:
        start, end = _whole_words(source, origins[position], origins[position + len(wanted) - 1] + 1)
        if numbers(source[start:end]) == numbers(REFERENCE_MARK.sub(" ", quote)) and _is_whole(source, origins, position, len(wanted)):
            return Evidence(document_id=document_id, start=base + start, end=base + end, quote=source[start:end])
        position = squeezed.find(wanted, position + 1)
    return None


def locate_parts(quote: str, source: str, document_id: str, base: int = 0) -> tuple[Evidence, ...]:
    """As `locate`, for a quote that may leave words out with an ellipsis: all of its parts in the order of the source, or nothing."""
    found: list[Evidence] = []
    cursor = 0
    for part in (p for p in ELLIPSIS.split(quote) if p.strip()):
        piece = locate(part, source[cursor:], document_id, base + cursor)
        if piece is None:
            return ()
        found.append(piece)
        cursor = piece.end - base
    return tuple(found)


def _is_whole(source: str, origins: tuple[int, ...], position: int, length: int) -> bool:
    """Whether the run begins and ends at the edge of a word, so that "able" is not found in "unable"."""
    first, last = origins[position], origins[position + length - 1]
    before = source[first - 1] if first else " "
    after = source[last + 1] if last + 1 < len(source) else " "
    return not (_joins(before, source[first]) or _joins(source[last], after))


def _joins(left: str, right: str) -> bool:
    """Whether two neighbouring characters belong to one word of a script that parts words by spaces."""
    return left.isalnum() and right.isalnum() and not (_is_unspaced(left) or _is_unspaced(right))


def _is_unspaced(char: str) -> bool:
    """Whether the character is of a script written without spaces between words."""
    return unicodedata.name(char, "").startswith(("CJK", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR"))


def _whole_words(source: str, start: int, end: int) -> tuple[int, int]:
    """Takes in a sign before a leading number, and the closing punctuation."""
    if start and source[start - 1] in "-−" and source[start].isdigit():
        start -= 1
    while end < len(source) and source[end] in ".!?)]%”’\"'。！？":
        end += 1
    return start, end


def overlaps(span: tuple[int, int], starts: list[int], ends: list[int]) -> Iterable[int]:
    """The indices of the sorted, disjoint spans that share a character with `span`."""
    index = bisect_left(ends, span[0] + 1)
    while index < len(starts) and starts[index] < span[1]:
        yield index
        index += 1
