"""Labelling every text of the data, once."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from pydantic import JsonValue

from bookwright.agents.label.items import Unlabelled, Vote
from bookwright.agents.label.team import LabelTeam
from bookwright.agents.seats import Seats
from bookwright.curation.label.counted import Counted
from bookwright.curation.label.figures import figures_of
from bookwright.curation.label.people import decided_by
from bookwright.curation.label.records import LabelReject, LabelYield
from bookwright.curation.record import Source
from bookwright.graphs.label.graph import LabelInput, label_graph
from bookwright.graphs.label.settings import LabelSettings


class Labelling:
    """The recipe: each text goes through the graph once, and people have the last word. `sources` says of each text, by id, where it
    stands; `people` are the labels that people gave to some of them."""

    team: Seats
    made = LabelYield

    def __init__(
        self,
        team: LabelTeam,
        settings: LabelSettings,
        texts: Sequence[Unlabelled],
        sources: Mapping[str, Source],
        people: Mapping[str, tuple[Vote, ...]] = MappingProxyType({}),
    ) -> None:
        self.team, self.settings, self.sources, self.people = team, settings, sources, people
        self._waiting = list(texts)
        self._graph = label_graph(team, settings).compile()
        self._counted: list[Counted] = []

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

    def take(self, item: Unlabelled, made: LabelYield) -> LabelYield:
        """What the votes came to or, of a text that people labelled, what people decide; counted."""
        if people := self.people.get(item.id):
            made = decided_by(people, made)
        self._counted += [*map(Counted.of, made.records), *map(Counted.of, made.rejects)]
        return made

    def figures(self) -> dict[str, JsonValue]:
        """How many texts have each label, and how far labellers agree."""
        return figures_of(self._counted)
