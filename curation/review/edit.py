"""What a person changed in the words of a record."""

from pydantic import Field

from bookwright.knowledge.document import Frozen


class Wording(Frozen):
    """Words of a record that can be edited: its texts by field, and its claims. A claim that an edit empties is taken out."""

    fields: dict[str, str] = Field(default_factory=dict)
    claims: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """All of it as one text."""
        return "\n\n".join((*self.fields.values(), " ".join(filter(None, self.claims)))).strip()


class Edit(Frozen):
    """The words before and after, with the same fields and as many claims."""

    before: Wording
    after: Wording
