"""The parts of a section: what was selected, under the headings that it stands under in its source."""

import re
from collections.abc import Sequence
from itertools import groupby

from bookwright.agents.extractive.guide.layout import Stretch, StretchKind
from bookwright.agents.extractive.guide.steps import is_procedure
from bookwright.agents.extractive.guide.titles import OVERVIEW, clean, common
from bookwright.agents.extractive.guide.unit import Unit
from bookwright.agents.extractive.reading import Sentence
from bookwright.agents.items import Claim
from bookwright.agents.textbook.items import Exhibit, ExhibitKind, Part, PartKind
from bookwright.knowledge.evidence import Evidence

CLOSING = re.compile(r"(?:chapter |key )?(?:summary|conclusions?|takeaways?|key points|recap|in short|wrapping up)", re.IGNORECASE)
LABEL = re.compile(r"^(?:Table|Listing|Figure|Example) ?[\dA-Z][\d.\-–A-Z]*[:.]? ?")


class Pages:
    """The evidence of a section as it is gathered: each stretch of a source once, by its index."""

    def __init__(self) -> None:
        self.evidence: list[Evidence] = []

    def cited(self, evidence: Evidence) -> int:
        """The index of the evidence, which is kept."""
        if evidence not in self.evidence:
            self.evidence.append(evidence)
        return self.evidence.index(evidence)

    def claim(self, sentence: Sentence, document: str) -> Claim:
        """The sentence as a claim on itself."""
        evidence = Evidence(document_id=document, start=sentence.start, end=sentence.end, quote=sentence.text)
        return Claim(text=sentence.text, evidence=(self.cited(evidence),))


def parts(units: Sequence[Unit], stretches: Sequence[Stretch], title: str, pages: Pages) -> tuple[Part, ...]:
    """A part for each heading, with its lists, tables and listings as parts of their own after what leads into them. A heading that says
    what `title`, the section's, says stands over no part; where several parts stand under headings of their own, it is told which. What
    stands under “Summary” sums up, unless it speaks of summaries."""
    found: list[Part] = []
    shared = len(common([unit.stretch.path for unit in units])) if units else 0
    above = {unit.stretch.path[shared : shared + 1] for unit in units}
    for path, run in groupby(units, lambda unit: unit.stretch.path):
        heading = clean(path[-1]) if path else ""
        outer = clean(path[shared]) if len(path) > shared + 1 and len(above) > 1 else ""
        name = "" if title.removesuffix(OVERVIEW).lower().endswith(heading.lower()) and not outer else heading
        told = list(run)
        closes = CLOSING.fullmatch(heading) and not any(heading.lower() in unit.text.lower() for unit in told)
        kind = PartKind.SUMMARY if closes else PartKind.CONCEPT
        found += _under(told, f"{outer}: {name}" if outer and outer != name else name, kind, stretches, pages)
    return tuple(found)


def _under(units: list[Unit], name: str, kind: PartKind, stretches: Sequence[Stretch], pages: Pages) -> list[Part]:
    found: list[Part] = []
    claims: list[Claim] = []
    told: set[Sentence] = set()

    def close() -> None:
        if claims:
            found.append(Part(kind=kind, title="" if found else name, claims=tuple(claims)))
            claims.clear()

    for unit in units:
        document = unit.stretch.passage.document_id
        claims += (pages.claim(sentence, document) for sentence in unit.sentences if sentence not in told)
        told.update(unit.sentences)
        if unit.items:
            close()
            steps = tuple(pages.claim(item, document) for item in unit.items)
            listed = PartKind.PROCEDURE if is_procedure(unit) else PartKind.LIST
            found.append(Part(kind=listed, title="" if found else name, claims=steps))
        elif unit.exhibit is not None:
            close()
            found.append(_exhibit(unit.exhibit, "" if found else name, stretches, pages))
    close()
    return found


def _exhibit(stretch: Stretch, name: str, stretches: Sequence[Stretch], pages: Pages) -> Part:
    document = stretch.passage.document_id
    index = pages.cited(Evidence(document_id=document, start=stretch.start, end=stretch.end, quote=stretch.text))
    kind = ExhibitKind.TABLE if stretch.kind is StretchKind.TABLE else ExhibitKind.CODE
    return Part(kind=PartKind.EXHIBIT, title=name, exhibit=Exhibit(kind=kind, evidence=index, caption=_caption(stretch, stretches)))


def _caption(stretch: Stretch, stretches: Sequence[Stretch]) -> str:
    """The caption that stands at a table or listing in its source, without its number; empty if there is none."""
    at = stretches.index(stretch)
    beside = (other for other in (*stretches[at + 1 : at + 2], *stretches[max(at - 1, 0) : at]) if other.kind is StretchKind.CAPTION)
    return next((LABEL.sub("", other.text) for other in beside if LABEL.match(other.text)), "")
