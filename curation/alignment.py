"""Alignment: what a claim says in the place of what its evidence says, where both go on in the same words.

Each sentence of the claim is aligned word by word with those of the evidence (by their longest common subsequence of stems). Where they
differ between words that are the same stands an edit: a difference so small is no paraphrase of the whole, so that what was put there can
be compared with what stood there.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from rapidfuzz.distance import Indel, Opcode

from bookwright.curation.terms import AT_HAND, stem

WORD = re.compile(r"(?:(?<!\w)[-−](?=\d))?\w+(?:[.,'’/:]\w+)*(?:\(\))?%?")
SENTENCE = re.compile(r"(?<=[.!?])[\"”’)\]]*\s+(?=[\"“‘(\[]?[A-Z\d])|\n+")
SAID_FIRST = re.compile(r"^\s*(?:yes|no)\s*[,;:.—–-]\s*", re.IGNORECASE)
"""What answers a question before the sentence that says so: "No, it must not"."""
CONTRACTED = re.compile(r"\b(ca|wo|sha|\w+?)n['’]t\b", re.IGNORECASE)
IN_FULL = {"ca": "can", "wo": "will", "sha": "shall"}
CANNOT = re.compile(r"\bcannot\b", re.IGNORECASE)
SUPPORT = frozenset("do does did".split())
"""They come and go with a "not" and say nothing by themselves."""
NEAR = 2
"""Equal words that a difference needs on each side where the sentence does not end there."""
SHARED = 0.6
"""The part of the claim's words that are its evidence's own in a sentence that follows it."""
MOST = 6
"""Words of a difference that is a small one."""
LONG = 3
"""Equal words that a difference needs on both sides where the sentence as a whole does not follow its evidence."""


@dataclass(frozen=True)
class Edit:
    """The claim's words and the evidence's in one place, as they are written; either may be none."""

    claim: tuple[str, ...]
    source: tuple[str, ...]


@dataclass(frozen=True)
class Sentence:
    """The words of a sentence as written, contractions in full and a supporting "do" left out, and their stems."""

    written: tuple[str, ...]
    stems: tuple[str, ...]

    def likeness(self, other: "Sentence") -> tuple[int, int]:
        """How many stems two sentences share; the shorter one first where it is the same."""
        return len(set(self.stems) & set(other.stems)), -len(other.stems)

    def has(self, stems: Sequence[str]) -> bool:
        """Whether these stems stand in the sentence, one after the other."""
        return f" {' '.join(stems)} " in f" {' '.join(self.stems)} "


@lru_cache(AT_HAND)
def edits(claim: str, evidence: str) -> tuple[Edit, ...]:
    """The small differences of the claim from its evidence, in order; none where the claim is its evidence or is worded quite otherwise."""
    if is_quoted(claim, evidence):
        return ()
    sources = _sentences(evidence)
    found: list[Edit] = []
    for sentence in _sentences(SAID_FIRST.sub("", claim)):
        nearest = max(sources, key=sentence.likeness, default=None)
        for source in sources:
            found += _differences(sentence, source, sources, nearest=source is nearest)
    return tuple(dict.fromkeys(found))


def is_quoted(claim: str, evidence: str) -> bool:
    """Whether the claim is made of the evidence's own words in one run, white space apart."""
    return claim in evidence or " ".join(claim.split()) in " ".join(evidence.split())


def _sentences(text: str) -> list[Sentence]:
    return [sentence for part in SENTENCE.split(text) if (sentence := read_sentence(part)).stems]


@lru_cache(AT_HAND)
def read_sentence(text: str) -> Sentence:
    """A sentence made ready to be aligned."""
    full = CONTRACTED.sub(lambda found: f"{IN_FULL.get(found[1].casefold(), found[1])} not", CANNOT.sub("can not", text))
    written = tuple(word for word in WORD.findall(full) if word.casefold() not in SUPPORT)
    return Sentence(written, tuple(stem(word.casefold()) for word in written))


def _differences(claim: Sentence, source: Sentence, sources: Sequence[Sentence], *, nearest: bool) -> Iterator[Edit]:
    """The runs of unequal words that stand between long enough runs of equal ones.

    What the claim says in such a place may stand in another sentence of the evidence just so; then it is no difference.
    """
    steps = Indel.opcodes(source.stems, claim.stems)
    alike = nearest and sum(step.src_end - step.src_start for step in steps if step.tag == "equal") >= SHARED * len(claim.stems)
    least = NEAR if alike else LONG
    runs = [(equal, list(run)) for equal, run in groupby(steps, key=lambda step: step.tag == "equal")]
    for place, (equal, run) in enumerate(runs):
        beside = [runs[near][1][0] for near in (place - 1, place + 1) if 0 <= near < len(runs)]
        if equal or not (_follows(beside, source) if alike else _is_enclosed(beside, claim)):
            continue
        start, end = run[0].dest_start, run[-1].dest_end
        if max(end - start, run[-1].src_end - run[0].src_start) > MOST:
            continue
        only_left_out = start == end and start in (0, len(claim.stems))
        if only_left_out or not any(other.has(claim.stems[max(0, start - least) : end + least]) for other in sources):
            yield Edit(claim=claim.written[start:end], source=source.written[run[0].src_start : run[-1].src_end])


def _follows(beside: Sequence[Opcode], source: Sentence) -> bool:
    """Whether the equal runs beside a difference are near enough, in a claim that follows this sentence; at its ends any will do."""
    return all(run.src_end - run.src_start >= NEAR or run.src_start == 0 or run.src_end == len(source.stems) for run in beside)


def _is_enclosed(beside: Sequence[Opcode], claim: Sentence) -> bool:
    """Whether a difference stands between two long equal runs, one of which may be short because the claim begins or ends with it."""
    long = [run.dest_end - run.dest_start >= LONG for run in beside]
    ends = [run.dest_start == 0 or run.dest_end == len(claim.stems) for run in beside]
    return len(beside) == 2 and any(long) and all(is_long or is_end for is_long, is_end in zip(long, ends, strict=True))
