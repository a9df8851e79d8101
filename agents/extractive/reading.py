"""How the rule-based roles see a passage: its prose lines and list items, with their sentences at true offsets."""

import re
from dataclasses import dataclass
from functools import lru_cache

from bookwright.knowledge.passage import Passage
from bookwright.knowledge.sentences import sentence_spans

CODE_MARK = re.compile(
    r"[{};]\s*$|^\s*(?://|#\[|#!|\$ |\}|>>> |fn |let |use |pub |mod |impl |struct |enum |import |def |class )|=>|^\s{2,}\S|\);?$"
)
FUNCTION_WORD = re.compile(r"\b(?:the|a|an|of|to|is|are|in|and|for|that|you|we|with|or|by|on|be|not)\b", re.IGNORECASE)
ABBREVIATED_END = re.compile(r"(?:\b(?:Sec|Secs|Fig|No|Nos|Art|vs|etc|e\.g|i\.e|cf|ch|p|pp|Inc|Ltd|Corp|Mr|Ms|Dr|U\.S)\.|\b[A-Z]\.)$")
CAPTION = re.compile(r"^(?:Listing|Figure|Table|Filename|Example)\b[^.]{0,12}:", re.IGNORECASE)
TRAILING_REFERENCE = re.compile(
    r"(?:,? (?:much |just )?as (?:shown|described|discussed|specified|defined|illustrated|explained|seen|demonstrated|in) (?:in )?(?:the )?"
    r"(?:Listing|Sec\.|Section|Figure|Table|Chapter|“|following)[^,;]*|, (?:like so|like this|as follows|as shown here|as shown below)|"
    r",? shown in (?:Listing|Figure|Table)[^,;]*|,? which (?:we|you)(?:['’](?:ll|ve)| will)? (?:\w+ )?(?:talk|talked|cover|covered|discuss|"
    r"discussed|see|saw|look|explore|explain|learn|do|did)\b[^;]*\b(?:Chapters?|“|section|next|later|earlier)\b[^;]*|"
    r"(?<! is)(?<! are)(?<! be)(?<! was)(?<! we)(?<!’ve)(?<! as)(?<! you)"
    r",? (?:discussed|described|covered|explained|introduced)(?: \w+)? in (?:more detail in )?(?:Chapter|the “|Section|“)[^,;]*|"
    r"\s\((?:see|more on|discussed|we)\b[^)]*\)|\s\(\))[.:]$"
)
SENTENCE_START = re.compile(r"[\"“‘'(\[]*[A-Z0-9]")


@dataclass(frozen=True)
class Sentence:
    """`text` stands at `start`..`end` of the document. A trailing pointer such as ", as shown in Listing 8-1." is no part of it."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Block:
    """A paragraph, a list item or a heading of a passage. `in_list` holds for a line with another directly above or below it."""

    text: str
    start: int
    end: int
    sentences: tuple[Sentence, ...]
    is_heading: bool = False
    in_list: bool = False


@lru_cache(maxsize=256)
def read(passage: Passage) -> tuple[Block, ...]:
    """The prose of a passage in order; code, tables and rules are left out."""
    blocks: list[Block] = []
    for start, chunk in _chunks(passage.text):
        lines = _lines(chunk, start)
        if _is_code([text for _, text in lines]):
            continue
        blocks.extend(_block(text, passage.start + at, passage.headings, len(lines) > 1) for at, text in lines if not CAPTION.match(text))
    return tuple(blocks)


def _chunks(text: str) -> list[tuple[int, str]]:
    """The stretches between blank lines, with their offsets."""
    return [(m.start(), m.group()) for m in re.finditer(r"(?:[^\n]+\n?)+", text)]


def _lines(chunk: str, base: int) -> list[tuple[int, str]]:
    """The lines of a stretch that hold anything, with their offsets; code keeps its indentation."""
    return [(base + m.start(), m.group()) for m in re.finditer(r"[^\n]*\S", chunk)]


def _is_code(lines: list[str]) -> bool:
    """Whether a stretch of lines is code or a table: most of its lines look like it, or none reads like prose."""
    if any(" | " in line for line in lines):
        return True
    marked = sum(bool(CODE_MARK.search(line)) and not _is_prose(line) for line in lines)
    return marked * 3 > len(lines)


def _is_prose(line: str) -> bool:
    """Whether a line has the small words of a sentence and begins like none of code."""
    words = line.split()
    return not line.startswith((" ", "\t", "$", "//", "#", "fn ", "let ")) and len(FUNCTION_WORD.findall(line)) * 8 >= len(words)


def _block(text: str, start: int, headings: tuple[str, ...], in_list: bool) -> Block:
    stripped = text.lstrip()
    start += len(text) - len(stripped)
    is_heading = stripped in headings or (not in_list and _looks_like_heading(stripped))
    sentences = () if is_heading else _sentences(stripped, start)
    return Block(stripped, start, start + len(stripped), sentences, is_heading, in_list)


def _looks_like_heading(text: str) -> bool:
    """A short line of its own that no punctuation ends."""
    return len(text.split()) <= 12 and text[-1] not in '.:;!,)”"' and text[:1].isalnum()


def _sentences(text: str, base: int) -> tuple[Sentence, ...]:
    """The sentences of one line; a break after an abbreviation or before a lower-case word is undone."""
    merged: list[tuple[int, int]] = []
    for start, end in sentence_spans(text):
        if merged and (ABBREVIATED_END.search(text[: merged[-1][1]]) or not SENTENCE_START.match(text, start)):
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return tuple(_sentence(text[start:end], base + start) for start, end in merged)


def ends_before_reference(text: str, at: int) -> bool:
    """Whether what stands at an offset of a text is a trailing pointer that a sentence was cut before."""
    line = text[at:].split("\n", 1)[0]
    return any(TRAILING_REFERENCE.match(line[: match.end()]) for match in re.finditer(r"[.:](?= |$)", line))


def _sentence(text: str, start: int) -> Sentence:
    """The sentence without the pointer to a listing or section that it may end with."""
    match = TRAILING_REFERENCE.search(text)
    kept = text[: match.start()] if match and match.start() > 20 else text
    return Sentence(kept, start, start + len(kept))
