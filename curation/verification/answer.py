"""Whether an answer is the one that is right: the same words, or the same value."""

import re

from bookwright.agents.textbook.check import Proof, Verification
from bookwright.curation.verification.math import same_value
from bookwright.curation.verification.math.tokens import DRESS

METHOD = "answer"
BOXED = re.compile(r"\\f?box(?:ed)?(?![A-Za-z])\s*")
OF_NAME = re.compile(r"^\s*[A-Za-z]\s*(?:\\in(?![A-Za-z])|∈)\s*")
WORDING = re.compile(r"\\(?:text(?:bf|it|rm)?|mathrm|mathbf|mbox|operatorname)\s*\{([^{}]*)\}")
FRACTION = re.compile(r"\\[dt]frac(?![A-Za-z])")
SINGLE = re.compile(r"([\^_])\{(\w)\}")
SPACE = re.compile(r"\s+")
CHOICE = re.compile(r"\(?([A-Z])\)?\.?")
IN_WORDS = re.compile(r"[^\W\d_]{3,}(?:[ '-][^\W\d_]+)*|[A-Z]")


async def verify_answer(answer: str, reference: str) -> Verification:
    """Whether an answer says what the reference says. Text is compared as it stands, for what cannot be worked out (names, choices,
    numbers in other bases); everything else by value. Never raises for what the two hold."""
    given, right = plain(answer), plain(reference)
    if not given or not right:
        return _result(Proof.UNCHECKED, f"the {'answer' if right else 'reference'} is empty")
    if given == right:
        return _result(Proof.HOLDS, "the same words")
    if IN_WORDS.fullmatch(given) and IN_WORDS.fullmatch(right):
        same = given.casefold() == right.casefold()
        return _result(Proof.HOLDS, "the same words") if same else _result(Proof.FAILS, f"“{given}” is not “{right}”")
    equal, why = await same_value(_value(answer), _value(reference))
    if equal is None:
        return _result(Proof.UNCHECKED, why or f"it cannot be said whether “{given}” is “{right}”")
    return _result(Proof.HOLDS, "the same value") if equal else _result(Proof.FAILS, f"“{given}” is not “{right}”")


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
    text = unwrapped(_value(text))
    while (bare := WORDING.sub(r"\1", text)) != text:
        text = bare
    text = FRACTION.sub(r"\\frac", SINGLE.sub(r"\1\2", DRESS.sub("", text)))
    text = SPACE.sub(lambda gap: " " if _parts_words(gap) else "", text).strip()
    choice = CHOICE.fullmatch(text)
    return choice[1] if choice else text


def unwrapped(text: str) -> str:
    """The text without the delimiters of mathematics and the marks of emphasis around it, and without a full stop at its end."""
    text = text.strip()
    while True:
        bare = text
        for opening, closing in (("**", "**"), ("$", "$"), ("\\(", "\\)"), ("\\[", "\\]"), ("`", "`")):
            inner = text[len(opening) : -len(closing)]
            if len(text) > len(opening + closing) and text.startswith(opening) and text.endswith(closing) and opening not in inner:
                bare = inner
        bare = bare.strip().removesuffix(".").strip()
        if bare == text:
            return text
        text = bare


def _value(text: str) -> str:
    return OF_NAME.sub("", unwrapped(unboxed(text)))


def _parts_words(gap: re.Match[str]) -> bool:
    """Whether white space stands between two letters or two digits, which would run together without it."""
    before, after = gap.string[: gap.start()][-1:], gap.string[gap.end() :][:1]
    return (before.isalpha() and after.isalpha()) or (before.isdigit() and after.isdigit())


def _result(proof: Proof, detail: str) -> Verification:
    return Verification(method=METHOD, proof=proof, detail=detail)
