"""What each misbehaviour must come to: the cause that rows name, how often one request may be sent, and whether the run stops."""

from dataclasses import dataclass

from tests.endpoint.plan import Behaviour

ATTEMPTS = 4
ASKED_AFRESH = 2
SEATS = {
    "Written": "writer",
    "Evolved": "evolver",
    "Criticism": "critic",
    "Revised": "reviser",
    "Judgements": "judge",
    "Answered": "answerer",
    "Matches": "matcher",
}


@dataclass(frozen=True)
class Expected:
    """`most` bounds how often the same bytes are sent. `stops` are words of the line with which the run stops; empty: it goes on. With
    `at_first` it stops only in the first seat, before anything was answered.

    `sound` answers give the same records as honest ones. What `mends` is asked again when the run goes on.
    """

    causes: frozenset[str] = frozenset()
    most: int = 1
    stops: str = ""
    at_first: bool = False
    sound: bool = False
    mends: bool = True

    def stops_in(self, seat: str) -> bool:
        """Whether the run stops when this seat is always answered so."""
        return bool(self.stops) and (not self.at_first or seat == next(iter(SEATS)))


def _over(*causes: str, most: int = ATTEMPTS, stops: str = "", at_first: bool = False, mends: bool = True) -> Expected:
    return Expected(frozenset(causes), most, stops, at_first, mends=mends)


UNFIT = _over("schema", most=ASKED_AFRESH, mends=False)
EMPTY = _over("schema", "garbled", mends=False)
SOUND = Expected(sound=True)

EXPECTED = {
    Behaviour.RATE_LIMIT_2S: _over("rate_limit"),
    Behaviour.RATE_LIMIT: _over("rate_limit"),
    Behaviour.RATE_LIMIT_300S: _over(most=1, stops="asks to wait 300 s"),
    Behaviour.QUOTA: _over(most=1, stops="credit"),
    Behaviour.SERVER_ERROR: _over("server"),
    Behaviour.BAD_GATEWAY: _over("server"),
    Behaviour.UNAVAILABLE: _over("server"),
    Behaviour.BAD_REQUEST: _over("bad_request", most=1),
    Behaviour.UNAUTHORISED: _over(most=1, stops="check the key"),
    Behaviour.FORBIDDEN: _over("forbidden", most=1, stops="check the key", at_first=True),
    Behaviour.NOT_FOUND: _over(most=1, stops="--model"),
    Behaviour.TOO_LONG: _over("too_long", most=1),
    Behaviour.RESET: _over("broken", stops="--base-url", at_first=True),
    Behaviour.RESET_MID_BODY: _over("broken", stops="--base-url", at_first=True),
    Behaviour.HANG: _over("timeout"),
    Behaviour.DRIP: _over("timeout"),
    Behaviour.HTML: _over("garbled"),
    Behaviour.EMPTY_BODY: _over("garbled"),
    Behaviour.CUT_BODY: _over("garbled"),
    Behaviour.NO_CHOICES: _over("garbled"),
    Behaviour.NULL_CHOICES: _over("garbled"),
    Behaviour.NULL_MESSAGE: _over("garbled"),
    Behaviour.ERROR_OBJECT: _over("garbled"),
    Behaviour.NULL_CONTENT: EMPTY,
    Behaviour.EMPTY_CONTENT: EMPTY,
    Behaviour.LENGTH: _over("cut", most=1, mends=False),
    Behaviour.REFUSAL: _over("refused", most=1, mends=False),
    Behaviour.CONTENT_FILTER: _over("filtered", most=1, mends=False),
    Behaviour.PROSE: UNFIT,
    Behaviour.BAD_JSON: UNFIT,
    Behaviour.CUT_JSON: UNFIT,
    Behaviour.FENCED: SOUND,
    Behaviour.THINK: SOUND,
    Behaviour.WRONG_SCHEMA: UNFIT,
    Behaviour.EXTRA_FIELDS: UNFIT,
    Behaviour.MISSING_USAGE: SOUND,
}
