"""Planting: a sound check made wrong in a known way, to see whether it is caught."""

import ast
import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from random import Random

from bookwright.agents.textbook.check import Check, CodeCheck
from bookwright.curation.verification.math.arithmetic import exact
from bookwright.curation.verification.math.parser import read
from bookwright.curation.verification.math.tokens import split_unit
from bookwright.curation.verification.math.tree import Unreadable
from bookwright.knowledge.document import text_sha256

DIGIT = re.compile(r"\d")
WHOLE = re.compile(r"(?<![\w.,!])\d+(?![\w,])")
GROUPED = re.compile(r"^\s*(?:\\left\s*)?(?:\\\{|[(\[{])|,")
NUMBER = re.compile(r"\d+(?:\.\d+)?")


class Wrong(StrEnum):
    """The ways in which a solution can be made wrong."""

    NUMBER = "number"
    SIGN = "sign"
    OFF_BY_ONE = "off by one"
    OUTPUT = "wrong output"


def plant(wrong: Wrong, check: Check, seed: str) -> Check | None:
    """The check with another answer, the same for the same seed; None where it gives no hold. A wrong output is one of programs, the other
    ways are of mathematics and tables."""
    chance = Random(text_sha256(f"{seed}:{wrong}"))  # noqa: S311 - a draw that can be repeated, no secret
    if isinstance(check, CodeCheck):
        return _in_a_program(check, chance) if wrong is Wrong.OUTPUT else None
    if wrong not in ANSWERS:
        return None
    value, _ = split_unit(check.equals)
    unit = check.equals.strip()[len(value) :]
    changed = ANSWERS[wrong](value, chance)
    return check.model_copy(update={"equals": changed + unit}) if changed and changed != value else None


def another_digit(text: str, chance: Random) -> str | None:
    """One digit exchanged for another."""
    found = list(DIGIT.finditer(text))
    if not found:
        return None
    match = chance.choice(found)
    digit = chance.choice([digit for digit in "123456789" if digit != match[0]])
    return text[: match.start()] + digit + text[match.end() :]


def other_sign(text: str, chance: Random) -> str | None:  # noqa: ARG001 - there is only one
    """The sign of an answer, or of the first number of several, turned round; none where it is nought."""
    if GROUPED.search(text):
        match = NUMBER.search(text)
        if match is None or not float(match[0]):
            return None
        start = match.start()
        return text[: start - 1] + text[start:] if text[:start].endswith("-") else text[:start] + "-" + text[start:]
    try:
        if exact(read(text)) == 0:
            return None
    except Unreadable:
        return None
    if re.fullmatch(r"-[^-+]*", text):
        return text[1:]
    return f"-{text}" if not re.search(r"[-+]", text) else f"-({text})"


def one_more_or_less(text: str, chance: Random) -> str | None:
    """A whole number made one more or one less."""
    found = list(WHOLE.finditer(text))
    if not found:
        return None
    match = chance.choice(found)
    number = int(match[0])
    return text[: match.start()] + str(number + (1 if number == 0 else chance.choice((1, -1)))) + text[match.end() :]


ANSWERS: Mapping[Wrong, Callable[[str, Random], str | None]] = {
    Wrong.NUMBER: another_digit,
    Wrong.SIGN: other_sign,
    Wrong.OFF_BY_ONE: one_more_or_less,
}


def _in_a_program(check: CodeCheck, chance: Random) -> CodeCheck | None:
    """Another printed text; for a program that asserts, another value in one of its assertions."""
    if check.prints:
        return check.model_copy(update={"prints": _other_text(check.prints, chance)})
    tree = ast.parse(check.source)
    values = [
        node.test.comparators[0]
        for node in tree.body
        if isinstance(node, ast.Assert) and isinstance(node.test, ast.Compare) and isinstance(node.test.ops[0], ast.Eq)
    ]
    values = [value for value in values if _is_literal(value)]
    if not values:
        return None
    value = chance.choice(values)
    source = check.source.encode()
    lines = source.splitlines(keepends=True)
    assert value.end_lineno is not None
    assert value.end_col_offset is not None
    start, end = (
        sum(map(len, lines[: line - 1])) + column
        for line, column in ((value.lineno, value.col_offset), (value.end_lineno, value.end_col_offset))
    )
    other = repr(_other_value(ast.literal_eval(value), chance)).encode()
    return check.model_copy(update={"source": (source[:start] + other + source[end:]).decode()})


def _is_literal(node: ast.expr) -> bool:
    try:
        ast.literal_eval(node)
    except ValueError:
        return False
    return True


def _other_value(value: object, chance: Random) -> object:
    """A value of the same type that is another."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float | complex):
        return value + chance.choice((1, -1))
    if isinstance(value, str):
        return _other_text(value, chance)
    if isinstance(value, list | tuple) and value:
        return type(value)([*value[:-1], _other_value(value[-1], chance)])
    return (value, None)


def _other_text(text: str, chance: Random) -> str:
    """A text with another digit, or with a letter more where it has none."""
    return another_digit(text, chance) or text.rstrip() + "s"
