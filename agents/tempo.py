"""How long answers take and how large they are, by kind of request."""

from bookwright.agents.chat import Request

SLOW = 2.0
LEAST_SAMPLES = 16
CHARACTERS_PER_TOKEN = 4
USUAL_REPLY = 400.0
WEIGHT = 0.1


class Tempo:
    """Tells when answers have become slow: a window's mean, against the best window so far.

    Kinds of request differ in length, so each answer counts as a ratio to the first window's mean of its kind.
    """

    def __init__(self) -> None:
        self._usual: dict[str, float] = {}
        self._counted: dict[str, int] = {}
        self._ratios: list[float] = []
        self._best = float("inf")
        self._replies: dict[str, float] = {}

    def slowed(self, kind: str, seconds: float, output_tokens: int, window: int) -> bool:
        """Takes one answer in; true at the end of a window that was twice as slow as the best one."""
        if output_tokens:
            before = self._replies.get(kind, float(output_tokens))
            self._replies[kind] = before + WEIGHT * (output_tokens - before)
        counted = self._counted.get(kind, 0)
        if counted < LEAST_SAMPLES:
            self._counted[kind] = counted + 1
            self._usual[kind] = (self._usual.get(kind, 0.0) * counted + seconds) / (counted + 1)
            return False
        self._ratios.append(seconds / max(self._usual[kind], 1e-6))
        if len(self._ratios) < max(LEAST_SAMPLES, window):
            return False
        mean = sum(self._ratios) / len(self._ratios)
        self._ratios.clear()
        self._best = min(self._best, mean)
        return mean > SLOW * self._best

    def tokens(self, request: Request) -> float:
        """How many tokens a request and its reply are likely to be."""
        characters = sum(len(message.content) for message in request.messages)
        return characters / CHARACTERS_PER_TOKEN + self._replies.get(request.schema_name, USUAL_REPLY)
