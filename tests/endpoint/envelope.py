"""The JSON around an answer, sound or spoilt."""

import json
from collections.abc import Callable
from typing import Any

from tests.endpoint.plan import Behaviour
from tests.endpoint.reading import Asked

CHARACTERS_A_TOKEN = 4
PROSE = "Of course! I would be glad to help with that. Which of the two did you mean?"


def envelope(asked: Asked, text: str, place: int) -> dict[str, Any]:
    """A complete and well-formed answer that says `text`."""
    message: dict[str, Any] = {"role": "assistant", "content": text, "refusal": None}
    reason = "stop"
    if asked.by_tool:
        call = {"id": f"call-{place}", "type": "function", "function": {"name": asked.seat, "arguments": text}}
        message, reason = {"role": "assistant", "content": None, "tool_calls": [call]}, "tool_calls"
    given, made = len(asked.page) // CHARACTERS_A_TOKEN, len(text) // CHARACTERS_A_TOKEN + 1
    return {
        "id": f"chatcmpl-{place}",
        "object": "chat.completion",
        "created": 0,
        "model": "scripted",
        "choices": [{"index": 0, "message": message, "finish_reason": reason, "logprobs": None}],
        "usage": {"prompt_tokens": given, "completion_tokens": made, "total_tokens": given + made},
    }


def spoilt_text(behaviour: Behaviour | None, honest: dict[str, Any]) -> str:
    """What the message says: the honest object as JSON, or what a model makes of it that does not keep to the form."""
    text = json.dumps(honest, ensure_ascii=False)
    return SAYINGS[behaviour](text, honest) if behaviour in SAYINGS else text


def spoil(behaviour: Behaviour | None, sound: dict[str, Any]) -> dict[str, Any]:
    """The envelope with the part broken that the behaviour is about."""
    if behaviour in SPOILERS:
        SPOILERS[behaviour](sound)
    return sound


def _message(**changes: Any) -> Callable[[dict[str, Any]], None]:
    return lambda sound: sound["choices"][0]["message"].update(changes)


def _finish(reason: str) -> Callable[[dict[str, Any]], None]:
    return lambda sound: sound["choices"][0].update(finish_reason=reason)


def _error_object(sound: dict[str, Any]) -> None:
    sound.clear()
    sound["error"] = {"message": "upstream worker died", "type": "server_error", "param": None, "code": None}


SPOILERS: dict[Behaviour, Callable[[dict[str, Any]], None]] = {
    Behaviour.NO_CHOICES: lambda sound: sound.update(choices=[]),
    Behaviour.NULL_CHOICES: lambda sound: sound.update(choices=None),
    Behaviour.NULL_MESSAGE: lambda sound: sound["choices"][0].update(message=None),
    Behaviour.ERROR_OBJECT: _error_object,
    Behaviour.NULL_CONTENT: _message(content=None, tool_calls=None),
    Behaviour.REFUSAL: _message(content=None, tool_calls=None, refusal="I cannot help with that."),
    Behaviour.LENGTH: _finish("length"),
    Behaviour.CONTENT_FILTER: _finish("content_filter"),
    Behaviour.MISSING_USAGE: lambda sound: sound.pop("usage"),
}


SAYINGS: dict[Behaviour, Callable[[str, dict[str, Any]], str]] = {
    Behaviour.PROSE: lambda text, honest: PROSE,
    Behaviour.BAD_JSON: lambda text, honest: text.replace('"', "'"),
    Behaviour.CUT_JSON: lambda text, honest: text[: max(2, len(text) // 2)],
    Behaviour.LENGTH: lambda text, honest: text[: max(2, len(text) // 2)],
    Behaviour.FENCED: lambda text, honest: f"```json\n{text}\n```",
    Behaviour.THINK: lambda text, honest: f"<think>\nFirst, the {{passages}}. Then the draft.\n</think>\n\n{text}",
    Behaviour.WRONG_SCHEMA: lambda text, honest: '{"verdict": "good", "confidence": 0.97}',
    Behaviour.EXTRA_FIELDS: lambda text, honest: json.dumps({**honest, "confidence": 0.97}, ensure_ascii=False),
    Behaviour.EMPTY_CONTENT: lambda text, honest: "",
    Behaviour.CONTENT_FILTER: lambda text, honest: "",
}
