"""The templates of a book: everything that they are given is escaped, and loses the characters that nobody sees."""

import re
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from bookwright.agents.reading import visible
from bookwright.service.book import words
from bookwright.service.book.terms import CODE

NOT_IN_XML = re.compile("[\ufffe\uffff]")


def rendered(template: str, **given: object) -> str:
    """A template of the folder beside this file, filled. Its output is XML as well as HTML."""
    return _environment().get_template(template).render(**given)


def told(name: str) -> str:
    """A file of the folder of templates as it is: a style or a script."""
    return files("bookwright.service.book").joinpath("templates", name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("bookwright.service.book"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_shown,
    )
    environment.globals["words"] = words
    environment.filters["coded"] = coded
    return environment


def coded(text: str) -> Markup:
    """The text escaped, with what it sets in backticks as code."""
    return Markup(CODE.sub(r"<code>\1</code>", str(escape(_shown(text)))))  # noqa: S704 - escaped just before


def _shown(value: object) -> object:
    """What a template puts out for a value: of text only what can be seen and may stand in XML. Markup is the templates' own."""
    return NOT_IN_XML.sub("", visible(value)) if isinstance(value, str) and not isinstance(value, Markup) else value
