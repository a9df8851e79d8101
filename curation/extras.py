"""What roles of the user's own add to a record, which is left out of its JSON where there is nothing."""

from typing import Any

from pydantic import Field, JsonValue, SerializerFunctionWrapHandler, model_serializer

from bookwright.knowledge.document import Frozen


class WithExtras(Frozen):
    """`extras` holds the fields of stages, each under the name of its role."""

    extras: dict[str, JsonValue] = Field(default_factory=dict)

    @model_serializer(mode="wrap")
    def _without_nothing(self, serialise: SerializerFunctionWrapHandler) -> dict[str, Any]:
        said: dict[str, Any] = serialise(self)
        if not self.extras:
            said.pop("extras", None)
        return said
