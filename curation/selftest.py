"""The self-test: what gates, critics and judges say of drafts with a known fault, and of sound ones, counted into a report."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from bookwright.curation.planting import WAYS, Plantable, Planted, plant
from bookwright.curation.planting.sound import Sound
from bookwright.knowledge.document import Frozen


class Stage(StrEnum):
    """Who reads a draft, in their order."""

    GATES = "gates"
    CRITIC = "critic"
    JUDGE = "judge"


Objections = Mapping[Stage, tuple[str, ...]]
"""What each stage objects to, by the names of its reasons; a stage that gave no answer is missing."""


class Trial(Frozen):
    """One draft that was shown to every stage: a sound one, or one with a fault that was planted in a certain way."""

    record_id: str
    fault: Plantable | None = None
    way: str = ""
    held_out: bool = False
    objections: dict[Stage, tuple[str, ...]]


class Catch(Frozen):
    """How many were planted, how many some stage caught, how many each of them (`by`), and how many each was the first to (`first`).

    `unread` counts the drafts of which a stage gave no answer.
    """

    planted: int
    caught: int
    by: dict[Stage, int]
    first: dict[Stage, int]
    unread: dict[Stage, int]

    @property
    def rate(self) -> float:
        """The share that was caught; 1 of none."""
        return self.caught / self.planted if self.planted else 1.0


class FaultReport(Frozen):
    """One fault: how many records gave it no hold, what was caught of all, of the ways held out and of each way, and in which not."""

    fault: Plantable
    no_hold: int
    all: Catch
    held_out: Catch
    ways: dict[str, Catch]
    missed: tuple[str, ...]


class Alarms(Frozen):
    """The untouched records: how many any stage objected to, how many each, and the reasons as "stage:reason"."""

    records: int
    any: int
    by: dict[Stage, int]
    unread: dict[Stage, int]
    reasons: dict[str, int]

    @property
    def rate(self) -> float:
        """The share of the records that some stage objected to."""
        return self.any / self.records if self.records else 0.0


class Report(Frozen):
    """What a self-test found."""

    seed: int
    faults: tuple[FaultReport, ...]
    alarms: Alarms


def planted_in(sound: Sound, record_id: str, seed: int) -> list[Planted]:
    """A faulty draft for each fault that the record gives a hold; the same again for the same seed and id."""
    found = (plant(fault, sound, f"{seed}:{record_id}") for fault in Plantable)
    return [planted for planted in found if planted]


def report(trials: Iterable[Trial], seed: int) -> Report:
    """The counts. A stage caught a planted fault if it objects to something that it does not object to in the untouched record.

    Each record must be among the trials untouched, too; KeyError otherwise.
    """
    all_trials = list(trials)
    sound = {trial.record_id: trial.objections for trial in all_trials if trial.fault is None}
    return Report(
        seed=seed,
        faults=tuple(_fault_report(fault, [trial for trial in all_trials if trial.fault is fault], sound) for fault in Plantable),
        alarms=_alarms(list(sound.values())),
    )


def _fault_report(fault: Plantable, trials: Sequence[Trial], sound: Mapping[str, Objections]) -> FaultReport:
    caught = {id(trial): _caught(trial.objections, sound[trial.record_id]) for trial in trials}

    def catch(some: Sequence[Trial]) -> Catch:
        stages = [caught[id(trial)] for trial in some]
        return Catch(
            planted=len(some),
            caught=sum(map(bool, stages)),
            by={stage: sum(stage in by for by in stages) for stage in Stage},
            first={stage: sum(by[:1] == [stage] for by in stages) for stage in Stage},
            unread=_unread([trial.objections for trial in some]),
        )

    return FaultReport(
        fault=fault,
        no_hold=len(sound) - len(trials),
        all=catch(trials),
        held_out=catch([trial for trial in trials if trial.held_out]),
        ways={way.name: catch([trial for trial in trials if trial.way == way.name]) for way in WAYS[fault]},
        missed=tuple(trial.record_id for trial in trials if not caught[id(trial)]),
    )


def _caught(objections: Objections, before: Objections) -> list[Stage]:
    """The stages that object to more than before, in their order."""
    return [stage for stage in Stage if set(objections.get(stage, ())) - set(before.get(stage, ()))]


def _alarms(untouched: Sequence[Objections]) -> Alarms:
    reasons = Counter(f"{stage}:{reason}" for objections in untouched for stage, found in objections.items() for reason in set(found))
    return Alarms(
        records=len(untouched),
        any=sum(any(objections.values()) for objections in untouched),
        by={stage: sum(bool(objections.get(stage)) for objections in untouched) for stage in Stage},
        unread=_unread(untouched),
        reasons=dict(reasons.most_common()),
    )


def _unread(all_objections: Sequence[Objections]) -> dict[Stage, int]:
    return {stage: sum(stage not in objections for objections in all_objections) for stage in Stage}
