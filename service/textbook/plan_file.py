"""RUN/plan.yaml: the plan of a book as a person reads and edits it."""

import re
from collections.abc import Callable, Container, Iterator
from itertools import count
from pathlib import Path
from string import ascii_lowercase
from typing import Any

import yaml
from pydantic import ValidationError

from bookwright.agents.textbook.plan import Plan
from bookwright.curation.book.order import problems
from bookwright.errors import InputError
from bookwright.knowledge.document import text_sha256
from bookwright.knowledge.passage import Passage

HEAD = """\
# The plan of the book. Edit it: the book is written to what stands here.
# Chapters and sections may be renamed, moved, added and taken out. A section needs a title, an objective and a passage;
# ids of sections and objectives may be left out. `prerequisites` are ids of sections that stand before.
# Levels of objectives: remember, understand, apply, analyze, evaluate, create.
# The `case` of a chapter is made up: its rules are applied to it in examples that are marked as invented; without one, take it out.
"""
AS_PLANNED = "# as planned: "
"""How the last line begins; the hash of all before it follows, by which it is known whether a person has changed anything."""
WIDTH, SHOWN = 100, 60
NO_LIST = "is no list; give each on a line of its own after “- ”"
WISHES = {
    "too_short": "is empty; give at least one",
    "missing": "is missing",
    "extra_forbidden": "is no field of a plan; take it out",
    "tuple_type": NO_LIST,
}
PASSAGE = re.compile(r"^(?P<dash>\s*- )(?P<id>\S+)$")


def plan_yaml(plan: Plan, passage: Callable[[str], Passage]) -> str:
    """The plan as YAML, each passage with the place where it stands and its first words beside it. Same plan, same text."""
    lines = yaml.dump(_told(plan), sort_keys=False, allow_unicode=True, width=WIDTH).splitlines()
    ids = {name for section in plan.sections for name in section.passages} | {unused.passage_id for unused in plan.unused}
    text = HEAD + "\n".join(_annotated(line, ids, passage) for line in lines) + "\n"
    return f"{text}{AS_PLANNED}{text_sha256(text)}\n"


def _told(plan: Plan) -> dict[str, Any]:
    """The plan as plain values, without threads, cases and questions that are empty."""
    told = plan.model_dump(mode="json")
    for chapter in told["chapters"]:
        for row, name in ((chapter, "thread"), (chapter, "case"), *((section, "question") for section in chapter["sections"])):
            if not row[name]:
                del row[name]
    return told


def is_edited(text: str) -> bool:
    """Whether a person has changed the text of a plan since it was written."""
    before, mark, sha = text.rpartition(AS_PLANNED)
    return not mark or text_sha256(before) != sha.strip()


def text_of(file: Path) -> str:
    """The text of a plan. InputError where the file cannot be read."""
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise InputError(f"{file}: cannot be read; make it readable, or remove it to plan anew") from None


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


class _Strings(yaml.BaseLoader):
    """Makes nothing but strings, so that "1.10" stays what it is, and takes no aliases: a few of them stand for more than can be held."""

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            event = self.peek_event()  # type: ignore[no-untyped-call]
            raise yaml.composer.ComposerError(None, None, f"*{event.anchor} stands for something else; write it out", event.start_mark)
        return super().compose_node(parent, index)


def plan_to_follow(text: str, file: Path, held: Container[str] | None = None) -> Plan:
    """The plan in a file's text, if it can be followed where the library holds passages of these ids; without them, where it holds all that
    the plan names. InputError, a line for each problem, where it cannot."""
    plan = read_plan(text, file)
    named = {passage for section in plan.sections for passage in section.passages}
    if amiss := problems(plan, named if held is None else held):
        raise InputError("\n".join(f"{file}: {problem}" for problem in amiss))
    return plan


def read_plan(text: str, file: Path) -> Plan:
    """The plan in a file's text, with ids where the person gave none. InputError, with the file and the place in it, where it is none."""
    try:
        found = yaml.load(text, Loader=_Strings)  # noqa: S506 - it makes nothing but strings
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f"line {mark.line + 1}, column {mark.column + 1}: " if mark else ""
        raise InputError(f"{file}: {where}is no YAML ({getattr(error, 'problem', None) or 'malformed'}); mend it") from None
    if not isinstance(found, dict):
        raise InputError(f"{file}: holds no plan; it begins with title:")
    _number(found)
    try:
        return Plan.model_validate(found)
    except ValidationError as error:
        fault = error.errors()[0]
        wish = WISHES.get(fault["type"], fault["msg"].removeprefix("Value error, "))
        raise InputError(f"{file}: {_place(fault['loc'], found)}: {wish}") from None


def _number(plan: dict[str, Any]) -> None:
    """Gives sections and objectives that have no id the next free one: "2.4" in the second chapter, "2.4-b" in section 2.4. A list of which
    only the name is left is empty."""
    _without_items(plan, ("chapters", "unused"))
    for chapter in _dicts(plan.get("chapters")):
        _without_items(chapter, ("sections",))
    chapters = [_dicts(chapter.get("sections")) for chapter in _dicts(plan.get("chapters"))]
    taken = {str(section["id"]) for sections in chapters for section in sections if section.get("id")}
    for number, sections in enumerate(chapters, 1):
        for section in sections:
            _without_items(section, ("passages", "objectives", "prerequisites"))
            section["id"] = section.get("id") or _free((f"{number}.{place}" for place in count(1)), taken)
            objectives = _dicts(section.get("objectives"))
            own = {str(objective["id"]) for objective in objectives if objective.get("id")}
            for objective in objectives:
                objective["id"] = objective.get("id") or _free((f"{section['id']}-{name}" for name in _letters()), own)


def _without_items(row: dict[str, Any], names: tuple[str, ...]) -> None:
    row.update({name: [] for name in names if row.get(name) == ""})


def _free(names: Iterator[str], taken: set[str]) -> str:
    """The first name that is not taken; it is then."""
    name = next(name for name in names if name not in taken)
    taken.add(name)
    return name


def _letters() -> Iterator[str]:
    """a to z, then by number."""
    yield from ascii_lowercase
    yield from map(str, count(27))


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
