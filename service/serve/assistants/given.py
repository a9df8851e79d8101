"""What an assistant is given."""

from collections.abc import Mapping

from bookwright.knowledge.dataset import ENDINGS
from bookwright.knowledge.document import Frozen
from bookwright.knowledge.sniff import KINDS, kind_by_name


class Given(Frozen):
    """The input of an assistant. Its own class says what it takes; `documents` and `data` are always ids of uploads: texts, and files with
    rows."""

    def named(self, field: str) -> tuple[str, ...]:
        """The ids of the uploads in that field; none where the assistant does not take it."""
        return tuple(getattr(self, field, ()))

    @property
    def uploads(self) -> tuple[str, ...]:
        """The ids of all uploads."""
        return self.named("documents") + self.named("data")

    def objection(self, names: Mapping[str, str], *, has_model: bool) -> str:  # noqa: ARG002 - what needs a model says so
        """What speaks against it beyond the schema, with the field; empty where nothing does. `names` are those of its uploads, by id."""
        for upload_id in self.named("documents"):
            if kind_by_name(names[upload_id]) is None:
                return f"documents: {names[upload_id]} is no document; upload one of {' '.join(KINDS)}"
        for upload_id in self.named("data"):
            if not names[upload_id].casefold().endswith(ENDINGS):
                return f"data: {names[upload_id]} holds no rows of data; upload one of {' '.join(ENDINGS)}"
        return ""
