"""How long answers take and how large they are, by kind of request."""

from collections import deque

from bookwright.agents.chat import Request

SLOW = 2.0
FASTER = 0.8
DECREASES = 2
LEAST_SAMPLES = 16
CHARACTERS_PER_TOKEN = 4
USUAL_REPLY = 400.0
WEIGHT = 0.1


class Tempo:
    """Tells when answers have become slow: a window's mean, against the best window so far.

    Kinds of request differ in length, so each answer counts as a ratio to the first window's mean of its kind. Where asking less at a time
    has brought no faster answers, it is not we who slow the endpoint, and what it does now is its best. (The best does not age: each climb
    of the limit would pass for normal in time, and the next one begin from there.)
    """

    def __init__(self) -> None:
        self._usual: dict[str, float] = {}
        self._counted: dict[str, int] = {}
        self._ratios: list[float] = []
        self._window = 0
        self._best = float("inf")
        self._slow: deque[float] = deque(maxlen=DECREASES + 1)
        self._replies: dict[str, float] = {}

    def replied(self, kind: str, output_tokens: int) -> None:
        """Takes in how large a reply was."""
        if output_tokens:
            before = self._replies.get(kind, float(output_tokens))
            self._replies[kind] = before + WEIGHT * (output_tokens - before)

    def slowed(self, kind: str, seconds: float, window: int) -> bool:
        """Takes in how long one answer took; true at the end of a window that was slow, when it may help to ask less at a time.

        A window is so many answers as there were calls at once when it began. After each slow one only calls begun since may be told.
        """
        counted = self._counted.get(kind, 0)
        if counted < LEAST_SAMPLES:
            self._counted[kind] = counted + 1
            self._usual[kind] = (self._usual.get(kind, 0.0) * counted + seconds) / (counted + 1)
            return False
        if not self._ratios:
            self._window = max(LEAST_SAMPLES, window)  # not looked at again: it grows with each answer as long as the limit does
        self._ratios.append(seconds / max(self._usual[kind], 1e-6))
        if len(self._ratios) < self._window:
            return False
        mean = sum(self._ratios) / len(self._ratios)
        self._ratios.clear()
        return self._is_slow(mean)

    def _is_slow(self, mean: float) -> bool:
        self._best = min(self._best, mean)
        if mean <= SLOW * self._best:
            self._slow.clear()
            return False
        # The first slow window does not count: its calls began while the limit was still growing, so the next is slower for its delay.
        if len(self._slow) > DECREASES and mean > FASTER * self._slow[-DECREASES]:
            self._best = mean
            self._slow.clear()
            return False
        self._slow.append(mean)
        return True

    def tokens(self, request: Request) -> float:
        """How many tokens a request and its reply are likely to be."""
        characters = sum(len(message.content) for message in request.messages)
        return characters / CHARACTERS_PER_TOKEN + self._replies.get(request.schema_name, USUAL_REPLY)
