"""The self-test: what gates, critics and judges say of drafts with a known fault, and of sound ones, counted into a report."""

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from enum import StrEnum

from bookwright.curation.planting import WAYS, Plantable, Planted, plant, reword
from bookwright.curation.planting.rewording import WAYS as REWORDINGS
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
    """One draft that was shown to every stage: with a fault that was planted in a certain way, or sound, then reworded in a certain way or,
    without a `way`, untouched."""

    record_id: str
    fault: Plantable | None = None
    way: str = ""
    held_out: bool = False
    objections: dict[Stage, tuple[str, ...]]


class Catch(Frozen):
    """How many were planted, how many some stage caught, how many each of them (`by`), and how many each was the first to (`first`).

    `unread` counts the drafts that a stage cannot be counted on: it gave no answer on them, or none on their untouched record.
    """

    planted: int
    caught: int
    by: dict[Stage, int]
    first: dict[Stage, int]
    unread: dict[Stage, int]

    @property
    def rate(self) -> float | None:
        """The share that was caught; None of none."""
        return self.caught / self.planted if self.planted else None


class FaultReport(Frozen):
    """One fault: how many records gave it no hold, what was caught of all, of the ways held out and of each way, and in which not."""

    fault: Plantable
    no_hold: int
    all: Catch
    held_out: Catch
    ways: dict[str, Catch]
    missed: tuple[str, ...]


class Alarms(Frozen):
    """Sound drafts: how many any stage objected to, how many each, and the reasons as "stage:reason". `unread` counts those of which a
    stage gave no answer."""

    records: int
    any: int
    by: dict[Stage, int]
    unread: dict[Stage, int]
    reasons: dict[str, int]

    @property
    def rate(self) -> float | None:
        """The share that some stage objected to; None of none."""
        return self.any / self.records if self.records else None


class RewordingReport(Frozen):
    """The reworded records: how many gave no hold, what was held against all and against each way, and the ids that a gate objected to."""

    no_hold: int
    all: Alarms
    ways: dict[str, Alarms]
    against_gates: tuple[str, ...]


class Report(Frozen):
    """What a self-test found. `alarms` are those on the untouched records, which the stages of the run have accepted; `reworded` those on
    sound rewordings of them, which no stage has chosen."""

    seed: int
    faults: tuple[FaultReport, ...]
    alarms: Alarms
    reworded: RewordingReport


def planted_in(sound: Sound, record_id: str, seed: int) -> list[Planted]:
    """A faulty draft for each fault that the record gives a hold; the same again for the same seed and id."""
    found = (plant(fault, sound, f"{seed}:{record_id}") for fault in Plantable)
    return [planted for planted in found if planted]


def reworded_in(sound: Sound, record_id: str, seed: int) -> list[Planted]:
    """A sound rewording, if the record gives it a hold; the same again for the same seed and id."""
    found = reword(sound, f"{seed}:{record_id}")
    return [found] if found else []


def report(trials: Iterable[Trial], seed: int) -> Report:
    """The counts. A stage caught a planted fault if it objects to something that it does not object to in the untouched record.

    Each record must be among the trials untouched, too; KeyError otherwise.
    """
    all_trials = list(trials)
    sound = {trial.record_id: trial.objections for trial in all_trials if trial.fault is None and not trial.way}
    reworded = [trial for trial in all_trials if trial.fault is None and trial.way]
    return Report(
        seed=seed,
        faults=tuple(_fault_report(fault, [trial for trial in all_trials if trial.fault is fault], sound) for fault in Plantable),
        alarms=_alarms(list(sound.values())),
        reworded=RewordingReport(
            no_hold=len(sound) - len(reworded),
            all=_alarms([trial.objections for trial in reworded]),
            ways={way.name: _alarms([trial.objections for trial in reworded if trial.way == way.name]) for way in REWORDINGS},
            against_gates=tuple(trial.record_id for trial in reworded if trial.objections.get(Stage.GATES)),
        ),
    )


def _fault_report(fault: Plantable, trials: Sequence[Trial], sound: Mapping[str, Objections]) -> FaultReport:
    compared = {id(trial): _compared(trial.objections, sound[trial.record_id]) for trial in trials}
    caught = {key: [stage for stage, more in stages.items() if more] for key, stages in compared.items()}

    def catch(some: Sequence[Trial]) -> Catch:
        stages = [caught[id(trial)] for trial in some]
        return Catch(
            planted=len(some),
            caught=sum(map(bool, stages)),
            by={stage: sum(stage in by for by in stages) for stage in Stage},
            first={stage: sum(by[:1] == [stage] for by in stages) for stage in Stage},
            unread=_unread([compared[id(trial)] for trial in some]),
        )

    return FaultReport(
        fault=fault,
        no_hold=len(sound) - len(trials),
        all=catch(trials),
        held_out=catch([trial for trial in trials if trial.held_out]),
        ways={way.name: catch([trial for trial in trials if trial.way == way.name]) for way in WAYS[fault]},
        missed=tuple(trial.record_id for trial in trials if not caught[id(trial)]),
    )


def _compared(objections: Objections, before: Objections) -> dict[Stage, bool]:
    """The stages that gave an answer both times, in their order, and whether they object to more than before."""
    return {stage: bool(set(objections[stage]) - set(before[stage])) for stage in Stage if stage in objections and stage in before}


def _alarms(sound: Sequence[Objections]) -> Alarms:
    reasons = Counter(f"{stage}:{reason}" for objections in sound for stage, found in objections.items() for reason in set(found))
    return Alarms(
        records=len(sound),
        any=sum(any(objections.values()) for objections in sound),
        by={stage: sum(bool(objections.get(stage)) for objections in sound) for stage in Stage},
        unread=_unread(sound),
        reasons=dict(reasons.most_common()),
    )


def _unread(answered: Sequence[Container[Stage]]) -> dict[Stage, int]:
    return {stage: sum(stage not in stages for stages in answered) for stage in Stage}
