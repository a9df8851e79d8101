"""What a run will ask and cost: the real graph over a few of its passages, twice, with a chat that counts instead of asking."""

from collections.abc import Sequence
from math import sqrt
from statistics import fmean, stdev

import orjson
from pydantic import Field

from bookwright.agents.chat import Reply, Request
from bookwright.agents.team import model_team
from bookwright.agents.tokens import tokens, tokens_read
from bookwright.errors import ModelError
from bookwright.graphs.qa import qa_graph
from bookwright.knowledge.document import Frozen
from bookwright.knowledge.library import Library
from bookwright.knowledge.passage import Passage
from bookwright.service.configuration import ModelChoice
from bookwright.service.ledger_reader import LIVE, Account, LedgerReader
from bookwright.service.outcome import terms_of
from bookwright.service.prices import Rate
from bookwright.service.progress import Progress
from bookwright.service.settings import RunSettings
from bookwright.service.standin import reply, stand_in_team
from bookwright.service.work import RECURSION_LIMIT

SAMPLE, SMALLER = 32, 4  # passages of the larger sample; the smaller one is a fourth of it
STAGES = ("writer", "evolver", "critic", "reviser", "judge")
REVISED = 0.2
UNSURE = 0.25
FEWEST = 10  # answers of the ledger that are taken for typical
SECONDS_A_CALL, AT_ONCE = 2.0, 16
BUCKET = 5
BUSY = "SELECT count(*), count(DISTINCT CAST(at / ? AS INTEGER)) FROM answers WHERE model = ? AND lane = 'live'"


class Call(Frozen):
    """One call: the role, the tokens guessed from the characters of prompt and reply, and the true answer if the ledger holds it."""

    role: str
    read: float
    written: float
    kept: Reply | None = None


class Known(Frozen):
    """What the ledger of RUN tells: answers that it holds, tokens written by role, the share revised, and answers a second."""

    answers: int = 0
    written: dict[str, float] = Field(default_factory=dict)
    revised: float | None = None
    a_second: float | None = None


class Stage(Frozen):
    """What one role will ask in the whole run."""

    role: str
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
    left: Stage
    undone: int
    records: float | None

    def total(self, sample: int = -1) -> Stage:
        """All stages of a sample together."""
        return _sum(self.stages[sample])


class CountingChat:
    """A chat that writes down what it was asked. It answers with what the ledger holds for the request, else with the stand-in's reply."""

    def __init__(self, choice: ModelChoice, ledger: LedgerReader | None) -> None:
        self.name = choice.name
        self.calls: list[Call] = []
        self._parameters, self._ledger = choice.parameters, ledger

    async def ask(self, request: Request) -> Reply:
        """An answer that cost nothing."""
        kept = self._ledger.answer(request.key(self.name, self._parameters)) if self._ledger else None
        made = reply.get().model_dump_json()
        self.calls.append(Call(role=request.role, read=tokens_read(request), written=tokens(made), kept=kept))
        return kept or Reply(text=made)


async def estimate(
    settings: RunSettings, library: Library, passages: Sequence[Passage], ledger: LedgerReader | None, progress: Progress
) -> Estimate:
    """Samples the passages, which are in work order, so that their first ones are a fair sample."""
    assert settings.model is not None
    known = known_from(ledger, settings.model.name) if ledger else Known()
    chat = CountingChat(settings.model, ledger)
    revised = REVISED if known.revised is None else known.revised
    graph = qa_graph(stand_in_team(chat, revised), library, settings.qa).compile()
    largest = min(SAMPLE, len(passages))
    sizes = tuple(sorted({max(1, largest // SMALLER), largest}))
    progress.stage("Sampling", sizes[-1])

    async def calls_of(passage: Passage) -> list[Call]:
        before = len(chat.calls)
        try:
            await graph.ainvoke({"passage_id": passage.id}, {"recursion_limit": RECURSION_LIMIT})
        except ModelError:
            progress.note(f"passage {passage.id}: its answer in the ledger cannot be used; counted as far as it came")
        progress.step()
        return chat.calls[before:]

    asked = [await calls_of(passage) for passage in passages[: sizes[-1]]]
    undone, records = _standing(settings, library, passages, ledger, chat)
    rest = [await calls_of(passage) for passage in _spread_out(undone)] if known.answers else []
    kept = [call for call in chat.calls if call.kept and call.kept.input_tokens]
    true = sum(call.kept.input_tokens for call in kept if call.kept)
    ratio = true / sum(call.read for call in kept) if len(kept) >= FEWEST else None
    unpaid = [_priced([call for call in calls if not call.kept], ratio, known) for calls in rest]
    samples = [[_priced(calls, ratio, known) for calls in asked[:size]] for size in sizes]
    stages = tuple(_stages(sample, len(passages)) for sample in samples)
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
        left=_sum(_stages(unpaid, len(undone))) if known.answers else _sum(stages[-1]),
        undone=len(undone),
        records=records,
    )


def known_from(ledger: LedgerReader, model: str) -> Known:
    """What a ledger tells of a model, where it holds enough answers of it."""
    accounts = [account for account in ledger.accounts() if account.model == model]
    roles = {role: [a for a in accounts if a.role == role] for role in {a.role for a in accounts}}
    calls = {role: sum(a.calls for a in of_role) for role, of_role in roles.items()}
    written = {r: sum(a.output_tokens for a in of_role) / calls[r] for r, of_role in roles.items() if calls[r] >= FEWEST}
    ((answers, buckets),) = ledger.rows(BUSY, BUCKET, model)
    return Known(
        answers=sum(calls.values()),
        written={role: each for role, each in written.items() if each},
        revised=_share_revised(calls.get("reviser", 0), calls.get("judge", 0)),
        a_second=answers / (buckets * BUCKET) if answers >= FEWEST else None,
    )


def _share_revised(revised: int, judged: int) -> float | None:
    """The share of readings that end in a revision. The critic's calls do not tell it, for one call reads several drafts; but each draft is
    judged once, and read once more for each of its revisions."""
    return revised / (revised + judged) if judged >= FEWEST else None


def money(stage: Stage, rate: Rate, model: str) -> float:
    """What a stage will cost."""
    whole = {"calls": round(stage.calls), "input_tokens": round(stage.read), "output_tokens": round(stage.written)}
    return float(rate.cost(Account(role=stage.role, model=model, lane=LIVE, cached_tokens=0, **whole)))


def _priced(calls: Sequence[Call], ratio: float | None, known: Known) -> list[Stage]:
    """The calls of a passage, with the true tokens where they are known."""
    return [
        Stage(
            role=call.role,
            calls=1,
            read=call.kept.input_tokens if call.kept and call.kept.input_tokens else call.read * (ratio or 1.0),
            written=call.kept.output_tokens if call.kept and call.kept.output_tokens else known.written.get(call.role, call.written),
        )
        for call in calls
    ]


def _standing(
    settings: RunSettings, library: Library, passages: Sequence[Passage], ledger: LedgerReader | None, chat: CountingChat
) -> tuple[list[Passage], float | None]:
    """The passages that are not finished under these settings, and the records that a finished one has brought on average."""
    if ledger is None:
        return list(passages), None
    terms = terms_of(model_team(chat), library, settings.qa, settings.model.parameters if settings.model else {})
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


def _sum(stages: Sequence[Stage]) -> Stage:
    return Stage(
        role="all",
        calls=sum(stage.calls for stage in stages),
        read=sum(stage.read for stage in stages),
        written=sum(stage.written for stage in stages),
    )


def _stages(sample: Sequence[Sequence[Stage]], passages: int) -> tuple[Stage, ...]:
    factor = passages / max(1, len(sample))
    by_role = {role: [stage for each in sample for stage in each if stage.role == role] for role in STAGES}
    return tuple(
        Stage(
            role=role,
            calls=len(found) * factor,
            read=sum(stage.read for stage in found) * factor,
            written=sum(stage.written for stage in found) * factor,
        )
        for role, found in by_role.items()
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
