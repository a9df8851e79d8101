"""RUN/plan.yaml: the plan of a book as a person reads and edits it."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from bookwright.agents.textbook.plan import Plan
from bookwright.errors import InputError
from bookwright.knowledge.passage import Passage

HEAD = """\
# The plan of the book. Edit it, then give the same command again: the book is written to what stands here.
# Chapters and sections may be renamed, moved, added and taken out. A section needs a title, an objective and a passage;
# ids of sections and objectives may be left out. `prerequisites` are ids of sections that stand before.
# Levels of objectives: remember, understand, apply, analyze, evaluate, create.
"""
WIDTH, SHOWN = 100, 60
PASSAGE = re.compile(r"^(?P<dash>\s*- )(?P<id>\S+)$")


def plan_yaml(plan: Plan, passage: Callable[[str], Passage]) -> str:
    """The plan as YAML, each passage with the place where it stands and its first words beside it. Same plan, same text."""
    lines = yaml.dump(plan.model_dump(mode="json"), sort_keys=False, allow_unicode=True, width=WIDTH).splitlines()
    ids = {name for section in plan.sections for name in section.passages} | {unused.passage_id for unused in plan.unused}
    return HEAD + "\n".join(_annotated(line, ids, passage) for line in lines) + "\n"


def _annotated(line: str, ids: set[str], passage: Callable[[str], Passage]) -> str:
    """The line with a comment, if it names a passage."""
    found = PASSAGE.match(line)
    name = found["id"].strip("'\"") if found else ""
    if name not in ids:
        return line
    shown = passage(name)
    place, words = map(_in_a_line, (" › ".join(shown.headings[-2:]), shown.text))
    gist = words if len(words) <= SHOWN else words[:SHOWN].rsplit(" ", 1)[0] + " …"
    return f"{line}  # {place + ': ' if place else ''}{gist}"


def _in_a_line(text: str) -> str:
    """The text without what a comment of YAML cannot hold."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def read_plan(file: Path) -> Plan:
    """The plan in a file, with ids where the person gave none. InputError, with the file and the place in it, where it is no plan."""
    try:
        found = yaml.safe_load(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        raise InputError(f"{file}: cannot be read; make it readable, or remove it to plan anew") from None
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f"line {mark.line + 1}, column {mark.column + 1}: " if mark else ""
        raise InputError(f"{file}: {where}is no YAML ({getattr(error, 'problem', None) or 'malformed'}); mend it") from None
    if not isinstance(found, dict):
        raise InputError(f"{file}: holds no plan; it begins with title:, or remove the file to plan anew")
    _number(found)
    try:
        return Plan.model_validate(found)
    except ValidationError as error:
        fault = error.errors()[0]
        raise InputError(f"{file}: {_place(fault['loc'], found)}: {fault['msg'].removeprefix('Value error, ')}") from None


def _number(plan: dict[str, Any]) -> None:
    """Gives sections and objectives that have no id one by their place: "2.1", and "2.1-a" for its first objective."""
    for chapter, within in enumerate(_dicts(plan.get("chapters")), 1):
        for number, section in enumerate(_dicts(within.get("sections")), 1):
            section["id"] = str(section.get("id") or f"{chapter}.{number}")
            for place, objective in enumerate(_dicts(section.get("objectives"))):
                objective["id"] = str(objective.get("id") or f"{section['id']}-{chr(ord('a') + place % 26)}")
            if isinstance(section.get("prerequisites"), list):  # a section's id reads as a number where it is not quoted
                section["prerequisites"] = [str(name) for name in section["prerequisites"]]


def _dicts(rows: object) -> list[dict[str, Any]]:
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _place(loc: tuple[int | str, ...], plan: dict[str, Any]) -> str:
    """ "chapter 2, section 3 ("Locks"), words" for the way to a field."""
    words: list[str] = []
    here: Any = plan
    for key in loc:
        if isinstance(key, int):
            here = here[key] if isinstance(here, list) and key < len(here) else None
            name = f' ("{here["title"]}")' if isinstance(here, dict) and here.get("title") else ""
            words[-1] = f"{words[-1].removesuffix('s')} {key + 1}{name}"
        else:
            here = here.get(key) if isinstance(here, dict) else None
            words.append(str(key))
    return ", ".join(words)
