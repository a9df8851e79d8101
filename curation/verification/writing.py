"""How answers are written: in boxes, between delimiters, in fonts, as one of two signs. What only dresses them is taken off."""

import re

from bookwright.curation.verification.math.tokens import DRESS

BOXED = re.compile(r"\\f?box(?:ed)?(?![A-Za-z])\s*")
OF_NAME = re.compile(r"^\s*[A-Za-z]\s*(?:\\in(?![A-Za-z])|∈)\s*")
WORDING = re.compile(r"\\(?:text(?:bf|it|rm)?|mathrm|mathbf|mbox|operatorname)\s*\{([^{}]*)\}")
FRACTION = re.compile(r"\\[dt]frac(?![A-Za-z])")
SINGLE = re.compile(r"([\^_])\{(\w)\}")
SPACE = re.compile(r"\s+")
CHOICE = re.compile(r"\(?([A-Z])\)?\.?")
OF_BOTH_SIGNS = re.compile(r"\\pm(?![A-Za-z])|±")
BETWEEN = re.compile(r"(?<=[\d})])\s*,?\s*(?:\\text\s*\{\s*(?:or|and)\s*\}|(?:or|and)(?![A-Za-z]))\s*(?=[-\d\\(])")


def unboxed(text: str) -> str:
    """What stands in the last box of LaTeX, else the text."""
    start, inner = last_box(text)
    return inner if start is not None else text


def last_box(text: str) -> tuple[int | None, str]:
    r"""Where the last `\boxed` of a text begins, None where there is none, and what stands in it."""
    found = list(BOXED.finditer(text))
    if not found:
        return None, ""
    start = found[-1].end()
    if text[start : start + 1] != "{":
        return found[-1].start(), (re.match(r"\S*", text[start:]) or [""])[0]
    depth = 0
    for place in range(start, len(text)):
        if text[place] in "{}" and text[place - 1] != "\\":
            depth += 1 if text[place] == "{" else -1
            if depth == 0:
                return found[-1].start(), text[start + 1 : place].strip()
    return found[-1].start(), text[start + 1 :].strip()


def plain(text: str) -> str:
    """The text without what only dresses it: delimiters, sizes, fonts, needless spaces and braces, a full stop at its end."""
    text = unwrapped(bare(text))
    while (without := WORDING.sub(r"\1", text)) != text:
        text = without
    text = FRACTION.sub(r"\\frac", SINGLE.sub(r"\1\2", DRESS.sub("", text)))
    text = SPACE.sub(lambda gap: " " if _parts_words(gap) else "", text).strip()
    choice = CHOICE.fullmatch(text)
    return choice[1] if choice else text


def unwrapped(text: str) -> str:
    """The text without the delimiters of mathematics and the marks of emphasis around it, and without a full stop at its end."""
    text = text.strip()
    while True:
        inside = text
        for opening, closing in (("**", "**"), ("$", "$"), ("\\(", "\\)"), ("\\[", "\\]"), ("`", "`")):
            inner = text[len(opening) : -len(closing)]
            if len(text) > len(opening + closing) and text.startswith(opening) and text.endswith(closing) and opening not in inner:
                inside = inner
        inside = inside.strip().removesuffix(".").strip()
        if inside == text:
            return text
        text = inside


def bare(text: str) -> str:
    """The text of an answer without its box, delimiters, and the name that it is said to be the value of."""
    return OF_NAME.sub("", unwrapped(unboxed(text)))


def _parts_words(gap: re.Match[str]) -> bool:
    """Whether white space stands between two letters or two digits, which would run together without it."""
    before, after = gap.string[: gap.start()][-1:], gap.string[gap.end() :][:1]
    return (before.isalpha() and after.isalpha()) or (before.isdigit() and after.isdigit())


def spread(text: str) -> str:
    """The text with its alternatives listed: "2 or 3" is "2, 3", and "1 ± x" is "1 + x, 1 - x", a value of several by itself."""
    text = BETWEEN.sub(", ", text)
    if not OF_BOTH_SIGNS.search(text):
        return text
    inner = text.strip()
    inner = inner[2:-2] if inner.startswith("\\{") and inner.endswith("\\}") else inner
    spelt = [_signs(part) for part in _parts(inner)]
    return ", ".join(one for signs in spelt for one in signs)


def _signs(part: str) -> list[str]:
    return [OF_BOTH_SIGNS.sub(sign, part) for sign in "+-"] if len(OF_BOTH_SIGNS.findall(part)) == 1 else [part]


def _parts(text: str) -> list[str]:
    """What stands between the commas that stand in no bracket."""
    depth, parts = 0, [""]
    for char in text:
        depth += (char in "([{") - (char in ")]}")
        if char == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += char
    return parts
