"""Dialogues on every passage: first the people who would ask about each document, then what each of them asks."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

from pydantic import JsonValue

from bookwright.agents.chat import Usage, tally
from bookwright.agents.converse.items import Acquaintance, Conversation, Persona
from bookwright.agents.converse.team import ConverseTeam
from bookwright.agents.role import maker
from bookwright.agents.seats import Seats
from bookwright.curation.converse.personas import Personas, fitting
from bookwright.curation.converse.records import DialogueRecord, DialogueReject, DialogueYield
from bookwright.curation.duplicates import Duplicates
from bookwright.curation.specification.grid import cells_of
from bookwright.curation.specification.specification import Specification
from bookwright.errors import ModelError
from bookwright.graphs.attempt import attempt
from bookwright.graphs.brief import beside, brief_of
from bookwright.graphs.converse.graph import converse_graph
from bookwright.graphs.converse.settings import ConverseSettings
from bookwright.graphs.converse.talk import Talk, talk_on
from bookwright.graphs.settings import QASettings
from bookwright.graphs.settle import source_of
from bookwright.knowledge.library import Library
from bookwright.knowledge.passage import Passage

SAMPLE = 6
"""Passages of a document that the persona finder is shown."""
REPEATED = 0.5
"""The share of its questions above which a dialogue that asks what earlier ones asked is not kept."""


class ConverseRecipe:
    """The recipe: in the first round personas of each document, unless they are given; in the second a dialogue on each passage."""

    team: Seats
    made = DialogueYield

    def __init__(
        self,
        team: ConverseTeam,
        library: Library,
        settings: ConverseSettings,
        passages: Sequence[Passage],
        given: Sequence[Persona] = (),
        *,
        specification: Specification | None = None,
    ) -> None:
        self.team, self.library, self.settings, self.passages = team, library, settings, passages
        self._finder = team.persona_finder
        self._shown = QASettings(neighbours=settings.neighbours)
        self._graph = converse_graph(team, library, settings).compile()
        self._personas, self._asked = Personas(), Duplicates()
        self._of_document: defaultdict[str, list[Persona]] = defaultdict(list)
        self._counts: Counter[str] = Counter()
        self._turns: Counter[int] = Counter()
        for persona in given:
            self._personas.keep(persona)
        self._given = tuple(self._personas.kept)
        self._cells = cells_of((passage.id for passage in passages), specification)
        self._named = bool(given) or (specification is not None and "persona" in specification.shares)
        talks: list[Callable[[], Sequence[Acquaintance | Talk]]] = [self._talks]
        self._rounds = talks if self._named else [self._acquaintances, *talks]
        self._finding = Usage()

    def items(self) -> Sequence[Acquaintance | Talk]:
        """The documents, then the dialogues, then none."""
        return self._rounds.pop(0)() if self._rounds else ()

    async def work(self, item: Acquaintance | Talk) -> DialogueYield:
        """Personas of a document among the facts, or the way of a dialogue through its graph."""
        if isinstance(item, Acquaintance):
            return await self._found(item)
        shown = await asyncio.to_thread(beside, item.passage_id, self.library, self._shown)
        brief = brief_of(shown, self.library, self._shown, item.specification)
        conversation = Conversation(
            id=item.id, brief=brief, persona=item.persona, turns=item.turns, refusal=item.refusal, specification=item.specification
        )
        given = {"item": conversation, "source": source_of(brief.passages[0], self.library)}
        made: DialogueYield = (await self._graph.ainvoke(given, version="v2")).value["made"]
        return made

    def broken(self, item: Acquaintance | Talk, cause: str) -> DialogueYield:
        """A reject that says so."""
        cell = item.specification if isinstance(item, Talk) else {}
        return DialogueYield(rejects=(DialogueReject(id=item.id, reason=f"defect:{cause}", detail="see log.jsonl", specification=cell),))

    def take(self, item: Acquaintance | Talk, made: DialogueYield) -> DialogueYield:
        """The same, but for a dialogue most of which was asked before; a persona like an earlier one counts as that."""
        if isinstance(item, Acquaintance):
            self._finding = self._finding.plus(Usage.model_validate(made.facts.get("usage", {})))
            for told in made.facts.get("personas", ()):  # type: ignore[union-attr]
                self._counts["personas_found"] += 1
                persona = self._personas.keep(Persona.model_validate(told))
                if persona not in self._of_document[item.document_id]:
                    self._of_document[item.document_id].append(persona)
        for record in made.records:
            if twins := self._twins(record):
                detail = "asks the same as " + ", ".join(twins)
                return DialogueYield(rejects=(*made.rejects, DialogueReject.of(record, "duplicate:questions", detail)))
            self._turns[len(record.turns)] += 1
            self._counts["refusals"] += record.refusal_turn is not None
        return made

    def figures(self) -> dict[str, JsonValue]:
        """Personas found and told apart, and what finding them has cost, which stands in no row; accepted dialogues by their number of
        turns, and those in which something is not found."""
        turns: dict[str, JsonValue] = {str(turns): count for turns, count in sorted(self._turns.items())}
        return {
            "personas_found": self._counts["personas_found"],
            "personas": len(self._personas.kept),
            "persona_finder": self._finding.model_dump(),
            "dialogues_by_turns": turns,
            "with_a_refusal": self._counts["refusals"],
        }

    def _acquaintances(self) -> Sequence[Acquaintance]:
        """A document each, in the order in which their passages come."""
        of_document: defaultdict[str, list[Passage]] = defaultdict(list)
        for passage in self.passages:
            of_document[passage.document_id].append(passage)
        return [
            Acquaintance(
                id=f"personas-{document_id[:16]}",
                document_id=document_id,
                passages=tuple(sorted(passages[:SAMPLE], key=lambda passage: passage.start)),
                title=self.library.imprint(document_id).title,
                language=self.library.imprint(document_id).language,
                wanted=self.settings.personas,
            )
            for document_id, passages in of_document.items()
        ]

    def _talks(self) -> Sequence[Talk]:
        """A dialogue on each passage, with the persona of its own document that it has most to do with, of everybody's where it has none;
        of personas that were given, with one that is drawn. None where there are no personas at all."""
        if not self._personas.kept and not self._named:
            return ()
        return [talk_on(passage, self._askers(passage), self.settings, self._cells.get(passage.id, {})) for passage in self.passages]

    def _askers(self, passage: Passage) -> Sequence[Persona]:
        """Those who may ask about a passage."""
        if self._given or not self._personas.kept:
            return self._given
        return fitting("\n".join((*passage.headings, passage.text)), self._of_document[passage.document_id] or self._personas.kept)

    def _twins(self, record: DialogueRecord) -> list[str]:
        """The dialogues that asked most of its questions before; none, and its questions remembered, where it asks enough that is new."""
        evidence = [[record.evidence[index] for claim in turn.claims for index in claim.evidence] for turn in record.turns]
        asked = list(zip(record.standalone, evidence, strict=True))
        twins = [twin for question, pieces in asked if (twin := self._asked.find(question, pieces))]
        if len(twins) > REPEATED * len(asked):
            return list(dict.fromkeys(twins))
        for question, pieces in asked:
            self._asked.show(record.id, question, pieces)
        return []

    async def _found(self, item: Acquaintance) -> DialogueYield:
        finder = self._finder
        assert finder  # there is no such item without one
        with tally() as usage:
            personas = await attempt(finder(item))
        if isinstance(personas, ModelError):
            return self._nobody(item, f"persona finder:{personas.kind}", str(personas), usage)
        if not personas:
            return self._nobody(item, "persona finder:nothing", "nobody would ask about this document", usage)
        return DialogueYield(facts={"personas": [persona.model_dump(mode="json") for persona in personas], "usage": usage.model_dump()})

    def _nobody(self, item: Acquaintance, reason: str, detail: str, usage: Usage) -> DialogueYield:
        reject = DialogueReject(
            id=item.id,
            reason=reason,
            detail=detail,
            made_by=maker(self._finder),
            prompts=self.team.prompts(),
            source=source_of(item.passages[0], self.library),
            language=item.language,
            usage=usage,
        )
        return DialogueYield(rejects=(reject,))
