"""The environment of every page: all that a template is given is escaped, and loses the characters that nobody sees."""

import re

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from bookwright.agents.reading import visible

NOT_IN_XML = re.compile("[\ufffe\uffff]")


def environment(package: str) -> Environment:
    """Renders the folder "templates" of a package, such as "bookwright.service.book"; a name that a template is not given is an error."""
    return Environment(
        loader=PackageLoader(package),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=shown,
    )


def shown(value: object) -> object:
    """What a template puts out for a value: of text only what can be seen and may stand in XML. Markup is the templates' own."""
    return NOT_IN_XML.sub("", visible(value)) if isinstance(value, str) and not isinstance(value, Markup) else value
