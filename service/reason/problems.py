"""From rows of data to problems: the question, the right answer or the tests, and the solutions that the data holds."""

from collections.abc import Iterator, Sequence

from pydantic import JsonValue

from bookwright.agents.reason.items import Problem, Recording
from bookwright.agents.reason.program import parted
from bookwright.curation.reason.extraction import ending
from bookwright.errors import InputError
from bookwright.knowledge.dataset import Example

QUESTIONS = ("question", "problem", "prompt", "text", "instruction")
ANSWERS = ("answer", "ground_truth", "solution", "reference")
PROGRAMS = ("code", "canonical_solution", *ANSWERS)
TESTS = ("test_list", "tests")
CHECK = ("test", "entry_point")
"""A function that tests, and the name of what it is called with: a row has both."""
SETUPS = ("test_setup_code", "test_imports", "setup")
SOLUTION = ("solution", "completion", "response", "output", "text")
"""Where an object holds a solution, under the first of these."""
SEVERAL = ("solutions", "traces", "completions", "samples", "generations", "responses")


def problem_of(example: Example, language: str, recorded: Sequence[str] | None) -> Problem:
    """The problem of a row. `recorded` names the fields of its recorded solutions, empty to find them; None for no interest in them.

    InputError, with the row, where it has no question, or neither an answer nor tests, or where one of them is empty.
    """
    asked = next((name for name in QUESTIONS if example.text(name)), None)
    if asked is None:
        raise InputError(f"{example.id}: has no question in words; give each row a field named {QUESTIONS[0]}")
    tests = _named(example, TESTS) or (CHECK[0] if all(name in example.spans for name in CHECK) else None)
    right = next((name for name in ANSWERS if name != asked and example.text(name)), None)
    if tests is None and right is None:
        raise InputError(f"{example.id}: has no right answer; give each row a field named {ANSWERS[0]}, or tests of a program")
    program = _named(example, PROGRAMS) if tests else None
    reference = parted(example.text(program))[1] if program else "" if tests else ending(example.text(right or "")).answer
    if not tests and not reference.strip():
        raise InputError(f"{example.id}: {right}: ends in no answer; give the right answer, or a solution that ends in it")
    return Problem(
        id=example.id,
        name=example.id,
        question=example.text(asked),
        reference=reference,
        setup=_lines(example, SETUPS) if tests else "",
        tests=tuple(_tests(example, tests)) if tests else (),
        recorded=() if recorded is None else tuple(_recordings(example, recorded, {asked, right}, is_program=tests is not None)),
        generation=_generation(example, recorded=recorded is not None),
        evidence=tuple(example.spans[name] for name in dict.fromkeys((asked, tests or right)) if name in example.spans),
        language=language,
    )


def _generation(example: Example, *, recorded: bool) -> int:
    """One more than that of the row, which is 0 where it does not say; of recorded solutions the row's own, or else 1."""
    written = example.fields.get("generation")
    if not isinstance(written, int) or written < 0:
        return 1
    return written if recorded else written + 1


def _named(example: Example, names: Sequence[str]) -> str | None:
    """The first of these fields that the row has and that says anything."""
    return next((name for name in names if name in example.spans and _says(example.fields[name])), None)


def _says(value: JsonValue) -> bool:
    """Whether a value is more than blanks."""
    if isinstance(value, list | dict):
        return any(map(_says, value.values() if isinstance(value, dict) else value))
    return value is not None and bool(str(value).strip())


def _tests(example: Example, name: str) -> Iterator[str]:
    value = example.fields[name]
    yield from map(str, filter(_says, value)) if isinstance(value, list) else [str(value)]
    if name == CHECK[0]:
        yield f"check({example.text(CHECK[1])})"


def _lines(example: Example, names: Sequence[str]) -> str:
    value = example.fields.get(_named(example, names) or "", "")
    return "\n".join(map(str, value)) if isinstance(value, list) else str(value)


def _recordings(example: Example, names: Sequence[str], taken: set[str | None], *, is_program: bool) -> Iterator[Recording]:
    for name in names or _found(example, taken):
        for text in _solutions(example.fields.get(name)):
            if is_program:
                steps, answer = parted(text)
            else:
                end = ending(text)
                steps, answer = end.reasoning, end.answer
            yield Recording(reasoning=steps, answer=answer, by=name, shown=example.spans[name])


def _found(example: Example, taken: set[str | None]) -> list[str]:
    """The fields that hold solutions: objects and lists of them, and a solution in prose beside the answer."""
    names = [name for name in example.fields if name not in taken]
    told = [name for name in names if isinstance(example.fields[name], dict) or name in SEVERAL]
    prose = [name for name in names if name == SOLUTION[0] and isinstance(example.fields[name], str)]
    return [name for name in (*told, *prose) if any(_solutions(example.fields[name]))]


def _solutions(value: JsonValue) -> Iterator[str]:
    if isinstance(value, str):
        yield from [value] if value.strip() else []
    elif isinstance(value, dict):
        yield from _solutions(next((value[name] for name in SOLUTION if isinstance(value.get(name), str)), None))
    elif isinstance(value, list):
        for each in value:
            yield from _solutions(each)
