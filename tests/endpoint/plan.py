"""What the endpoint is to do: how fast, how the honest answers are shaped, and which requests it treats badly."""

from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict


class Behaviour(StrEnum):
    """The 36 misbehaviours, in the order in which an answer can go wrong."""

    RATE_LIMIT_2S = "rate_limit_2s"
    RATE_LIMIT = "rate_limit"
    RATE_LIMIT_300S = "rate_limit_300s"
    QUOTA = "quota"
    SERVER_ERROR = "server_error"
    BAD_GATEWAY = "bad_gateway"
    UNAVAILABLE = "unavailable"
    BAD_REQUEST = "bad_request"
    UNAUTHORISED = "unauthorised"
    FORBIDDEN = "forbidden"
    NOT_FOUND = "not_found"
    TOO_LONG = "too_long"

    RESET = "reset"
    RESET_MID_BODY = "reset_mid_body"
    HANG = "hang"
    DRIP = "drip"

    HTML = "html"
    EMPTY_BODY = "empty_body"
    CUT_BODY = "cut_body"
    NO_CHOICES = "no_choices"
    NULL_CHOICES = "null_choices"
    NULL_MESSAGE = "null_message"
    ERROR_OBJECT = "error_object"

    NULL_CONTENT = "null_content"
    EMPTY_CONTENT = "empty_content"
    LENGTH = "length"
    REFUSAL = "refusal"
    CONTENT_FILTER = "content_filter"

    PROSE = "prose"
    BAD_JSON = "bad_json"
    CUT_JSON = "cut_json"
    FENCED = "fenced"
    THINK = "think"
    WRONG_SCHEMA = "wrong_schema"
    EXTRA_FIELDS = "extra_fields"
    MISSING_USAGE = "missing_usage"


class Marks(StrEnum):
    """Whether an honest answer can be told from every other: by its request alone, or also from other answers to the same request."""

    NONE = "none"
    REQUEST = "request"
    SERVED = "served"


class Sealed(BaseModel):
    """A plan is read from JSON: an unknown field is a mistake of the test."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Rule(Sealed):
    """Which requests meet a misbehaviour; every condition that is given must hold.

    `seat` is the name of the reply's schema, `sights` how often a body of exactly these bytes has been seen by now (1 the first time),
    `served` the first and last place in the order of arrival, `share` the part of all bodies, chosen by their hash.
    """

    behaviour: Behaviour
    seat: str | None = None
    sights: tuple[int, ...] | None = None
    served: tuple[int, int] | None = None
    share: float = 1.0

    def meets(self, seat: str, sight: int, place: int, sha: str) -> bool:
        """Whether this request is one of those."""
        return (
            (self.seat is None or self.seat == seat)
            and (self.sights is None or sight in self.sights)
            and (self.served is None or self.served[0] <= place <= self.served[1])
            and within(sha, self.share)
        )


class BatchPlan(Sealed):
    """What becomes of batches: how many looks they stay in progress for, how they end, and which part of their lines is answered by then
    if they end before their time. `lost` batches are begun without the client hearing of it, for the connection breaks.
    """

    looks: int = 0
    ends: Literal["completed", "failed", "expired", "cancelled"] = "completed"
    share: float = 0.5
    lost: int = 0


class Order(Sealed):
    """What an attack wants: it is on a page when all its `signs` are, and it wants `claim` said."""

    name: str
    claim: str
    signs: tuple[str, ...]


class Plan(Sealed):
    """The first rule that a request meets decides; a request that meets none gets the honest answer.

    `latency` is in seconds. `faulty` is the part of first drafts that the critic objects to once, `evolving` the part of drafts that the
    evolver carries on, `score` what the judge gives everywhere, but for the models in `scores` and for a part of the drafts, `poor`, which
    other models score low; `unanswerable`, `disputed` and `known` are the parts of questions that
    cannot be answered from passages, are answered from them otherwise, and can be answered without; `wrong` is the part of exercises that
    are set with a wrong solution, `unmended` that of sections whose second sentence a critic never accepts. All are
    decided by the words of the draft or the question, never by arrival.
    `marks` makes every honest answer a text of its own (see `marks.py`); with `echo` an error's message repeats the key and
    the headers of its own that it was sent.

    With `orders` the model is the one of `obedient.py`: the seats in `obeying` do what an order says that stands on their page, the seats
    in `lax` do so unasked, and all others are honest and write of the sentences in `sound` alone.
    """

    rules: tuple[Rule, ...] = ()
    latency: float = 0.0
    faulty: float = 0.0
    evolving: float = 0.0
    score: int = 5
    scores: dict[str, int] = {}
    poor: float = 0.0
    unanswerable: float = 0.0
    disputed: float = 0.0
    known: float = 0.0
    wrong: float = 0.0
    unmended: float = 0.0
    marks: Marks = Marks.NONE
    echo: bool = False
    batches: BatchPlan = BatchPlan()
    orders: tuple[Order, ...] = ()
    obeying: tuple[str, ...] = ()
    lax: tuple[str, ...] = ()
    sound: tuple[str, ...] = ()

    def behaviour(self, seat: str, sight: int, place: int, sha: str) -> Behaviour | None:
        """What happens to a request; None for the honest answer."""
        return next((rule.behaviour for rule in self.rules if rule.meets(seat, sight, place, sha)), None)


def within(sha: str, share: float) -> bool:
    """Whether a hash falls into the first `share` of all hashes."""
    return int(sha[:8], 16) < share * 2**32
