"""The exchange between the reader and its parsers: limits, and the messages that pass between the processes, as JSON behind its length."""

import struct

from pydantic import Field

from bookwright.knowledge.document import Document, Frozen

LENGTH = struct.Struct(">I")
# A page of running prose has some 30 words to a block; a document of more pieces than this is no text to learn from.
BLOCKS_PER_MB = 5_000


class ParseLimits(Frozen):
    """What reading one file may cost: seconds by the clock, megabytes of memory in its parser, megabytes of text in its result."""

    seconds: float = Field(default=20, gt=0)
    memory_mb: int = Field(default=512, ge=64)
    text_mb: float = Field(default=10, gt=0)

    @property
    def text_bytes(self) -> int:
        """The most text, in bytes of UTF-8."""
        return int(self.text_mb * 1_000_000)

    @property
    def blocks(self) -> int:
        """The most blocks."""
        return max(1_000, int(self.text_mb * BLOCKS_PER_MB))

    @property
    def reply_bytes(self) -> int:
        """The most that a parser may answer: the text with its quotes escaped, and a span for every block."""
        return 2 * self.text_bytes + 120 * self.blocks + 100_000


class Task(Frozen):
    """A file to read. The path is in hexadecimal, since a file's name need not be text."""

    path: str
    name: str
    licence: str | None = None


class Reply(Frozen):
    """What became of a task: a document, or the reason why there is none. After its `last` reply a parser ends."""

    document: Document | None = None
    reason: str = ""
    advice: str = ""
    last: bool = False


def framed(item: Frozen | None) -> bytes:
    """A message as it goes through the pipe; None is the empty message by which a parser says that it is ready."""
    body = item.model_dump_json().encode("utf-8") if item is not None else b""
    return LENGTH.pack(len(body)) + body
