"""What was asked and what was sent, one JSON object a line: the later judge of what was paid twice."""

import hashlib
import json
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TextIO


class Journal:
    """Counts requests and writes them down. `asked` lines come on arrival, `sent` lines when the answer has
    gone out whole, `gone` lines when the client did not wait for it."""

    def __init__(self, path: Path | None) -> None:
        self._file: TextIO | None = path.open("a", encoding="utf-8", buffering=1) if path else None
        self.clear()

    def clear(self) -> None:
        """Begins to count anew; what is written stays."""
        self.asked = 0
        self.sent = 0
        self.most_at_once = 0
        self.seats: Counter[str] = Counter()
        self._sights: Counter[str] = Counter()
        self._open: set[int] = set()

    def note_asked(self, seat: str, sha: str, headers: Mapping[str, str]) -> tuple[int, int]:
        """Notes an arrival; its place in the order of arrival and how often this body has been seen, both from 1.

        Of the headers only a hash of the signature is written, and how many carry the word "canary".
        """
        self.asked += 1
        self.seats[seat] += 1
        self._sights[sha] += 1
        self._open.add(self.asked)
        self.most_at_once = max(self.most_at_once, len(self._open))
        authorisation = headers.get("Authorization")
        signature = hashlib.sha256(authorisation.encode()).hexdigest() if authorisation else None
        canaries = sum("canary" in value for value in headers.values())
        about = {"authorised": authorisation is not None, "signature": signature, "canaries": canaries}
        self._write(event="asked", place=self.asked, seat=seat, body=sha, sight=self._sights[sha], **about)
        return self.asked, self._sights[sha]

    def note_page(self, place: int, seat: str, orders: Sequence[str], obeyed: str | None, hidden: int) -> None:
        """Notes which orders stood on a page, which one was obeyed, and how many characters of the page nobody sees."""
        self._write(event="page", place=place, seat=seat, orders=orders, obeyed=obeyed, hidden=hidden)

    def note_sent(self, *, place: int, seat: str, sha: str, behaviour: str, status: int, answer: str) -> None:
        """Notes that an answer went out."""
        self.sent += 1
        self._open.discard(place)
        self._write(event="sent", place=place, seat=seat, body=sha, behaviour=behaviour, status=status, answer=answer)

    def note_done(self, place: int) -> None:
        """Notes that nothing more will be sent, because all was, or because the client has gone."""
        if place in self._open:
            self._open.discard(place)
            self._write(event="gone", place=place)

    def _write(self, **line: object) -> None:
        if self._file:
            self._file.write(json.dumps({"time": time.time(), **line}, separators=(",", ":")) + "\n")
