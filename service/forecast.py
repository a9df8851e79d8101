"""What a call is likely to read and write, guessed before it begins and corrected by what calls have come to."""

from collections.abc import Sequence
from math import ceil

from bookwright.agents.chat import Reply, Request
from bookwright.agents.tokens import tokens_read
from bookwright.service.ledger_reader import LIVE, Account

UNHEARD = 1_000  # tokens that a role is taken to write before its first answer: more than most replies have
FEWEST = 10  # answers after which the guess of what is read is corrected


class Forecast:
    """Guesses by the text of a request and by what its role has written so far."""

    def __init__(self, accounts: Sequence[Account] = ()) -> None:
        self._written: dict[tuple[str, str], tuple[int, int]] = {}
        for account in accounts:
            self._count(account.model, account.role, account.calls, account.output_tokens)
        self._answers, self._guessed, self._read = 0, 0.0, 0

    def of(self, model: str, request: Request, lane: str = LIVE) -> Account:
        """The account of one call, as it is likely to be."""
        return Account(
            role=request.role,
            model=model,
            lane=lane,
            calls=1,
            input_tokens=ceil(tokens_read(request) * self._ratio()),
            output_tokens=self._usual(model, request.role),
            cached_tokens=0,
        )

    def learn(self, model: str, role: str, reply: Reply) -> None:
        """Takes in how much a role has written."""
        if reply.output_tokens:
            self._count(model, role, 1, reply.output_tokens)

    def correct(self, request: Request, reply: Reply) -> None:
        """Takes in what a request came to that had to be guessed."""
        if reply.input_tokens:
            self._answers += 1
            self._guessed += tokens_read(request)
            self._read += reply.input_tokens

    def _ratio(self) -> float:
        return self._read / self._guessed if self._answers >= FEWEST and self._guessed else 1.0

    def _usual(self, model: str, role: str) -> int:
        calls, written = self._written.get((model, role), (0, 0))
        return ceil(written / calls) if written else UNHEARD

    def _count(self, model: str, role: str, calls: int, written: int) -> None:
        before = self._written.get((model, role), (0, 0))
        self._written[model, role] = before[0] + calls, before[1] + written
