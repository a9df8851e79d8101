"""What a role of the user's own adds to a record."""

from pydantic import BaseModel, JsonValue, TypeAdapter

_JSON: TypeAdapter[JsonValue] = TypeAdapter(JsonValue)


def extra_of(result: object) -> JsonValue:
    """What a role gave, as JSON. ValueError for what is none."""
    return _JSON.validate_python(result.model_dump(mode="json") if isinstance(result, BaseModel) else result)
