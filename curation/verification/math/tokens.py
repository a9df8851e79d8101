"""The tokens of mathematics as people type it: the notation of Python, of a calculator, of LaTeX."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bookwright.curation.verification.math.tree import Unreadable

LONGEST = 1000
GLYPHS = str.maketrans(
    {
        "−": "-", "–": "-", "×": "*", "·": "*", "⋅": "*", "∙": "*", "÷": "/", "√": "\\sqrt ", "π": "\\pi ", "∞": "\\infty ", "∪": "\\cup ",
        "≤": "<=", "≥": ">=", "²": "^2", "³": "^3", "°": "^\\circ ", "\u00a0": " ", "\u202f": " ", "\u2009": " ",
    }
)  # fmt: skip
# What only spaces or sizes the text.
DRESS = re.compile(
    r"\\(?:left|right|big|Big|bigl|bigr|Bigl|Bigr|displaystyle|limits)(?![A-Za-z])|(?<!\\)\\[!,:; ]|~|\\(?:q?quad)(?![A-Za-z])"
)
# Words after a number that are factors of it, and no unit: constants, Greek letters, and letters that stand for no unit.
CONSTANTS = "pi|tau|phi|theta|alpha|beta|gamma|delta|lambda|mu|sigma|omega|inf|infty|oo"
FACTORS = rf"(?:(?:{CONSTANTS}|[abcdefijknopqrtuvwxyzBDEGHIMOPQRSTUXYZ])\d*(?:\s+|\.?$))+$"
UNIT = re.compile(
    r"(?<=[\d%}])\s*(?:\\(?:text|textrm|mathrm|mbox)\s*\{[^{}\\]*\}\s*(?:\^\s*\{?[23]\}?)?"
    rf"|\s(?!{FACTORS})[A-Za-z][A-Za-z ]*[23]?)\s*\.?$"
)
SIGN = re.compile(r"(?:\^\s*\{?\s*\\circ\s*\}?|°|\\?%)\s*\$?\s*$")
SPELT = {"circ": "°", "degree": "°", "degrees": "°", "dollar": "$", "dollars": "$", "euro": "€", "euros": "€", "percent": "%"}
CURRENCY = re.compile(r"(?:US)?(?:\\\$|[$€£])\s*(?=[-\d.])|(?<=\d)\s*[€£]")
MODULE = re.compile(r"\b(?:math|sympy|np|numpy|cmath)\.(?=[a-z])")
THOUSANDS = re.compile(r"(?<![\d.,_])(\d{1,3})((?:(?:,|\{,\}|,\\!\s*)\d{3})+)(?![\d,])")
TOKEN = re.compile(
    r"(?P<number>(?:(?:\d{1,3}(?:_\d{3})+(?![_\d])|\d+)\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3}(?![\w.]))?)"
    r"|(?P<command>\\(?:[A-Za-z]+|[%${}\\]))"
    r"|(?P<name>[A-Za-z]+\w*(?:_\d+)?)"
    r"|(?P<sign>\*\*|//|<=|>=|==|[-+*/^%!=<>()\[\]{},|_&])",
    re.ASCII,
)


@dataclass(frozen=True)
class Token:
    """`kind` is "number", "command", "name" or "sign"; `spaced` says whether white space stands before it."""

    kind: str
    text: str
    spaced: bool


def split_unit(text: str) -> tuple[str, str]:
    """A text without the unit that it ends in, and that unit: "5 \\text{ cm}" is "5" and "cm". Raises Unreadable."""
    if len(text) > LONGEST:
        raise Unreadable(f"longer than {LONGEST} characters")
    text = text.strip()
    unit = UNIT.search(text)
    if not unit:
        return text, ""
    return text[: unit.start()], re.sub(r"\\(?:text|textrm|mathrm|mbox)|[\s{}^.]", "", unit[0])


def unit_of(text: str) -> str:
    """The unit of an amount in one spelling: what it ends in, or the sign of a currency, of degrees or of per cent; empty for none.
    Raises Unreadable."""
    value, unit = split_unit(text)
    if currency := CURRENCY.search(value):
        return currency[0].strip(" \\US")
    sign = SIGN.search(value)
    spelt = re.sub(r"[\\{}^\s]", "", sign[0]) if sign else unit.casefold()
    return SPELT.get(spelt, spelt)


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a text in order. Raises Unreadable at the first character that is none of mathematics."""
    if len(text) > LONGEST:
        raise Unreadable(f"longer than {LONGEST} characters")
    text = _plain(text)
    position = 0
    for match in TOKEN.finditer(text):
        between = text[position : match.start()]
        if between.strip():
            raise Unreadable(f"“{between.strip()[:20]}” is not read here")
        assert match.lastgroup
        yield Token(match.lastgroup, match[0], bool(between))
        position = match.end()
    if rest := text[position:].strip():
        raise Unreadable(f"“{rest[:20]}” is not read here")


def _plain(text: str) -> str:
    """The text without dress, delimiters, currencies and the commas of thousands."""
    text = text.strip().translate(GLYPHS)
    for opening, closing in (("$$", "$$"), ("$", "$"), ("\\(", "\\)"), ("\\[", "\\]")):
        inner = text[len(opening) : -len(closing)]
        if (
            len(text) > len(opening + closing)
            and text.startswith(opening)
            and text.endswith(closing)
            and "$" not in inner.replace("\\$", "")
        ):
            text = inner
            break
    text = MODULE.sub("", CURRENCY.sub("", text))
    text = THOUSANDS.sub(_joined, text)
    return DRESS.sub(" ", text)


def _joined(match: re.Match[str]) -> str:
    """The digits of a number without its commas; in brackets that hold several parts a comma parts them."""
    if _separates(match.string, match.start(), match.end()):
        return match[0]
    return match[1] + re.sub(r"[^\d]", "", match[2])


def _separates(text: str, start: int, end: int) -> bool:
    """Whether the innermost bracket around a place is that of a function, list or set, or holds nothing but the numbers at this place."""
    depth = 0
    for index in range(start - 1, -1, -1):
        if text[index] in ")]}":
            depth += 1
        elif text[index] in "([{":
            if depth == 0:
                alone = re.fullmatch(r"\s*[-\s]*", text[index + 1 : start]) and re.match(r"\s*(?:\\right)?\s*[)\]]", text[end:])
                called = index > 0 and (text[index - 1].isalpha() or text[index - 1] == "\\")
                return bool(text[index] == "[" or called or alone or (text[index] == "{" and _is_bare(text, index)))
            depth -= 1
    return False


def _is_bare(text: str, index: int) -> bool:
    """Whether a brace opens a set, not the argument of a command or a power."""
    before = text[:index].rstrip()
    return not before or (before[-1] not in "}^_" and not before[-1].isalpha())
