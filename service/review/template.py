"""The templates of the page: all that they are given is escaped, and loses the characters that nobody sees."""

from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from bookwright.agents.reading import visible
from bookwright.service.review.view import verdicts_of, version_text

STATIC = {
    "icon.svg": "image/svg+xml",
    "review.css": "text/css; charset=utf-8",
    "review.js": "text/javascript; charset=utf-8",
    "htmx.min.js": "text/javascript; charset=utf-8",
}


def rendered(template: str, **given: object) -> str:
    """A template of the folder beside this file, filled."""
    return _environment().get_template(template).render(**given)


@cache
def static(name: str) -> bytes:
    """A file that the page loads, one of `STATIC`."""
    return files("bookwright.service.review").joinpath("static", name).read_bytes()


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("bookwright.service.review"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )
    environment.globals["verdicts_of"] = verdicts_of
    environment.filters["version_text"] = version_text
    environment.filters["words"] = lambda name: str(name).replace("_", " ").capitalize()
    return environment


def _shown(value: object) -> object:
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value
