"""The steps of a grounded text after it was written: criticise, revise, judge."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, NotRequired, Protocol

from langgraph.graph import END, StateGraph
from typing_extensions import TypedDict

from bookwright.agents.chat import Usage
from bookwright.agents.failures import HOPELESS
from bookwright.agents.grounded import Item, Returned, Submitted, Text
from bookwright.agents.items import Critique, Verdict
from bookwright.agents.role import Role, maker
from bookwright.curation.record import VersionOf
from bookwright.errors import ModelError
from bookwright.graphs.abreast import abreast
from bookwright.graphs.deciding import decided
from bookwright.graphs.history import FAILED, REVISE, WRITE, History
from bookwright.graphs.step import taken


class LoopState(TypedDict):
    """The item that a text is made for, and the text's way; without a way nothing was written."""

    item: Any
    way: NotRequired[Any]


class LoopSeats(Protocol[Item, Text]):
    """Who reads, mends and judges a text."""

    @property
    def reviser(self) -> Role[Returned[Item, Text], Text]: ...
    @property
    def critics(self) -> tuple[Role[Submitted[Item, Text], Critique], ...]: ...
    @property
    def judges(self) -> tuple[Role[Submitted[Item, Text], Verdict], ...]: ...


@dataclass(frozen=True)
class GroundedLoop(Generic[Item, Text]):
    """Whose loop it is, what its gates are, and how many rounds of revision it has. `version` and `way` are the types of its versions and
    of its way."""

    team: LoopSeats[Item, Text]
    version: type[VersionOf[Text]]
    way: type[History[Text]]
    inspect: Callable[[Submitted[Item, Text]], Critique]
    rounds: int

    def begun(self, item: Item, text: Text, by: str, usage: Usage) -> History[Text]:
        """The way of a text that was just written, after the gates have seen it."""
        version = self.version(draft=text, operator=WRITE, by=by)
        return self.way(versions=(version,), critiques=(self.inspect(Submitted(item=item, text=text)),), usage=usage)

    async def critique(self, state: LoopState) -> dict[str, object]:
        """Asks every critic about a version that was not read yet, unless the reviser is to mend first what the gates found."""
        item: Item = state["item"]

        async def heard(way: History[Text]) -> History[Text]:
            if not way.under_way or way.criticised or way.faults:
                return way
            critiques = await abreast(critic(Submitted(item=item, text=way.draft)) for critic in self.team.critics)
            if any(critique.draft_sha256 != way.draft.sha256 for critique in critiques):
                raise ValueError("a critic's critique is not that of the text shown")
            return way.heard(tuple(critiques))

        return {"way": await taken(state["way"], heard, "critic")}

    async def revise(self, state: LoopState) -> dict[str, object]:
        """Asks the reviser to mend what was found. A call that fails is noted, and what stands goes on without another round."""
        item: Item = state["item"]
        by = maker(self.team.reviser)

        async def revised(way: History[Text]) -> History[Text]:
            done = way.model_copy(update={"rounds": self.rounds})
            try:
                text = await self.team.reviser(Returned(item=item, text=way.draft, faults=(*way.faults, *way.tried)))
            except ModelError as error:
                if error.kind in HOPELESS:
                    raise
                return done.noted(FAILED, by, f"reviser:{error.kind}")
            if any(text.sha256 == version.draft.sha256 for version in way.versions):
                return done  # nothing more can be mended
            version = self.version(draft=text, operator=REVISE, by=by, parent=way.current)
            way = way.model_copy(update={"rounds": way.rounds + 1})
            return way.followed_by(version, self.inspect(Submitted(item=item, text=text)))

        return {"way": await taken(state["way"], revised, "reviser")}

    async def judge(self, state: LoopState) -> dict[str, object]:
        """Rejects what still has faults and asks the judges about the rest. All of them must accept."""
        item: Item = state["item"]

        async def judged(way: History[Text]) -> History[Text]:
            return await decided(way, Submitted(item=item, text=way.draft), self.team.judges)

        way: History[Text] = state["way"]
        return {"way": await taken(way, judged, "judge") if way.under_way else way}

    def after_critique(self, state: LoopState) -> str:
        """To the reviser while there is something to mend and a round left, then to the judges."""
        way: History[Text] = state["way"]
        return "revise" if way.under_way and way.faults and way.rounds < self.rounds else "judge"

    def put_into(self, graph: "StateGraph[Any, None, Any, Any]") -> None:
        """Adds its steps to a graph, from the node "critique" on, to which the caller leads, to the node "settle", which is there."""
        graph.add_node("critique", self.critique)
        graph.add_node("revise", self.revise)
        graph.add_node("judge", self.judge)
        graph.add_conditional_edges("critique", self.after_critique, ["revise", "judge"])
        graph.add_edge("revise", "critique")
        graph.add_edge("judge", "settle")
        graph.add_edge("settle", END)
