"""The templates of the page, and the files that it loads."""

from functools import cache
from importlib.resources import files

from jinja2 import Environment

from bookwright.service.review.view import verdicts_of, version_text
from bookwright.service.templating import environment

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
    made = environment("bookwright.service.review")
    made.globals["verdicts_of"] = verdicts_of
    made.filters["version_text"] = version_text
    made.filters["words"] = lambda name: str(name).replace("_", " ").capitalize()
    return made
