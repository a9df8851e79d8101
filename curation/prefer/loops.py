"""The pairs that critique loops leave behind: a draft with faults, and the revision of it that was accepted.

No model is asked. It is critique and revision (Constitutional AI: Bai et al. 2022, section 3.1; Self-Refine: Madaan et al. 2023) read as a
preference: what the critics and gates held against the draft is the reason why its revision is the better.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bookwright.agents.chat import Usage
from bookwright.agents.items import Decision, Verdict
from bookwright.agents.prefer.items import Candidate
from bookwright.curation.prefer.records import PreferencePair, PreferenceRecord, PreferenceReject, PreferenceYield
from bookwright.curation.prefer.telling import Story, Told
from bookwright.curation.record import VersionOf
from bookwright.knowledge.document import Document
from bookwright.knowledge.evidence import Evidence
from bookwright.knowledge.surroundings import paragraphs_around

RULES = "rules"


def rejected_by_loop(story: Story) -> Iterator[Told]:
    """The versions with faults that the accepted one was made from, the first one first."""
    line, place = [], story.versions[story.accepted].parent
    while place is not None:
        line.append(story.versions[place])
        place = story.versions[place].parent
    return (version for version in reversed(line) if version.faults)


@dataclass(frozen=True)
class Loops:
    """The critique loops of one row of a run. `shown` is the row itself, which is the evidence where its record has none in `documents`,
    those of the run by id. `story` is none where the row is of a kind that has none."""

    origin: str
    story: Story | None
    shown: Evidence
    documents: Mapping[str, Document]

    @property
    def id(self) -> str:
        """Its own name beside that of the row."""
        return f"{self.origin}:loops"

    def made(self) -> PreferenceYield:
        """The pairs, or a reject that says why there are none."""
        if self.story is None:
            return self._none("loops:untold", "its kind has no critique loop that is read, or its text is none of its versions")
        faulty = list(rejected_by_loop(self.story))
        if not faulty:
            return self._none("loops:unrevised", "nothing was found wrong with any version that it was made from")
        made = [self._pair(f"{self.origin}:loop{number}", self.story, draft) for number, draft in enumerate(faulty, 1)]
        return PreferenceYield(
            records=tuple(one for one in made if isinstance(one, PreferenceRecord)),
            rejects=tuple(one for one in made if isinstance(one, PreferenceReject)),
        )

    def _none(self, reason: str, detail: str) -> PreferenceYield:
        reject = PreferenceReject(id=self.id, origin=self.origin, reason=reason, detail=detail, evidence=(self.shown,))
        return PreferenceYield(rejects=(reject,))

    def _pair(self, name: str, story: Story, draft: Told) -> PreferenceRecord | PreferenceReject:
        accepted, faults = story.versions[story.accepted], draft.faults
        pair = self._texts(story, draft, accepted)
        evidence = tuple(piece for piece in accepted.evidence if piece.document_id in self.documents) or (self.shown,)
        if pair.chosen.split() == pair.rejected.split():
            detail = "the revision changed what carries the sentences, and no word of them"
            return PreferenceReject(
                id=name, origin=self.origin, reason="loops:same_text", detail=detail, evidence=evidence, prompt=pair.prompt
            )
        return PreferenceRecord(
            id=name,
            origin=self.origin,
            prompt=pair.prompt,
            chosen=pair.chosen,
            rejected=pair.rejected,
            chosen_by=accepted.by,
            rejected_by=draft.by,
            faults=faults,
            evidence=evidence,
            verdict=Verdict(
                decision=Decision.ACCEPT,
                reasons=tuple(f"{fault.kind}: {fault.reason}" for fault in faults),
                by="critique loop",
                text_sha256=pair.sha256,
                verdicts=(story.verdict,),
            ),
            text_sha256=pair.sha256,
            made_by=", ".join(dict.fromkeys((accepted.by, draft.by))),
            prompts=story.prompts,
            lineage=(
                _version(draft, pair.rejected, kept=False, why="; ".join(f"{fault.kind}: {fault.reason}" for fault in faults)),
                _version(accepted, pair.chosen, parent=0),
            ),
            critiques=tuple(one for one in story.critiques if one.draft_sha256 in (draft.sha256, accepted.sha256)),
            source=story.source,
            language=story.language,
            generation=int(not accepted.by == draft.by == RULES) if story.generation is None else story.generation,
            usage=Usage(),
        )

    def _texts(self, story: Story, draft: Told, accepted: Told) -> PreferencePair:
        """The two versions as answers to their question where it stayed the same; else both, with their questions if they have any, as
        answers to the task of writing them from the paragraphs that they rest on."""
        if accepted.asks and draft.asks == accepted.asks:
            return PreferencePair(prompt=accepted.asks, chosen=accepted.says, rejected=draft.says)
        around = paragraphs_around(story.shown or (*accepted.evidence, *draft.evidence), self.documents)
        prompt = "\n\n".join([story.task, *(passage.text for passage in around)])
        return PreferencePair(prompt=prompt, chosen=_whole(accepted), rejected=_whole(draft))


@dataclass(frozen=True)
class Unprompted:
    """A row of a run that asks nothing, such as a section of a book."""

    id: str
    shown: Evidence

    def made(self) -> PreferenceYield:
        """A reject that says so."""
        detail = "this kind of record asks nothing that could be answered; --loops reads how it was revised"
        reject = PreferenceReject(id=self.id, origin=self.id, reason="prompt:none", detail=detail, evidence=(self.shown,))
        return PreferenceYield(rejects=(reject,))


def _version(told: Told, text: str, *, parent: int | None = None, kept: bool = True, why: str = "") -> VersionOf[Candidate]:
    candidate = Candidate(text=text, by=told.by)
    return VersionOf[Candidate](draft=candidate, operator=told.operator, by=told.by, parent=parent, kept=kept, why=why)


def _whole(version: Told) -> str:
    return f"Question: {version.asks}\nAnswer: {version.says}" if version.asks else version.says
