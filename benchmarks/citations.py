"""Do citation recall and precision fall where they should? Known faults are planted into the records of a run, and each set is measured.

    python -m benchmarks.citations RUN

"idle citation" gives the first claim of a record one citation more, another sentence of its document. RUN is a finished run; nothing of
it is changed.
"""

import sys
from collections.abc import Iterable
from pathlib import Path
from random import Random

from bookwright.agents.items import Draft
from bookwright.curation.citations import of_run
from bookwright.curation.claims import read_claims
from bookwright.curation.planting import Plantable, plant
from bookwright.curation.planting.passage import elsewhere
from bookwright.curation.planting.sound import Sound
from bookwright.curation.record import Record
from bookwright.knowledge.library import Library
from bookwright.service.selftest import read_records, settings_of, sound_of

FAULTS = (Plantable.CITATION, Plantable.ADDITION, Plantable.NAME, Plantable.NUMBER, Plantable.NEGATION)


def with_idle_citation(sound: Sound, seed: str) -> Draft | None:
    """The draft with another sentence of the document as one citation more of its first claim; None where there is none."""
    draft, others = sound.draft, elsewhere(sound, sound.draft.claims[0].text)
    if not others:
        return None
    claim = draft.claims[0].model_copy(update={"evidence": (*draft.claims[0].evidence, len(draft.evidence))})
    return draft.model_copy(update={"claims": (claim, *draft.claims[1:]), "evidence": (*draft.evidence, Random(seed).choice(others))})


def sets_of(records: Iterable[Record], sounds: Iterable[Sound]) -> dict[str, list[Record]]:
    """The untouched records, and those that take each fault."""
    pairs = list(zip(records, sounds, strict=True))
    drafts: dict[str, list[tuple[Record, Draft | None]]] = {"untouched": [(record, sound.draft) for record, sound in pairs]}
    for fault in FAULTS:
        planted = [(record, plant(fault, sound, f"1:{record.id}")) for record, sound in pairs]
        drafts[fault] = [(record, found.draft if found else None) for record, found in planted]
    drafts["idle citation"] = [(record, with_idle_citation(sound, record.id)) for record, sound in pairs]
    return {name: [_with(record, draft) for record, draft in rows if draft] for name, rows in drafts.items()}


def _with(record: Record, draft: Draft) -> Record:
    return record.model_copy(update={"claims": draft.claims, "evidence": draft.evidence, "answer": draft.answer})


def main(run: Path) -> None:
    """Prints the table."""
    records = read_records(run)
    with Library.open(run / "library") as library:
        sounds = [sound_of(record, library, settings_of(run)) for record in records]
    print("| planted | records | claims | recall | precision |\n|---|---|---|---|---|")
    for name, some in sets_of(records, sounds).items():
        found = of_run(read_claims(record).citations for record in some)
        recall, precision = ("–" if value is None else f"{value:.3f}" for value in (found.recall, found.precision))
        print(f"| {name} | {len(some)} | {found.claims} | {recall} | {precision} |")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
