"""How many tokens a text is likely to have, before any server has counted them."""

from functools import lru_cache

import orjson

from bookwright.agents.chat import Request

CHARACTERS_A_TOKEN, WIDE_CHARACTERS_A_TOKEN = 4.0, 1.5
WIDE = 0x2E80  # from here on scripts take about a token for a character


def tokens(text: str) -> float:
    """About as many tokens as a text has: four characters each, and one and a half in scripts such as Chinese."""
    wide = 0 if text.isascii() else sum(char >= chr(WIDE) for char in text)
    return (len(text) - wide) / CHARACTERS_A_TOKEN + wide / WIDE_CHARACTERS_A_TOKEN


def tokens_read(request: Request) -> float:
    """About as many tokens as a model reads for a request: its messages and the schema of its reply."""
    return sum(tokens(message.content) for message in request.messages) + _of_schema(orjson.dumps(request.reply_schema))


@lru_cache(maxsize=64)
def _of_schema(schema: bytes) -> float:
    return tokens(schema.decode())
