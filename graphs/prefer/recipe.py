"""Pairs for every prompt of the data, once, and from every critique loop."""

from collections import Counter
from collections.abc import Mapping, Sequence

from pydantic import JsonValue

from bookwright.agents.pair import Preference
from bookwright.agents.prefer.items import Prompted
from bookwright.agents.prefer.team import PreferTeam
from bookwright.agents.seats import Seats
from bookwright.curation.prefer.lengths import Duel, of_duels, of_pairs, win_rates
from bookwright.curation.prefer.loops import Loops, Unprompted
from bookwright.curation.prefer.records import PreferenceReject, PreferenceYield
from bookwright.curation.record import Source
from bookwright.graphs.prefer.graph import prefer_graph
from bookwright.graphs.prefer.settings import PreferSettings
from bookwright.graphs.prefer.state import PreferInput

Item = Prompted | Loops | Unprompted


class Preferring:
    """The recipe: loops are read as they are, each prompt goes through the graph. `sources` says of each prompt, by id, where it stands."""

    team: Seats
    made = PreferenceYield

    def __init__(
        self,
        team: PreferTeam,
        settings: PreferSettings,
        loops: Sequence[Loops] = (),
        prompts: Sequence[Prompted | Unprompted] = (),
        sources: Mapping[str, Source] | None = None,
    ) -> None:
        self.team, self.settings, self.sources = team, settings, sources or {}
        self._waiting: list[Item] = [*loops, *prompts]
        self._graph = prefer_graph(team, settings).compile()
        self._lengths: list[tuple[int, int]] = []
        self._duels: list[Duel] = []
        self._as_recorded: Counter[str] = Counter()

    def items(self) -> Sequence[Item]:
        """All loops, then all prompts, then none."""
        items, self._waiting = self._waiting, []
        return items

    async def work(self, item: Item) -> PreferenceYield:
        """The pairs of the loops, or the prompt's way through the graph."""
        if not isinstance(item, Prompted):
            return item.made()
        given: PreferInput = {"item": item, "source": self.sources[item.id]}
        made: PreferenceYield = (await self._graph.ainvoke(given, version="v2")).value["made"]
        return made

    def broken(self, item: Item, cause: str) -> PreferenceYield:
        """A reject that says so."""
        reject = PreferenceReject(id=item.id, reason=f"defect:{cause}", detail="see log.jsonl", evidence=(item.shown,))
        return PreferenceYield(rejects=(reject,))

    def take(self, item: Item, made: PreferenceYield) -> PreferenceYield:  # noqa: ARG002 - a recipe is told of both
        """The same, counted."""
        self._lengths += [(len(record.chosen), len(record.rejected)) for record in made.records]
        duels = made.facts.get("duels", [])
        self._duels += [Duel.model_validate(duel) for duel in duels] if isinstance(duels, list) else []
        if recorded := made.facts.get("as_recorded"):
            self._as_recorded[str(recorded)] += 1
        return made

    def figures(self) -> dict[str, JsonValue]:
        """What length has to do with being chosen, how often each model and principle wins, and how often the judges prefer what the data
        prefer."""
        found: dict[str, JsonValue] = {}
        if self._lengths:
            found["length_of_pairs"] = of_pairs(self._lengths)
        if self._duels:
            found["length_of_duels"] = of_duels(self._duels)
        if makers := win_rates(self._duels, lambda duel: duel.makers):
            found["models"] = makers
        if principles := win_rates(self._duels, lambda duel: duel.principles):
            found["principles"] = principles
        if self._as_recorded:
            named = {Preference.FIRST: "same", Preference.SECOND: "other", Preference.TIE: "tie"}
            found["as_recorded"] = {word: self._as_recorded[preference.value] for preference, word in named.items()}
        return found
