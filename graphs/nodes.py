"""The steps of the Q&A graph. Each takes the state and gives what changes; every draft leaves its author through the gates."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bookwright.agents.chat import tally
from bookwright.agents.failures import HOPELESS
from bookwright.agents.items import Brief, Critique, Panel, Revision, Submission
from bookwright.agents.role import maker
from bookwright.agents.team import Team
from bookwright.curation.duplicates import Duplicates
from bookwright.curation.elimination import no_gain
from bookwright.curation.gates import inspect, without
from bookwright.curation.record import Version
from bookwright.errors import InputError, ModelError
from bookwright.graphs.abreast import abreast
from bookwright.graphs.answering import ask, hold
from bookwright.graphs.brief import beside, brief_of
from bookwright.graphs.deciding import decided
from bookwright.graphs.evolution import to_evolve, unlike
from bookwright.graphs.hearing import hear
from bookwright.graphs.history import FAILED, REVISE, WRITE, in_words
from bookwright.graphs.lineage import Lineage
from bookwright.graphs.routing import wants_revision
from bookwright.graphs.settings import QASettings
from bookwright.graphs.settle import settle
from bookwright.graphs.state import QAState, Silence
from bookwright.graphs.step import taken
from bookwright.knowledge.library import Library


@dataclass(frozen=True)
class QANodes:
    """The nodes of one graph: who sits in the seats, what they stand on, how they work."""

    team: Team
    library: Library
    settings: QASettings

    async def retrieve(self, state: QAState) -> dict[str, object]:
        """Finds what stands beside the passage, or on the topic. InputError if neither is named or nothing is found."""
        shown = self._at_hand(state) or await asyncio.to_thread(self._shown, state)
        if not shown:
            raise InputError("nothing to write from: the library holds no passage on this topic")
        return {"shown": shown}

    async def write(self, state: QAState) -> dict[str, object]:
        """Asks the writer for drafts; a draft that repeats an earlier one of the same brief is rejected."""
        brief = self._brief(state)
        with tally() as usage:
            try:
                drafts = await self.team.writer(brief)
            except ModelError as error:
                if error.kind in HOPELESS:
                    raise
                return {"lineages": [], "silence": Silence(reason=f"writer:{error.kind}", detail=str(error), usage=usage)}
        if not drafts:
            return {"lineages": [], "silence": Silence(usage=usage)}
        by, seen, lineages = maker(self.team.writer), Duplicates(), []
        for number, (draft, share) in enumerate(zip(drafts, usage.shares(len(drafts)), strict=True), 1):
            lineage = Lineage(
                versions=(Version(draft=draft, operator=WRITE, by=by),),
                critiques=(self._inspect(Submission(brief=brief, draft=draft)),),
                usage=share,
            )
            twin = seen.find(draft.question, draft.evidence)
            seen.show(f"draft {number}", draft.question, draft.evidence)
            lineages.append(lineage.rejected("gates:duplicate", f"asks the same as {twin}") if twin else lineage)
        return {"lineages": lineages}

    async def evolve(self, state: QAState) -> dict[str, object]:
        """Asks the evolver for something harder; what gains nothing or falls at a gate is eliminated and the parent goes on."""
        brief = self._brief(state)
        chosen = to_evolve(state, self.settings.evolve)

        async def evolved(lineage: Lineage) -> Lineage:
            if self.team.evolver is None or lineage.faults or lineage.draft.sha256 not in chosen:
                return lineage
            by = maker(self.team.evolver)
            try:
                evolution = await self.team.evolver(Submission(brief=brief, draft=lineage.draft))
            except ModelError as error:
                if error.kind in HOPELESS:
                    raise
                return lineage.noted(FAILED, by, f"evolver:{error.kind}")
            if evolution.draft is None:
                return lineage
            critique = self._inspect(Submission(brief=brief, draft=evolution.draft))
            why = no_gain(lineage.draft, evolution.draft) or _at_the_gates(critique)
            version = Version(
                draft=evolution.draft,
                operator=evolution.operator,
                by=by,
                parent=lineage.current,
                kept=why is None,
                why=why or evolution.reason,
            )
            return lineage.followed_by(version, critique)

        return {"lineages": unlike(await _each(state, evolved, "evolver"))}

    async def critique(self, state: QAState) -> dict[str, object]:
        """Asks every critic about the drafts that stand at the gates and were not read yet, all of them together."""
        unread = [lineage for lineage in state["lineages"] if lineage.under_way and not lineage.faults and not lineage.criticised]
        if not unread:
            return {"lineages": state["lineages"]}
        hearings = await hear(self.team.critics, Panel(brief=self._brief(state), drafts=tuple(lineage.draft for lineage in unread)))
        heard = {id(lineage): hearing.of(lineage) for lineage, hearing in zip(unread, hearings, strict=True)}
        return {"lineages": [heard.get(id(lineage), lineage) for lineage in state["lineages"]]}

    async def revise(self, state: QAState) -> dict[str, object]:
        """Asks the reviser to mend what was found; an evolution that cannot be mended gives way to the draft that it came from."""
        brief = self._brief(state)

        async def revised(lineage: Lineage) -> Lineage:
            if not wants_revision(lineage, self.settings):
                return lineage
            if lineage.rounds >= self.settings.rounds:
                return lineage.without_evolution("its faults were not mended: " + in_words(lineage.faults))
            lineage = lineage.model_copy(update={"rounds": lineage.rounds + 1})
            submission = Submission(brief=brief, draft=lineage.draft)
            draft = await self.team.reviser(Revision(submission=submission, faults=(*lineage.faults, *lineage.tried)))
            if any(draft.sha256 == version.draft.sha256 for version in lineage.versions):
                if lineage.evolved_from is not None:
                    return lineage.without_evolution("the reviser found nothing to mend: " + in_words(lineage.faults))
                return lineage.rejected(lineage.stage, "the reviser found nothing to mend: " + in_words(lineage.faults))
            version = Version(draft=draft, operator=REVISE, by=maker(self.team.reviser), parent=lineage.current)
            return lineage.followed_by(version, self._inspect(Submission(brief=brief, draft=draft)))

        return {"lineages": await _each(state, revised, "reviser")}

    async def judge(self, state: QAState) -> dict[str, object]:
        """Rejects what still has faults, and asks the judges about the rest. All of them must accept, or the jury.

        Where a judge's call has failed, one that rejects decides by itself all the same, unless a jury would weigh its word.
        """
        brief = self._brief(state)

        async def judged(lineage: Lineage) -> Lineage:
            submission = Submission(brief=brief, draft=lineage.draft)
            return await decided(lineage, submission, self.team.judges, self.settings.jury)

        return {"lineages": await _each(state, judged, "judge")}

    async def answer(self, state: QAState) -> dict[str, object]:
        """Asks the answerers the question of every accepted draft; one that nobody answers rightly from its evidence is rejected."""
        brief, matcher = self._brief(state), self.team.matcher
        assert matcher  # a team has no answerers without one

        async def answered(lineage: Lineage) -> Lineage:
            submission = Submission(brief=brief, draft=lineage.draft)
            answers = await ask(self.team.answerers, submission)
            try:
                answering = await hold(answers, submission, matcher)
            except ModelError as error:
                if error.kind in HOPELESS:
                    raise
                return lineage.rejected(f"matcher:{error.kind}", str(error))
            lineage = lineage.model_copy(update={"answering": answering})
            return lineage.rejected(f"answerer:{answering.objection}", answering.why) if answering.objection else lineage

        return {"lineages": await _each(state, answered, "answerer", lambda lineage: lineage.accepted)}

    async def settle(self, state: QAState) -> dict[str, object]:
        """Makes records and rejects of what came through."""
        records, rejects = settle(state, self._brief(state), self.team, self.library)
        return {"records": records, "rejects": rejects}

    def _inspect(self, submission: Submission) -> Critique:
        return inspect(submission, without(self.settings.without_gates))

    def _at_hand(self, state: QAState) -> list[str]:
        """What is shown where that is known without a search, which spares the way to a thread; else nothing."""
        passage_id = state.get("passage_id")
        found = self.library.beside_at_hand(passage_id, self.settings.neighbours) if passage_id else None
        return [passage_id, *found] if passage_id and found is not None else []

    def _shown(self, state: QAState) -> list[str]:
        if passage_id := state.get("passage_id"):
            return beside(passage_id, self.library, self.settings)
        if topic := state.get("topic"):
            return [hit.passage.id for hit in self.library.search(topic, 1 + self.settings.neighbours)]
        raise InputError("nothing to write from: give a passage_id or a topic")

    def _brief(self, state: QAState) -> Brief:
        return brief_of(state["shown"], self.library, self.settings, state.get("specification", {}))


async def _each(
    state: QAState,
    step: Callable[[Lineage], Awaitable[Lineage]],
    seat: str,
    wanted: Callable[[Lineage], bool] = lambda lineage: lineage.under_way,
) -> list[Lineage]:
    """Takes the step with every lineage that is wanted, those under way, at once; a failed call rejects that one lineage, a hopeless one
    ends the run."""

    chosen = [lineage for lineage in state["lineages"] if wanted(lineage)]
    after = dict(zip(map(id, chosen), await abreast(taken(lineage, step, seat) for lineage in chosen), strict=True))
    return [after.get(id(lineage), lineage) for lineage in state["lineages"]]


def _at_the_gates(critique: Critique) -> str | None:
    return "at the gates: " + in_words(critique.faults) if critique.faults else None
