"""What a run will ask and cost: the real graph over a few of its passages, twice, with a chat that counts instead of asking."""

from collections.abc import Mapping, Sequence
from math import sqrt
from statistics import fmean, stdev

import orjson
from pydantic import Field

from bookwright.agents.chat import Reply, Request
from bookwright.agents.team import Team
from bookwright.agents.tokens import tokens, tokens_read
from bookwright.curation.specification.grid import cells_of
from bookwright.errors import ModelError
from bookwright.graphs.qa import qa_graph
from bookwright.graphs.state import QAInput
from bookwright.knowledge.document import Frozen
from bookwright.knowledge.library import Library
from bookwright.knowledge.passage import Passage
from bookwright.service.configuration import ModelChoice
from bookwright.service.ledger_reader import LIVE, Account, LedgerReader
from bookwright.service.model import team_of
from bookwright.service.outcome import terms_of
from bookwright.service.prices import Rates
from bookwright.service.progress import Progress
from bookwright.service.settings import RunSettings
from bookwright.service.standin import reply, stand_in_team
from bookwright.service.work import RECURSION_LIMIT

SAMPLE, SMALLER = 32, 4  # passages of the larger sample; the smaller one is a fourth of it
STAGES = ("writer", "evolver", "critic", "reviser", "judge", "answerer", "matcher")
REVISED = 0.2
UNSURE = 0.25
FEWEST = 10  # answers of the ledger that are taken for typical
SECONDS_A_CALL, AT_ONCE = 2.0, 16
BUCKET = 5
BUSY = """
SELECT count(*), count(DISTINCT CAST(at / ? AS INTEGER)) FROM answers
WHERE model IN (SELECT value FROM json_each(?)) AND lane = 'live'
"""

Seat = tuple[str, str]
"""A role, and the model that plays it."""


class Call(Frozen):
    """One call: role and model, the tokens guessed from the characters of prompt and reply, and the true answer if the ledger holds it."""

    role: str
    model: str
    read: float
    written: float
    kept: Reply | None = None


class Known(Frozen):
    """What the ledger of RUN tells: answers that it holds, tokens written by each seat, the share revised, and answers a second."""

    answers: int = 0
    written: dict[Seat, float] = Field(default_factory=dict)
    revised: float | None = None
    a_second: float | None = None


class Stage(Frozen):
    """What one role will ask of one model in the whole run."""

    role: str
    model: str
    calls: float
    read: float
    written: float


class Estimate(Frozen):
    """The stages as each sample tells them, the larger sample last. `low` and `high` are shares of the whole; `exact` says that the
    ledger's own tokens were the measure, `ratio` what a token guessed from characters came to there. `left` is what the ledger of RUN does
    not hold yet, `undone` the passages that are not finished, `records` what comes of a passage by those that are (None without any)."""

    passages: int
    sizes: tuple[int, ...]
    stages: tuple[tuple[Stage, ...], ...]
    low: float
    high: float
    ratio: float | None
    revised: float
    known: Known
    seconds: float
    left: tuple[Stage, ...]
    undone: int
    records: float | None

    def total(self, sample: int = -1) -> Stage:
        """All stages of a sample together."""
        return together(self.stages[sample])


class CountingChat:
    """A chat that adds what it was asked to `calls`. It answers with what the ledger holds for the request, else with the stand-in's
    reply."""

    def __init__(self, choice: ModelChoice, ledger: LedgerReader | None, calls: list[Call]) -> None:
        self.name = choice.name
        self.calls = calls
        self._parameters, self._ledger = choice.parameters, ledger

    async def ask(self, request: Request) -> Reply:
        """An answer that cost nothing."""
        kept = self._ledger.answer(request.key(self.name, self._parameters)) if self._ledger else None
        made = reply.get().model_dump_json()
        self.calls.append(Call(role=request.role, model=self.name, read=tokens_read(request), written=tokens(made), kept=kept))
        return kept or Reply(text=made)


async def estimate(
    settings: RunSettings, library: Library, passages: Sequence[Passage], ledger: LedgerReader | None, progress: Progress
) -> Estimate:
    """Samples the passages, which are in work order, so that their first ones are a fair sample."""
    known = known_from(ledger, [choice.name for choice in settings.choices]) if ledger else Known()
    counted: list[Call] = []
    team = team_of(settings, {choice.name: CountingChat(choice, ledger, counted) for choice in settings.choices})
    revised = REVISED if known.revised is None else known.revised
    unanimous = settings.qa.model_copy(update={"jury": None})  # a jury may doubt judges that accept everything, as stand-ins do
    graph = qa_graph(stand_in_team(team, revised), library, unanimous).compile()
    seats = _seats(settings)
    largest = min(SAMPLE, len(passages))
    sizes = tuple(sorted({max(1, largest // SMALLER), largest}))
    progress.stage("Sampling", sizes[-1])

    cells = cells_of((passage.id for passage in passages), settings.qa.specification)

    async def calls_of(passage: Passage) -> list[Call]:
        before = len(counted)
        try:
            unit: QAInput = {"passage_id": passage.id, "specification": cells.get(passage.id, {})}
            await graph.ainvoke(unit, {"recursion_limit": RECURSION_LIMIT})
        except ModelError:
            progress.note(f"passage {passage.id}: its answer in the ledger cannot be used; counted as far as it came")
        progress.step()
        return counted[before:]

    asked = [await calls_of(passage) for passage in passages[: sizes[-1]]]
    undone, records = _standing(settings, team, library, passages, ledger)
    rest = [await calls_of(passage) for passage in _spread_out(undone)] if known.answers else []
    kept = [call for call in counted if call.kept and call.kept.input_tokens]
    true = sum(call.kept.input_tokens for call in kept if call.kept)
    ratio = true / sum(call.read for call in kept) if len(kept) >= FEWEST else None
    unpaid = [_priced([call for call in calls if not call.kept], ratio, known) for calls in rest]
    samples = [[_priced(calls, ratio, known) for calls in asked[:size]] for size in sizes]
    stages = tuple(_stages(sample, seats, len(passages)) for sample in samples)
    spread = _spread([sum(s.read + s.written for s in each) for each in samples[-1]], len(passages))
    unsure = 0.0 if ratio and known.written else UNSURE
    calls = sum(stage.calls for stage in stages[-1])
    return Estimate(
        passages=len(passages),
        sizes=sizes,
        stages=stages,
        low=max(0.0, (1 - spread) * (1 - unsure)),
        high=(1 + spread) * (1 + unsure),
        ratio=ratio,
        revised=revised,
        known=known,
        seconds=_seconds(calls, known, settings),
        left=_stages(unpaid, seats, len(undone)) if known.answers else stages[-1],
        undone=len(undone),
        records=records,
    )


def _seats(settings: RunSettings) -> list[Seat]:
    """Who will be asked, in the order of the stages."""
    assert settings.model is not None
    judges = settings.judges or (settings.model.name,)
    unasked = set() if settings.answering else {"answerer", "matcher"}
    return [(role, model) for role in STAGES if role not in unasked for model in (judges if role == "judge" else (settings.model.name,))]


def known_from(ledger: LedgerReader, models: Sequence[str]) -> Known:
    """What a ledger tells of the models, where it holds enough answers of one in a role."""
    accounts = [account for account in ledger.accounts() if account.model in models]
    seats = {seat: [a for a in accounts if (a.role, a.model) == seat] for seat in {(a.role, a.model) for a in accounts}}
    calls = {seat: sum(a.calls for a in of_seat) for seat, of_seat in seats.items()}
    written = {seat: sum(a.output_tokens for a in of_seat) / calls[seat] for seat, of_seat in seats.items() if calls[seat] >= FEWEST}
    ((answers, buckets),) = ledger.rows(BUSY, BUCKET, orjson.dumps(list(models)).decode())
    return Known(
        answers=sum(calls.values()),
        written={seat: each for seat, each in written.items() if each},
        revised=_share_revised(_most(calls, "reviser"), _most(calls, "judge")),
        a_second=answers / (buckets * BUCKET) if answers >= FEWEST else None,
    )


def _most(calls: Mapping[Seat, int], role: str) -> int:
    """The calls of a role to the model that had most of them: several judges read the same drafts."""
    return max((asked for (asks, _), asked in calls.items() if asks == role), default=0)


def _share_revised(revised: int, judged: int) -> float | None:
    """The share of readings that end in a revision. The critic's calls do not tell it, for one call reads several drafts; but each draft is
    judged once by each judge, and read once more for each of its revisions."""
    return revised / (revised + judged) if judged >= FEWEST else None


def money(stages: Sequence[Stage], rates: Rates) -> float | None:
    """What the stages will cost; None where one of their models has no rate."""
    accounts = [
        Account(
            role=stage.role,
            model=stage.model,
            lane=LIVE,
            calls=round(stage.calls),
            input_tokens=round(stage.read),
            output_tokens=round(stage.written),
            cached_tokens=0,
        )
        for stage in stages
    ]
    whole = rates.money(accounts)
    return None if whole is None else float(whole)


def _priced(calls: Sequence[Call], ratio: float | None, known: Known) -> list[Stage]:
    """The calls of a passage, with the true tokens where they are known."""
    return [
        Stage(
            role=call.role,
            model=call.model,
            calls=1,
            read=call.kept.input_tokens if call.kept and call.kept.input_tokens else call.read * (ratio or 1.0),
            written=call.kept.output_tokens
            if call.kept and call.kept.output_tokens
            else known.written.get((call.role, call.model), call.written),
        )
        for call in calls
    ]


def _standing(
    settings: RunSettings, team: Team, library: Library, passages: Sequence[Passage], ledger: LedgerReader | None
) -> tuple[list[Passage], float | None]:
    """The passages that are not finished under these settings, and the records that a finished one has brought on average."""
    if ledger is None:
        return list(passages), None
    terms = terms_of(team, library, settings.qa, settings.parameters)
    undone: list[Passage] = []
    records: list[int] = []
    for passage in passages:
        if outcome := ledger.outcome(passage.id, terms):
            records.append(len(orjson.loads(outcome)["records"]))
        else:
            undone.append(passage)
    return undone, fmean(records) if len(records) >= FEWEST else None


def _spread_out(passages: Sequence[Passage]) -> Sequence[Passage]:
    """A sample from the whole length: the first of the passages are those that a stopped run had in work."""
    return passages[:: max(1, len(passages) // SAMPLE)][:SAMPLE]


def together(stages: Sequence[Stage]) -> Stage:
    """Stages as one."""
    return Stage(
        role="all",
        model="",
        calls=sum(stage.calls for stage in stages),
        read=sum(stage.read for stage in stages),
        written=sum(stage.written for stage in stages),
    )


def _stages(sample: Sequence[Sequence[Stage]], seats: Sequence[Seat], passages: int) -> tuple[Stage, ...]:
    factor = passages / max(1, len(sample))
    by_seat = {seat: [stage for each in sample for stage in each if (stage.role, stage.model) == seat] for seat in seats}
    return tuple(
        Stage(
            role=role,
            model=model,
            calls=len(found) * factor,
            read=sum(stage.read for stage in found) * factor,
            written=sum(stage.written for stage in found) * factor,
        )
        for (role, model), found in by_seat.items()
    )


def _spread(costs: Sequence[float], passages: int) -> float:
    """Two standard errors of the mean, as a share of it, for a sample without replacement."""
    if len(costs) < 2 or not any(costs):
        return 0.0
    return 2 * stdev(costs) / sqrt(len(costs)) * sqrt(max(0.0, 1 - len(costs) / passages)) / fmean(costs)


def _seconds(calls: float, known: Known, settings: RunSettings) -> float:
    at_once = min(settings.pace.cap or AT_ONCE, AT_ONCE)
    fastest = calls / known.a_second if known.a_second else calls * SECONDS_A_CALL / at_once
    return max(fastest, calls / settings.pace.requests_per_minute * 60 if settings.pace.requests_per_minute else 0.0)
