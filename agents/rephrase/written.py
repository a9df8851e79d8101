"""A rephrased passage as a model writes it, and its way to a text with located evidence."""

from bookwright.agents.reading import in_one_line, visible
from bookwright.agents.rephrase.items import Part, Rephrased, Rephrasing
from bookwright.agents.written import Locating, Sentence
from bookwright.knowledge.document import Frozen


class WrittenPart(Frozen):
    """A paragraph, a line, or a question (the lead) with its answer."""

    lead: str
    sentences: list[Sentence]


class WrittenRephrase(Frozen):
    """The reply of whoever rephrases: the parts in reading order, none where the passage holds nothing to be told."""

    parts: list[WrittenPart]


def rephrased(written: WrittenRephrase, item: Rephrasing) -> Rephrased:
    """The text with every quote located in the passage. ValueError, as a wish to the model, for a lead where the style has none."""
    locating = Locating((item.passage,), item.language)
    parts = tuple(_part(part, item, locating) for part in written.parts)
    return Rephrased(
        style=item.style,
        parts=tuple(part for part in parts if part.claims),
        evidence=tuple(locating.evidence),
        unlocated=tuple(locating.unlocated),
    )


def _part(written: WrittenPart, item: Rephrasing, locating: Locating) -> Part:
    lead = in_one_line(visible(written.lead))
    if bool(lead) != item.guide.questions:
        raise ValueError(f"lead: {'is empty; give the question' if item.guide.questions else 'must be an empty string in this style'}")
    return Part(lead=lead, claims=locating.claims(written.sentences))
