"""Rephrasing every piece of the documents in its styles, once."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from statistics import fmean

from pydantic import JsonValue

from bookwright.agents.rephrase.items import Rephrasing
from bookwright.agents.rephrase.style import Style
from bookwright.agents.rephrase.team import RephraseTeam
from bookwright.agents.seats import Seats
from bookwright.curation.record import Source
from bookwright.curation.rephrase.pieces import Piece, pieces, worth_telling
from bookwright.curation.rephrase.records import RephraseRecord, RephraseReject, RephraseYield
from bookwright.curation.specification.grid import with_cells
from bookwright.curation.specification.specification import Specification
from bookwright.graphs.rephrase.graph import rephrase_graph, whole_of
from bookwright.graphs.rephrase.settings import RephraseSettings
from bookwright.graphs.settle import source_of
from bookwright.knowledge.library import Library
from bookwright.knowledge.neighbours import drawn
from bookwright.knowledge.passage import Passage

MEASURED = ("ratio", "sentence_words", "lix", "lix_before", "copied")


class RephraseRecipe:
    """The recipe: each piece of each passage, in the order given, goes through the graph once for each of its styles."""

    team: Seats
    made = RephraseYield

    def __init__(
        self,
        team: RephraseTeam,
        library: Library,
        settings: RephraseSettings,
        passages: Sequence[Passage],
        specification: Specification | None = None,
    ) -> None:
        self.team, self.library, self.settings = team, library, settings
        cut = [piece for passage in passages for piece in pieces(passage, library.document(passage.document_id))]
        self._pieces = list(worth_telling(cut))
        self._left_out = len(cut) - len(self._pieces)
        items = [item for piece in self._pieces for item in self._items(piece)]
        self._waiting = with_cells(items, specification) if specification else items
        self._graph = rephrase_graph(team, settings).compile()
        self._records: defaultdict[Style, list[RephraseRecord]] = defaultdict(list)
        self._rejects: Counter[Style] = Counter()

    def items(self) -> Sequence[Rephrasing]:
        """All pieces in all their styles, then none."""
        items, self._waiting = self._waiting, []
        return items

    async def work(self, item: Rephrasing) -> RephraseYield:
        """The way of a piece and a style through the graph."""
        given = {"item": item, "source": self._source(item)}
        made: RephraseYield = (await self._graph.ainvoke(given, version="v2")).value["made"]
        return made

    def broken(self, item: Rephrasing, cause: str) -> RephraseYield:
        """A reject that says so."""
        reject = RephraseReject(
            id=item.id,
            style=item.style,
            specification=item.specification,
            passage_id=item.passage.id,
            reason=f"defect:{cause}",
            detail="see log.jsonl",
            evidence=(whole_of(item),),
        )
        return RephraseYield(rejects=(reject,))

    def take(self, item: Rephrasing, made: RephraseYield) -> RephraseYield:  # noqa: ARG002 - a recipe is told of both
        """The same, counted."""
        for record in made.records:
            self._records[record.style].append(record)
        self._rejects.update(reject.style for reject in made.rejects)
        return made

    def figures(self) -> dict[str, JsonValue]:
        """How many pieces there are, and for each style its records, what survives in them and how they are written, on average."""
        table: list[JsonValue] = [_row(style, self._records[style], self._rejects[style]) for style in self.settings.styles]
        return {"pieces": len(self._pieces), "pieces_left_out": self._left_out, "styles": table}

    def _items(self, piece: Piece) -> Iterable[Rephrasing]:
        passage = piece.passage
        imprint = self.library.imprint(passage.document_id)
        styles = sorted(self.settings.styles, key=lambda style: drawn(f"{passage.id} {style}"))[: self.settings.per_passage]
        for style in (style for style in self.settings.styles if style in styles):
            yield Rephrasing(
                id=f"{passage.id}-{style}",
                passage=passage,
                title=imprint.title,
                prose=piece.prose,
                style=style,
                language=imprint.language,
            )

    def _source(self, item: Rephrasing) -> Source:
        return source_of(item.passage, self.library)


def _row(style: Style, records: Sequence[RephraseRecord], rejects: int) -> dict[str, JsonValue]:
    """A style in figures; the means of its accepted records, none where there are none."""
    row: dict[str, JsonValue] = {"style": style.value, "records": len(records), "rejects": rejects}
    for name in ("sentences", "numbers", "names", "terms"):
        row[f"{name}_kept"] = _mean(getattr(record.coverage, name).share for record in records)
    for name in MEASURED:
        row[name] = _mean(getattr(record.measures, name) for record in records)
    return row


def _mean(values: Iterable[float]) -> float | None:
    found = list(values)
    return round(fmean(found), 3) if found else None
