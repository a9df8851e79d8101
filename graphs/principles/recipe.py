"""Constitutional AI over every row of the data, once."""

from collections import Counter
from collections.abc import Sequence

from pydantic import JsonValue

from bookwright.agents.principles.team import PrinciplesTeam
from bookwright.curation.principles.records import PrincipledVersion, PrinciplesRecord, PrinciplesReject, PrinciplesYield
from bookwright.graphs.principles.graph import principles_graph
from bookwright.graphs.principles.settings import PrinciplesSettings
from bookwright.graphs.principles.state import PrinciplesInput, Row


class ByPrinciples:
    """The recipe: each row goes through the graph once."""

    made = PrinciplesYield

    def __init__(self, team: PrinciplesTeam, settings: PrinciplesSettings, rows: Sequence[Row]) -> None:
        self.team, self.settings = team, settings
        self._waiting = list(rows)
        self._graph = principles_graph(team, settings).compile(checkpointer=False)
        self._drawn: Counter[str] = Counter()
        self._revised: Counter[str] = Counter()
        self._chances: list[float] = []

    def items(self) -> Sequence[Row]:
        """All rows, then none."""
        rows, self._waiting = self._waiting, []
        return rows

    async def work(self, item: Row) -> PrinciplesYield:
        """The row's way through the graph."""
        given: PrinciplesInput = {"row": item}
        made: PrinciplesYield = (await self._graph.ainvoke(given, version="v2")).value["made"]
        return made

    def broken(self, item: Row, cause: str) -> PrinciplesYield:
        """A reject that says so."""
        reject = PrinciplesReject(id=item.id, reason=f"defect:{cause}", detail="see log.jsonl", evidence=(item.row,))
        return PrinciplesYield(rejects=(reject,))

    def take(self, item: Row, made: PrinciplesYield) -> PrinciplesYield:  # noqa: ARG002 - a recipe is told of both
        """The same, counted."""
        rows: tuple[PrinciplesRecord | PrinciplesReject, ...] = (*made.records, *made.rejects)
        for row in rows:
            self._count(row.lineage[1:])
        self._chances += [record.probability for record in made.records if record.probability is not None]
        return made

    def figures(self) -> dict[str, JsonValue]:
        """How often each principle was drawn and how often it led to a revision; how often the last response was preferred to the first."""
        compared = len(self._chances)
        preferred = sum(share > 0.5 for share in self._chances)
        return {
            "principles": [{"principle": name, "drawn": self._drawn[name], "revised": self._revised[name]} for name in sorted(self._drawn)],
            "compared": compared,
            "revision_preferred": preferred / compared if compared else None,
        }

    def _count(self, steps: Sequence[PrincipledVersion]) -> None:
        self._drawn.update(version.principle for version in steps)
        self._revised.update(version.principle for version in steps if version.kept)
