"""HTML and SVG from plain calls: text is escaped wherever it goes, only what was made here is markup."""

from html import escape

from bookwright.agents.reading import visible


class Markup(str):
    """Text that is markup already."""

    __slots__ = ()


def text(words: str) -> Markup:
    """Words as markup that shows them, without the characters that nobody sees, as in prompts."""
    return words if isinstance(words, Markup) else Markup(escape(visible(words)))


def joined(*parts: str, by: str = "") -> Markup:
    """The parts in order as markup."""
    return Markup(by.join(map(text, parts)))


def element(name: str, /, *content: str, **attributes: object) -> Markup:
    """An element; without content it closes itself, as void elements do.

    Of an attribute's name `_` stands for `-`, and one at the end for nothing (`class_`).
    """
    told = "".join(f' {key.rstrip("_").replace("_", "-")}="{text(str(value))}"' for key, value in attributes.items())
    return Markup(f"<{name}{told}>{joined(*content)}</{name}>" if content else f"<{name}{told}/>")
