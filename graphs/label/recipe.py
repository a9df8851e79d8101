"""Labelling every text of the data, once."""

from collections import Counter
from collections.abc import Sequence

from pydantic import JsonValue

from bookwright.agents.label.items import Unlabelled
from bookwright.agents.label.team import LabelTeam
from bookwright.curation.label.records import LabelReject, LabelYield
from bookwright.curation.record import Source
from bookwright.graphs.label.graph import LabelInput, label_graph
from bookwright.graphs.label.settings import LabelSettings


class Labelling:
    """The recipe: each text goes through the graph once. `sources` says of each text, by id, where it stands."""

    made = LabelYield

    def __init__(self, team: LabelTeam, settings: LabelSettings, texts: Sequence[Unlabelled], sources: dict[str, Source]) -> None:
        self.team, self.settings, self.sources = team, settings, sources
        self._waiting = list(texts)
        self._graph = label_graph(team, settings).compile()
        self._labels: Counter[str] = Counter()

    def items(self) -> Sequence[Unlabelled]:
        """All texts, then none."""
        texts, self._waiting = self._waiting, []
        return texts

    async def work(self, item: Unlabelled) -> LabelYield:
        """The text's way through the graph."""
        given: LabelInput = {"item": item, "source": self.sources[item.id]}
        made: LabelYield = (await self._graph.ainvoke(given, version="v2")).value["made"]
        return made

    def broken(self, item: Unlabelled, cause: str) -> LabelYield:
        """A reject that says so."""
        reject = LabelReject(id=item.id, reason=f"defect:{cause}", detail="see log.jsonl", evidence=(item.shown,))
        return LabelYield(rejects=(reject,))

    def take(self, item: Unlabelled, made: LabelYield) -> LabelYield:  # noqa: ARG002 - a recipe is told of both
        """The same, counted."""
        self._labels.update(record.label for record in made.records)
        return made

    def figures(self) -> dict[str, JsonValue]:
        """How many texts have each label."""
        return {"labels": dict(sorted(self._labels.items()))}
