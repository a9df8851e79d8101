"""Front matter: the YAML at the head of a Markdown file, which says what the text is and is no part of it."""

import re
from collections.abc import Mapping

import yaml

from bookwright.knowledge.document import Frozen
from bookwright.knowledge.loaders.characters import fold

FENCED = re.compile(r"---[ \t]*\n(.*?\n)??(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
TEMPLATE = re.compile(r"\{[{%].*?[}%]\}")


class FrontMatter(Frozen):
    """What a file says about itself."""

    title: str | None = None
    licence: str | None = None
    language: str | None = None


def split(text: str) -> tuple[FrontMatter, str]:
    """The front matter of a text and the text behind it. What looks like front matter and is not YAML is left out all the same."""
    match = FENCED.match(text)
    if not match:
        return FrontMatter(), text
    try:
        fields = yaml.safe_load(match.group(1) or "")
    except (yaml.YAMLError, ValueError, RecursionError):
        fields = None
    if not isinstance(fields, Mapping):
        return FrontMatter(), text[match.end() :]
    language = _first(fields, "lang", "language", "locale")
    found = FrontMatter(
        title=_first(fields, "title"),
        licence=_first(fields, "license", "licence", "rights", "copyright"),
        language=language[:2].lower() if language and re.match(r"[A-Za-z]{2}(?:\b|_)", language) else None,
    )
    return found, text[match.end() :]


def _first(fields: Mapping[object, object], *names: str) -> str | None:
    """The first of the named fields that holds words."""
    for wanted in names:
        value = fields.get(wanted)
        if isinstance(value, str) and (words := fold(TEMPLATE.sub(" ", value))):
            return words
    return None
