"""What the alignment of a claim comes to, in numbers that mean the same in every domain: rates per content word, shares in 0..1."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from bookwright.curation.support.alignment import Aligned, State
from bookwright.curation.support.claim import Kind
from bookwright.curation.support.evidence import Ready
from bookwright.curation.support.lexicon import CLASSES, DENYING
from bookwright.curation.support.windows import covered_by

TOGETHER = (1, 2, 3, 5)
LEAST_WORDS = 8


def marks(word: Aligned) -> Iterator[tuple[str, float]]:
    """The features that a word of a claim adds to, and how much to each."""
    if not word.word.is_content:
        yield from _function_marks(word)
        return
    kind, state = word.word.kind, word.state
    yield f"{kind} {state}", 1.0
    if kind is Kind.SPEECH:
        return
    yield f"any {state}", 1.0
    yield "context", word.context
    yield "neighbour before", float(word.before)
    yield "neighbour after", float(word.after)
    if word.beside_foe:
        yield "beside its opposite", 1.0
    if word.turned:
        yield "denied or affirmed otherwise", 1.0
    if state in (State.KIN, State.LOOSE):
        yield "kin beside its neighbours" if word.beside_kin else "kin away from its neighbours", 1.0
        if kind is Kind.VERB and word.beside_kin:
            yield "verb kin beside its neighbours", 1.0
    if state is State.NEW:
        yield from _new_marks(word)


def _new_marks(word: Aligned) -> Iterator[tuple[str, float]]:
    kind = word.word.kind
    yield "new in known context", word.context
    yield f"{kind} new between known words", word.known
    if word.exchanged:
        yield f"{kind} exchanged", 1.0
    if word.common:
        yield f"{kind} new and common", 1.0
    if word.has_foe:
        yield "new, of a pair of opposites", 1.0
    if any(word.word.folded.startswith(prefix) and len(word.word.folded) > len(prefix) + 3 for prefix in DENYING):
        yield "new, with a denying prefix", 1.0


def _function_marks(word: Aligned) -> Iterator[tuple[str, float]]:
    yield "function here", float(word.state is State.HERE)
    if (name := CLASSES.get(word.word.folded)) is None:
        return
    if word.state is not State.HERE:
        yield f"{name} {word.state}", 1.0
    if word.touching < 2:
        yield f"{name} touching {word.touching}", 1.0


def rates(words: Sequence[Aligned]) -> dict[str, float]:
    """Each feature's sum over the words, per content word, and the longest run of new words, as a count; no features of value 0."""
    count = content_count(words)
    sums: defaultdict[str, float] = defaultdict(float)
    for word in words:
        for name, value in marks(word):
            sums[name] += value
    return {name: value / count for name, value in sums.items() if value} | {"longest new run": float(_longest_run(words))}


def content_count(words: Sequence[Aligned]) -> int:
    """What rates are taken over: how many content words there are, but at least 8, as one word is much of a short claim."""
    return max(LEAST_WORDS, sum(word.word.is_content for word in words))


def _longest_run(words: Sequence[Aligned]) -> int:
    """The most content words in a row that are new."""
    longest = run = 0
    for word in words:
        if word.word.is_content:
            run = run + 1 if word.state is State.NEW else 0
            longest = max(longest, run)
    return longest


def coverage_rates(claim: str, evidence: Ready, words: Sequence[Aligned]) -> dict[str, float]:
    """How much of a claim the evidence has at all: its best sentences together, its names and numbers, and what is new."""
    own = rates(words)
    return {
        **covered_by(claim, evidence, TOGETHER),
        **{name: own.get(name, 0.0) for name in ("any new", "context", "longest new run")},
    }
