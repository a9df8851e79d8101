"""The steps of one section. Each takes the state and gives what changes; every draft leaves its author through the gates."""

from dataclasses import dataclass

from bookwright.agents.chat import tally
from bookwright.agents.failures import HOPELESS
from bookwright.agents.role import maker
from bookwright.agents.textbook.items import SectionBrief, SectionDraft, SectionRevision, SectionSubmission
from bookwright.agents.textbook.team import TextbookTeam
from bookwright.curation.book.pruning import pruned
from bookwright.curation.book.records import SectionVersion
from bookwright.curation.book.summing import summed_up
from bookwright.errors import ModelError
from bookwright.graphs.abreast import abreast
from bookwright.graphs.deciding import decided
from bookwright.graphs.history import FAILED, REVISE, WRITE, in_words
from bookwright.graphs.step import taken
from bookwright.graphs.textbook.brief import section_brief
from bookwright.graphs.textbook.checking import Verify, inspected
from bookwright.graphs.textbook.routing import wants_revision
from bookwright.graphs.textbook.settings import TextbookSettings
from bookwright.graphs.textbook.state import SectionState
from bookwright.graphs.textbook.ways import PRUNE, Outcome, SectionWay, Silence
from bookwright.knowledge.library import Library


@dataclass(frozen=True)
class SectionNodes:
    """The nodes of a section's graph: who sits in the seats, what they stand on, how they work, and what runs their checks."""

    team: TextbookTeam
    library: Library
    settings: TextbookSettings
    verify: Verify

    async def write(self, state: SectionState) -> dict[str, object]:
        """Asks the writer for the section; what its summaries rest on is found among its own sentences."""
        brief = self._brief(state)
        with tally() as usage:
            try:
                draft = summed_up(await self.team.writer(brief))
            except ModelError as error:
                if error.kind in HOPELESS:
                    raise
                return {"silence": Silence(reason=f"writer:{error.kind}", detail=str(error), usage=usage)}
        critique, verifications = await inspected(SectionSubmission(brief=brief, draft=draft), self.verify)
        version = SectionVersion(draft=draft, operator=WRITE, by=maker(self.team.writer))
        way = SectionWay(versions=(version,), critiques=(critique,), verified={draft.sha256: verifications}, usage=usage)
        return {"way": way}

    async def critique(self, state: SectionState) -> dict[str, object]:
        """Asks every critic about a version that was not read yet, unless what the gates found is to be mended or taken out first."""
        brief = self._brief(state)

        async def heard(way: SectionWay) -> SectionWay:
            if not way.under_way or way.criticised or way.blocking or wants_revision(way, self.settings):
                return way
            submission = SectionSubmission(brief=brief, draft=way.draft)
            critiques = await abreast(critic(submission) for critic in self.team.critics)
            if any(critique.draft_sha256 != way.draft.sha256 for critique in critiques):
                raise ValueError("a critic's critique is not that of the section shown")
            return way.heard(tuple(critiques))

        return {"way": await taken(state["way"], heard, "critic")}

    async def revise(self, state: SectionState) -> dict[str, object]:
        """Asks the reviser to mend what was found; a version with more faults gives way to the one that it was to mend. A call that fails
        is noted, and what stands goes on without another round."""
        brief, by = self._brief(state), maker(self.team.reviser)

        async def revised(way: SectionWay) -> SectionWay:
            way = way.model_copy(update={"rounds": way.rounds + 1})
            done = way.model_copy(update={"rounds": self.settings.rounds})
            submission = SectionSubmission(brief=brief, draft=way.draft)
            try:
                draft = summed_up(await self.team.reviser(SectionRevision(submission=submission, faults=(*way.faults, *way.tried))))
            except ModelError as error:
                if error.kind in HOPELESS:
                    raise
                return done.noted(FAILED, by, f"reviser:{error.kind}")
            if any(draft.sha256 == version.draft.sha256 for version in way.versions):
                return done  # nothing more can be mended
            return await self._followed(way, draft, REVISE, by, brief)

        return {"way": await taken(state["way"], revised, "reviser")}

    async def prune(self, state: SectionState) -> dict[str, object]:
        """Takes out what nobody could mend, where enough is left; what is left is read again."""
        way = state["way"]
        left = pruned(way.draft, way.blocking)
        if left is None or any(left.sha256 == version.draft.sha256 for version in way.versions):
            return {"way": way.rejected(way.stage, in_words(way.blocking))}
        return {"way": await self._followed(way, left, PRUNE, way.by, self._brief(state))}

    async def judge(self, state: SectionState) -> dict[str, object]:
        """Rejects what still has faults and asks the judges about the rest. All of them must accept."""
        brief = self._brief(state)

        async def judged(way: SectionWay) -> SectionWay:
            return await decided(way, SectionSubmission(brief=brief, draft=way.draft), self.team.judges)

        way = state["way"]
        return {"way": await taken(way, judged, "judge") if way.under_way else way}

    async def settle(self, state: SectionState) -> dict[str, object]:
        """What became of the section and its exercises."""
        outcome = Outcome(
            way=state.get("way"),
            silence=state.get("silence"),
            exercises=tuple(state.get("exercises", ())),
            unasked=state.get("unasked"),
        )
        return {"outcome": outcome}

    async def _followed(self, way: SectionWay, draft: SectionDraft, operator: str, by: str, brief: SectionBrief) -> SectionWay:
        """With one version more, after the gates have seen it and its checks have run."""
        critique, verifications = await inspected(SectionSubmission(brief=brief, draft=draft), self.verify)
        way = way.model_copy(update={"verified": way.verified | {draft.sha256: verifications}})
        return way.followed_by(SectionVersion(draft=draft, operator=operator, by=by, parent=way.current), critique)

    def _brief(self, state: SectionState) -> SectionBrief:
        return section_brief(state, self.library)
