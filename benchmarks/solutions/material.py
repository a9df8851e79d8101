"""Checks of sound solutions, made from recorded ones: steps of gsm8k, last steps of math500, programs of mbpp with their tests."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

from bookwright.agents.textbook.check import CodeCheck, MathCheck

ANNOTATION = re.compile(r"<<([^<>=]+)=([^<>=]+)>>")
# The last "… = \boxed{" of a solution, with what stands before it up to the next relation or the edge of the formula.
STEP = re.compile(r"(?:^|[=$&\[]|\\\()\s*((?:(?!\\\\|[=$&]|\\approx|\\boxed|\\\[|\\text)[^\n]){3,200}?)\s*(?:\\\\\s*)?&?\s*=\s*\\boxed\{")


def gsm8k(data: Path) -> Iterator[tuple[str, MathCheck]]:
    """Each annotated step of the gold solutions. A value with decimals is taken to be rounded to them."""
    for number, row in enumerate(_rows(data / "gsm8k" / "test.jsonl")):
        for place, (expression, value) in enumerate(ANNOTATION.findall(row["answer"])):
            decimals = len(value.partition(".")[2])
            yield f"gsm8k/{number}/{place}", MathCheck(expression=expression, equals=value, rounding=decimals or None)


def math500(data: Path) -> Iterator[tuple[str, MathCheck]]:
    """The last step before the boxed answer, where the solution ends in one."""
    for number, row in enumerate(_rows(data / "math500" / "test.jsonl")):
        if step := list(STEP.finditer(row["solution"])):
            yield f"math500/{number}", MathCheck(expression=step[-1][1].strip(), equals=row["answer"])


def mbpp_asserting(data: Path) -> Iterator[tuple[str, CodeCheck]]:
    """Each program with its tests after it."""
    for row in _rows(data / "mbpp" / "mbpp.jsonl"):
        yield f"mbpp/{row['task_id']}", CodeCheck(source="\n".join([_program(row), *row["test_list"]]))


def mbpp_printing(data: Path) -> Iterator[tuple[str, CodeCheck]]:
    """Each program with its calls printed, and the values that its tests expect, where they are written out and print in one way only."""
    for row in _rows(data / "mbpp" / "mbpp.jsonl"):
        calls, values = [], []
        for test in map(_call_and_value, row["test_list"]):
            if test:
                calls.append(f"print({test[0]})")
                values.append(test[1])
        if calls:
            yield f"mbpp/{row['task_id']}/printed", CodeCheck(source="\n".join([_program(row), *calls]), prints="\n".join(values))


def _program(row: dict[str, str]) -> str:
    return f"{row['test_setup_code']}\n{row['code']}".replace("\r\n", "\n")


def _call_and_value(test: str) -> tuple[str, str] | None:
    """The two sides of an assertion of equality: the call, and what it would print."""
    try:
        statement = ast.parse(test.strip()).body[0]
        if (
            not isinstance(statement, ast.Assert)
            or not isinstance(statement.test, ast.Compare)
            or not isinstance(statement.test.ops[0], ast.Eq)
        ):
            return None
        value = ast.literal_eval(statement.test.comparators[0])
    except (SyntaxError, ValueError):
        return None
    if isinstance(value, set | dict | float):
        return None
    call = ast.unparse(statement.test.left)
    return (f"int({call})" if type(value) is int else call), str(value)  # a test takes 31.0 for 31, a printed line does not


def _rows(path: Path) -> Iterator[dict[str, str]]:
    return map(json.loads, filter(None, path.read_text(encoding="utf-8").split("\n")))
