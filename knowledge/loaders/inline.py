"""Markdown inside a line: the marks that CommonMark does not know, and tokens turned into what a reader sees."""

import html
import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from bookwright.knowledge.loaders.characters import fold, superscript

GAP = "…"
SHORTCODE = re.compile(r"\{\{[<%].*?[>%]\}\}|\{\{#.*?\}\}", re.DOTALL)
VALUE = re.compile(r"\{\{.*?\}\}|\{%-?\s*data\s.*?%\}", re.DOTALL)
TAG = re.compile(r"\{%.*?%\}", re.DOTALL)
ATTRIBUTES = re.compile(r"\{:[:/]?\s*(?:[#.]?[A-Za-z][^{}\n]*)?\}|\{(?:\s*[#.][A-Za-z][\w:.-]*)+(?:\s+[\w-]+=[^{}\n]*)?\s*\}")
FOOTNOTE = re.compile(r"\[\^[^\]\s]+\](?!\():?")
SPACED_VALUE = re.compile(r"(?<=\]\()[^()\s]*(?:\{\{[^{}()\n]*\}\}[^(){}\s]*)+")
UNRESOLVED = re.compile(r"\[([^\[\]]+)\]\[[^\[\]]*\]")
TICKED = re.compile(r"`([^`\n]+)`")
OPENING = re.compile(r"<([A-Za-z][\w-]*)")
ALT = re.compile(r"""\balt\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)


def plugin(markdown: MarkdownIt) -> None:
    """Teaches a parser the marks of site generators."""
    markdown.inline.ruler.before("link", "braces", braces)
    markdown.inline.ruler.before("link", "footnote", footnote)


def braces(state: StateInline, silent: bool) -> bool:
    """Liquid, Hugo and mdBook tags and kramdown attributes. A tag that stands for a value unknown to us leaves a visible gap."""
    if state.src[state.pos] != "{":
        return False
    for pattern, left in ((SHORTCODE, ""), (VALUE, GAP), (TAG, ""), (ATTRIBUTES, "")):
        if match := pattern.match(state.src, state.pos, state.posMax):
            if not silent:
                state.pending += left
            state.pos = match.end()
            return True
    return False


def footnote(state: StateInline, silent: bool) -> bool:  # noqa: ARG001 - the parser calls every rule so
    """A footnote's mark, or the mark before the note itself."""
    match = FOOTNOTE.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    state.pos = match.end() if state.pos == 0 or not match.group().endswith(":") else match.end() - 1
    return True


def close_up(source: str) -> str:
    """Takes the spaces out of template values inside link targets, which would otherwise keep the link from being one."""
    return SPACED_VALUE.sub(lambda match: match.group().replace(" ", ""), source)


def plain(tokens: Sequence[Token]) -> str:
    """The text of inline tokens on one line, as a reader sees it."""
    pieces: list[str] = []
    raised: list[str] | None = None
    for token in tokens:
        tag = token.content.casefold() if token.type == "html_inline" else ""
        if tag.startswith("<sup") and raised is None:
            pieces, raised = [], pieces
        elif tag.startswith("</sup") and raised is not None:
            pieces, raised = [*raised, superscript("".join(pieces))], None
        else:
            pieces.append(seen(token))
    text = "".join([*raised, *pieces] if raised is not None else pieces)
    text = fold(text)
    return "" if GAP in text and not text.strip(GAP + " .,;:") else text


def seen(token: Token) -> str:
    """What one token shows."""
    if token.type in ("softbreak", "hardbreak"):
        return "\n"
    if token.type == "image":
        return plain(token.children or ())
    if token.type == "html_inline":
        return html_seen(token.content)
    return UNRESOLVED.sub(r"\1", token.content) if token.type == "text" else token.content


def html_seen(tag: str) -> str:
    """What an HTML tag inside a line shows: a line break as a space, an image as its description, all else nothing."""
    opening = OPENING.match(tag)
    if opening is None:
        return ""
    if opening.group(1).casefold() == "br":
        return " "
    alt = ALT.search(tag) if opening.group(1).casefold() == "img" else None
    return TICKED.sub(r"\1", html.unescape(alt.group(1) or alt.group(2) or "")) if alt else ""


def key_terms(tokens: Sequence[Token]) -> tuple[str, ...]:
    """The phrases set in bold, each once."""
    opened = [index for index, token in enumerate(tokens) if token.type == "strong_open"]
    closed = [index for index, token in enumerate(tokens) if token.type == "strong_close"]
    found = (plain(tokens[start + 1 : end]) for start, end in zip(opened, closed, strict=True))
    return tuple(dict.fromkeys(term for term in found if term))


def is_image(tokens: Sequence[Token]) -> bool:
    """Whether a line shows nothing but images."""
    return not any(seen(token).strip() for token in tokens if token.type != "image" and not token.content.casefold().startswith("<img"))
