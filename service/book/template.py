"""The templates of a book."""

from functools import cache
from importlib.resources import files

from jinja2 import Environment
from markupsafe import Markup, escape

from bookwright.service.book import words
from bookwright.service.book.terms import CODE
from bookwright.service.templating import environment, shown


def rendered(template: str, **given: object) -> str:
    """A template of the folder beside this file, filled. Its output is XML as well as HTML."""
    return _environment().get_template(template).render(**given)


def told(name: str) -> str:
    """A file of the folder of templates as it is: a style or a script."""
    return files("bookwright.service.book").joinpath("templates", name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    made = environment("bookwright.service.book")
    made.globals["words"] = words
    made.filters["coded"] = coded
    return made


def coded(text: str) -> Markup:
    """The text escaped, with what it sets in backticks as code."""
    return Markup(CODE.sub(r"<code>\1</code>", str(escape(shown(text)))))  # noqa: S704 - escaped just before
