"""What a model critic finds of planted faults, and what it holds against sound drafts: precision and recall by kind.

    python -m benchmarks.critic RUN... --model NAME --base-url URL [--planted 20] [--seed 1] [--deadline 3600]

The records of the runs are shown as in the loop, all drafts of a passage in one call, without gates. In some of them, drawn by the seed,
one fault each is planted; the kinds take turns. A draft counts as objected to if the critic finds any fault in it.
"""

import argparse
import asyncio
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bookwright.agents.completions import CompletionsChat
from bookwright.agents.critic import Critic
from bookwright.agents.items import Critique, Draft, Panel, Standing
from bookwright.agents.pace import Pace, PaceSettings
from bookwright.agents.patience import Patience, PatientChat
from bookwright.curation.planting import Plantable, plant
from bookwright.curation.planting.sound import Sound
from bookwright.graphs.settings import QASettings
from bookwright.knowledge.document import text_sha256
from bookwright.knowledge.library import Library
from bookwright.service.configuration import model_choice
from bookwright.service.model import endpoint_of
from bookwright.service.selftest import read_records, sound_of

KINDS = (
    Plantable.NEGATION,
    Plantable.CONDITION,
    Plantable.NUMBER,
    Plantable.ADDITION,
    Plantable.DIRECTION,
    Plantable.NAME,
    Plantable.LEAK,
    Plantable.UNIT,
    Plantable.TRUNCATION,
    Plantable.PRAISE,
)
"""What a critic is to find: the rest is a matter of offsets and lengths, which gates see better."""
OF_A_CLAIM = {Plantable.NEGATION, Plantable.NUMBER, Plantable.ADDITION, Plantable.DIRECTION, Plantable.NAME, Plantable.UNIT}
"""These leave a claim that the passages do not support."""


@dataclass(frozen=True)
class Shown:
    """A draft before the critic; `fault` is what was planted in it, `place` the claim that differs from the sound one, if one does."""

    sound: Sound
    draft: Draft
    fault: Plantable | None
    place: int | None


def shown(sounds: Sequence[tuple[str, Sound]], planted: int, seed: int) -> list[Shown]:
    """The drafts, so many of them with a fault; a kind that finds no hold in any draft left gives its turn to the next."""
    left, found = dict(sounds), list[Shown]()
    turns, idle = list(KINDS), 0
    while len(found) < planted and idle < len(turns):
        kind = turns.pop(0)
        turns.append(kind)
        hold = next(((key, p) for key, sound in left.items() if (p := plant(kind, sound, f"{seed}:{key}"))), None)
        idle = 0 if hold else idle + 1
        if hold:
            key, done = hold
            sound = left.pop(key)
            found.append(Shown(sound, done.draft, kind, _place(sound.draft, done.draft)))
    return [*found, *(Shown(sound, sound.draft, None, None) for sound in left.values())]


def _place(before: Draft, after: Draft) -> int | None:
    texts = [claim.text for claim in before.claims]
    return next((place for place, claim in enumerate(after.claims) if claim.text not in texts), None)


def panels(drafts: Iterable[Shown]) -> list[list[Shown]]:
    """The drafts by their passage, in the order of their questions, which tells nothing of faults."""
    by: defaultdict[str, list[Shown]] = defaultdict(list)
    for one in drafts:
        by[one.sound.brief.passages[0].id].append(one)
    return [sorted(some, key=lambda one: one.sound.draft.question) for some in by.values()]


async def read(groups: Sequence[Sequence[Shown]], model: str, base_url: str, deadline: float) -> list[tuple[Shown, Critique]]:
    """The critic's word on every draft."""
    choice = model_choice(model, base_url)
    if choice is None:
        raise ValueError("a model is named")
    async with CompletionsChat(endpoint_of(choice)) as chat:
        critic = Critic(PatientChat(chat, Patience(deadline=deadline), Pace(PaceSettings(cap=8))))
        heard = await asyncio.gather(
            *(critic(Panel(brief=some[0].sound.brief, drafts=tuple(one.draft for one in some))) for some in groups)
        )
    return [pair for some, critiques in zip(groups, heard, strict=True) for pair in zip(some, critiques, strict=True)]


def by_fault(found: Sequence[tuple[Shown, Critique]]) -> Table:
    """Caught by planted kind, and the whole's precision and recall."""
    table = Table("planted", "drafts", "objected to", title="Drafts")
    for kind in [*KINDS, None]:
        some = [critique for one, critique in found if one.fault is kind]
        if some:
            table.add_row(kind or "nothing", str(len(some)), str(sum(bool(critique.faults) for critique in some)))
    objected = [one for one, critique in found if critique.faults]
    caught = sum(one.fault is not None for one in objected)
    planted = sum(one.fault is not None for one, _ in found)
    table.caption = f"precision {caught}/{len(objected)}, recall {caught}/{planted}"
    return table


def by_kind(found: Sequence[tuple[Shown, Critique]]) -> Table:
    """For each kind of fault that the critic names: in how many planted and in how many sound drafts."""
    named = {is_planted: Counter[str]() for is_planted in (True, False)}
    for one, critique in found:
        named[one.fault is not None].update({str(fault.kind) for fault in critique.faults})
    table = Table("kind named", "in planted", "in sound", "precision", title="Kinds of fault")
    for kind in sorted(named[True] | named[False]):
        right, wrong = named[True][kind], named[False][kind]
        table.add_row(kind, str(right), str(wrong), f"{right / (right + wrong):.2f}")
    return table


def by_standing(found: Sequence[tuple[Shown, Critique]]) -> Table:
    """How the critic says that claims stand: those where a fault was planted, and the others."""
    counts: defaultdict[bool, Counter[Standing]] = defaultdict(Counter)
    for one, critique in found:
        for check in critique.checks:
            counts[one.fault in OF_A_CLAIM and check.claim == one.place][check.standing] += 1
    table = Table("claims", *Standing, title="Claims")
    for is_planted, name in ((True, "with a planted fault"), (False, "without")):
        table.add_row(name, *(str(counts[is_planted][standing]) for standing in Standing))
    return table


def objections(found: Sequence[tuple[Shown, Critique]]) -> list[str]:
    """What a reader has to look at: faults found in sound drafts, and planted ones that were passed."""
    lines = []
    for one, critique in found:
        if bool(critique.faults) != bool(one.fault):
            said = "; ".join(f'{fault.kind} "{fault.quote}": {fault.reason}' for fault in critique.faults) or "no fault found"
            lines.append(f"[{one.fault or 'sound'}] {one.draft.question}\n    {one.draft.answer}\n    {said}")
    return lines


def main() -> None:
    """Prints the tables, then the drafts on which the critic and the planting differ."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("runs", type=Path, nargs="+")
    parser.add_argument("--model", required=True)
    parser.add_argument("--base-url", required=True)
    parser.add_argument("--planted", type=int, default=20)
    parser.add_argument("--count", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--deadline", type=float, default=3600)
    given = parser.parse_args()
    sounds: dict[str, Sound] = {}
    with ExitStack() as open_libraries:
        for run in given.runs:
            library = open_libraries.enter_context(Library.open(run / "library"))
            sounds |= {f"{run.name}/{record.id}": sound_of(record, library, QASettings()) for record in read_records(run)}
        chosen = sorted(sounds.items(), key=lambda pair: text_sha256(f"{given.seed}:{pair[0]}"))[: given.count]
        found = asyncio.run(read(panels(shown(chosen, given.planted, given.seed)), given.model, given.base_url, given.deadline))
    console = Console()
    for table in (by_fault(found), by_kind(found), by_standing(found)):
        console.print(table)
    print(*objections(found), sep="\n")


if __name__ == "__main__":
    main()
