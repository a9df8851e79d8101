"""Between the protocol's types, which are Protocol Buffers, and plain data."""

from datetime import datetime
from typing import Any

from a2a.types import Message
from google.protobuf.json_format import Error as JsonError  # type: ignore[import-untyped] # the package has no types
from google.protobuf.json_format import MessageToDict, ParseDict

NANOSECONDS = 1_000_000


def plain(message: object) -> Any:
    """A message, or a value inside one, as JSON has it. Whole numbers inside a value come back as floats. ValueError for a number that
    is none."""
    try:
        return MessageToDict(message)
    except JsonError as error:
        raise ValueError(str(error)) from None


def message_of(data: dict[str, Any]) -> Message:
    """The message that `plain` was made of."""
    message = Message()
    ParseDict(data, message, ignore_unknown_fields=True)
    return message


def to_the_millisecond(at: datetime) -> datetime:
    """A moment as precise as the protocol tells it."""
    return at.replace(microsecond=at.microsecond // 1000 * 1000)


def nanoseconds(at: datetime) -> int:
    """The same, counted from 1970."""
    return int(at.timestamp() * 1000) * NANOSECONDS
