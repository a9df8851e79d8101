"""Evidence: exact words of a source at their true offsets, found or not found, never guessed.

A quote is located when its letters and digits, squeezed, stand in the source in one run, and its number tokens, its operators and
currencies, and the edges of its words are the source's own there. Squeezing forgives what models change without meaning to (case, white
space, hyphenation, typography, Markdown marks); it forgives no word, no negation and no number.
"""

import re
import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

from bookwright.knowledge.document import Frozen

DIGIT = re.compile(r"\d")
NUMBER = re.compile(r"(?:(?<!\w)[-−])?\d+(?:[.,]\d+)*(?:\s?%)?")
SYMBOL = re.compile(r"!=|(?<!-)>=?|<=?|[=+≤≥≠]|[$€£](?=\s?[-−]?\d)|(?<=\d)\s?[$€£%]")
SYMBOL_FORMS = {"≤": "<=", "≥": ">="}
AMOUNT_SYMBOLS = "$€£%"
SYMBOLS_AT_EDGE = re.compile(r"[\s$€£%<>=!+≤≥≠−-]*")
NO_SYMBOLS = re.compile(r"^[ \t]*(?:[>+][ \t]+)+(?![$€£]?\d)|</?[A-Za-z][^<>\s]*>|<(?=\w+://)", re.MULTILINE)
MARKS_INSIDE_A_WORD = re.compile(r"[*`\u00ad\u200b-\u200d\u2060\ufeff]*")
BREAK_INSIDE_A_WORD = re.compile(r"[-‐‑\u00ad]\s+")
REFERENCE_MARK = re.compile(r"\[\d{1,3}(?:\s?[,–-]\s?\d{1,3})*\]")
ELLIPSIS = re.compile(r"\s*(?:\[?…\]?|\[\.\.\.\]|\.\.\.)\s*")
VARIATION = re.compile("[\u034f\u180b-\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
OPENING = "([{<`“‘«„\"'"
CLOSING = ".!?;:,)]}>`%”’»\"'。！？"
MINIMUM_SQUEEZED = 3
SOURCES_AT_HAND = 2048  # the passages shown to all that are in work, each looked at for every quote
EDGE = 8  # characters beside a number in which its symbols stand


class Evidence(Frozen):
    """`document.text[start:end] == quote`, in Unicode code points of the canonical text."""

    document_id: str
    start: int
    end: int
    quote: str


class _Folded(dict[int, str | None]):
    """What each code point comes to when it is squeezed, worked out once; None for nothing."""

    def __missing__(self, code: int) -> str | None:
        decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", chr(code)).casefold())
        self[code] = "".join(folded for folded in decomposed if folded.isalnum() or _is_accent(folded)) or None
        return self[code]


FOLDED = _Folded()


def squeezed(text: str) -> str:
    """The letters, digits and accents of `text` under NFKD and case folding."""
    return text.translate(FOLDED)


def squeeze(text: str) -> tuple[str, Sequence[int]]:
    """The squeezed text, and for each of its characters the index of the code point it came from."""
    run, kept = squeezed(text), [FOLDED[ord(char)] for char in text]
    origins = array("L", [index for index, folded in enumerate(kept) if folded])
    if len(origins) < len(run):  # a ligature or a fraction comes to several
        origins = array("L", [index for index, folded in enumerate(kept) for _ in folded or ()])
    return run, origins


class Source:
    """A source made ready for looking quotes up in it: squeezed, and with the places of its number tokens."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.squeezed, self.origins = squeeze(text)
        spans = [match.span() for match in NUMBER.finditer(text)]
        self._starts, self._ends = [start for start, _ in spans], [end for _, end in spans]

    def number_spans(self, start: int, end: int) -> list[tuple[int, int]]:
        """The number tokens that share a character with a stretch of the source, each whole, so that "5" is not found in "1.5"."""
        return [(self._starts[index], self._ends[index]) for index in overlaps((start, end), self._starts, self._ends)]


_source = lru_cache(SOURCES_AT_HAND)(Source)


def numbers(text: str) -> list[str]:
    """The number tokens of a text in order, with sign, separators and per cent as written."""
    return [_plain(token) for token in NUMBER.findall(text)] if DIGIT.search(text) else []


def _plain(token: str) -> str:
    return re.sub(r"\s", "", token).replace("−", "-")


def symbols(text: str) -> list[str]:
    """The operators and currencies of a text in order, without the marks that Markdown sets before a line and around an address."""
    return [SYMBOL_FORMS.get(token, token) for token in map(str.strip, SYMBOL.findall(NO_SYMBOLS.sub(" ", text)))]


def locate(quote: str, source: str, document_id: str, base: int = 0) -> Evidence | None:
    """Where `quote` stands in `source`, a stretch of the document that begins at `base`; None if it does not stand there.

    The evidence returned holds the source's own characters, with the punctuation around them that the quote has too.
    """
    for form in dict.fromkeys((quote, REFERENCE_MARK.sub(" ", quote))):
        if span := _span(form, _source(source)):
            return Evidence(document_id=document_id, start=base + span[0], end=base + span[1], quote=source[slice(*span)])
    return None


def _span(quote: str, source: Source) -> tuple[int, int] | None:
    wanted = squeezed(quote)
    if len(wanted) < MINIMUM_SQUEEZED or wanted not in source.squeezed:
        return None
    start = source.text.find(quote.strip())  # to the letter goes before what has other marks: of code these may be all the difference
    begin = bisect_left(source.origins, start) if start >= 0 else 0
    return _span_behind(begin, wanted, quote, source) or _span_behind(0, wanted, quote, source)


def _span_behind(begin: int, wanted: str, quote: str, source: Source) -> tuple[int, int] | None:
    position = source.squeezed.find(wanted, begin)
    ends, wanted_numbers = _ends(quote), numbers(quote)
    while position >= 0:
        start, end = source.origins[position], source.origins[position + len(wanted) - 1] + 1
        found = source.number_spans(start, end)
        origins = source.origins[position : position + len(wanted)]
        if (
            [_plain(source.text[slice(*span)]) for span in found] == wanted_numbers
            and _is_whole(source, position, len(wanted))
            and _has_same_symbols(quote, ends, source.text, origins)
            and _has_same_words(quote, ends, source.text, origins)
        ):
            start, end = min([start, *(first for first, _ in found)]), max([end, *(last for _, last in found)])
            return _widened(source.text, start, end, quote.strip())
        position = source.squeezed.find(wanted, position + 1)
    return None


def locate_parts(quote: str, source: str, document_id: str, base: int = 0) -> tuple[Evidence, ...]:
    """As `locate`, for a quote that may leave words out with an ellipsis: all of its parts in the order of the source, or nothing."""
    if whole := locate(quote, source, document_id, base):  # the ellipsis may be the source's own
        return (whole,)
    found: list[Evidence] = []
    cursor = 0
    for part in (p for p in ELLIPSIS.split(quote) if any(map(str.isalnum, p))):
        piece = locate(part, source[cursor:], document_id, base + cursor)
        if piece is None:
            return ()
        found.append(piece)
        cursor = piece.end - base
    return tuple(found)


def _is_whole(source: Source, position: int, length: int) -> bool:
    """Whether the run begins and ends at the edge of a word, so that "able" is not found in "unable", nor "cafe" in "café"."""
    text, origins, end = source.text, source.origins, position + length
    first, last = origins[position], origins[end - 1]
    if (position and origins[position - 1] == first) or (end < len(origins) and origins[end] == last):
        return False
    before = text[first - 1] if first else " "
    after = text[last + 1] if last + 1 < len(text) else " "
    return not (_joins(before, text[first]) or _joins(text[last], after) or _is_accent(after))


def _ends(text: str) -> tuple[int, int]:
    """The indices of the first and the last character that are kept when the text, which has some, is squeezed."""
    first = next(index for index, char in enumerate(text) if FOLDED[ord(char)])
    return first, next(index for index in reversed(range(len(text))) if FOLDED[ord(text[index])])


def _has_same_symbols(quote: str, ends: tuple[int, int], text: str, origins: Sequence[int]) -> bool:
    """Whether the run has the operators and currencies of the quote; of those at an edge, only the ones beside a number that it has."""
    first, last, start, end = ends[0], ends[1] + 1, origins[0], origins[-1] + 1
    ours, theirs = quote[first:last], text[start:end]
    if ours != theirs and symbols(ours) != symbols(theirs):
        return False
    if quote[first].isdigit():
        before = symbols(_edge(quote[:first][::-1])[::-1] + quote[first])
        if before and symbols(_edge(text[max(0, start - EDGE) : start][::-1])[::-1] + quote[first])[-len(before) :] != before:
            return False
    if quote[last - 1].isdigit():
        after = symbols(quote[last - 1] + _edge(quote[last:]))[:1]
        if after and after[0] in AMOUNT_SYMBOLS:
            return symbols(text[end - 1] + _edge(text[end : end + EDGE]))[:1] == after
    return True


def _edge(text: str) -> str:
    """The white space and symbols that a text begins with."""
    match = SYMBOLS_AT_EDGE.match(text[:EDGE])
    return match[0] if match else ""


def _has_same_words(quote: str, ends: tuple[int, int], text: str, origins: Sequence[int]) -> bool:
    """Whether no two words of the quote are one in the source, nor one two; a hyphen or another mark between letters may be either."""
    if quote[slice(*ends)] == text[origins[0] : origins[-1]]:
        return True
    _, places = squeeze(quote)
    for (place, following), (origin, next_origin) in zip(pairwise(places), pairwise(origins), strict=True):
        if following - place < 2 and next_origin - origin < 2:
            continue
        ours, theirs = quote[place + 1 : max(following, place + 1)], text[origin + 1 : max(next_origin, origin + 1)]
        parted = _parts_words(ours), _parts_words(theirs)
        if True in parted and False in parted and _are_letters(text[origin], text[next_origin]):
            return False
    return True


def _parts_words(gap: str) -> bool | None:
    """Whether what stands between two letters makes two words of them; None where it may do so or not."""
    if MARKS_INSIDE_A_WORD.fullmatch(gap):
        return False
    return True if any(map(str.isspace, gap)) and not BREAK_INSIDE_A_WORD.fullmatch(gap) else None


def _are_letters(left: str, right: str) -> bool:
    """Whether white space between two characters makes two words of them; that between a number and its unit is a matter of style."""
    return left.isalpha() and right.isalpha() and _joins(left, right)


def _is_accent(char: str) -> bool:
    """Whether the character belongs to the letter before it. Variation selectors do not: they are no part of what is read."""
    return unicodedata.category(char).startswith("M") and not VARIATION.match(char)


def _joins(left: str, right: str) -> bool:
    """Whether two neighbouring characters belong to one word of a script that parts words by spaces."""
    return left.isalnum() and right.isalnum() and not (_is_unspaced(left) or _is_unspaced(right))


def _is_unspaced(char: str) -> bool:
    """Whether the character is of a script written without spaces between words."""
    return unicodedata.name(char, "").startswith(("CJK", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR"))


def _widened(text: str, start: int, end: int, quote: str) -> tuple[int, int]:
    """Takes in the punctuation that opens and closes the words in the source, where the quote has some there too."""
    while start and text[start - 1] in OPENING and quote[0] in OPENING:
        start -= 1
    while end < len(text) and text[end] in CLOSING and not quote[-1].isalnum():
        end += 1
    return start, end


def overlaps(span: tuple[int, int], starts: list[int], ends: list[int]) -> Iterable[int]:
    """The indices of the sorted, disjoint spans that share a character with `span`."""
    index = bisect_left(ends, span[0] + 1)
    while index < len(starts) and starts[index] < span[1]:
        yield index
        index += 1
