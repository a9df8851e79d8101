"""Where the terms of a glossary stand in the text of a section."""

import re
from collections.abc import Mapping

from bookwright.service.book.view import Link

PLURAL = "(?:e?s)?"
CODE = re.compile(r"`([^`\n]+)`")


class Terms:
    """The terms that a section has not used yet: each leads to its entry once, where it first stands."""

    def __init__(self, anchors: Mapping[str, str]) -> None:
        self._anchors = {name.casefold(): anchor for name, anchor in anchors.items() if name.strip()}
        self._used: set[str] = set()
        names = sorted(self._anchors, key=len, reverse=True)  # of two terms at one place the longer is meant
        self._pattern = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, names))}){PLURAL}(?!\w)", re.IGNORECASE) if names else None

    def linked(self, text: str) -> tuple[Link, ...]:
        """The text in pieces, those that are the first use of a term with the anchor of its entry."""
        pieces: list[Link] = []
        position = 0
        code = [found.span() for found in CODE.finditer(text)]
        for match in self._pattern.finditer(text) if self._pattern else ():
            anchor = self._anchors.get(match[1].casefold(), "")
            if not anchor or anchor in self._used or any(start < match.start() < end for start, end in code):
                continue
            self._used.add(anchor)
            pieces += [Link(text[position : match.start()]), Link(match[0], anchor)]
            position = match.end()
        return tuple(piece for piece in (*pieces, Link(text[position:])) if piece.text)
