"""Alignment: what a claim says in the place of what its evidence says, where both go on in the same words.

Each sentence of the claim is aligned word by word with the sentence of the evidence nearest to it (by their longest common subsequence of
stems). Where they differ between words that are the same stands an edit: a difference so small is no paraphrase of the whole, so that what
was put there can be compared with what stood there.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from rapidfuzz.distance import Indel

from bookwright.curation.terms import AT_HAND, stem

WORD = re.compile(r"(?:(?<!\w)[-−](?=\d))?\w+(?:[.,'’/:]\w+)*(?:\(\))?%?")
SENTENCE = re.compile(r"(?<=[.!?])[\"”’)\]]*\s+(?=[\"“‘(\[]?[A-Z\d])|\n+")
CONTRACTED = re.compile(r"\b(ca|wo|sha|\w+?)n['’]t\b", re.IGNORECASE)
IN_FULL = {"ca": "can", "wo": "will", "sha": "shall"}
CANNOT = re.compile(r"\bcannot\b", re.IGNORECASE)
SUPPORT = frozenset("do does did".split())
"""They come and go with a "not" and say nothing by themselves."""
NEAR = 2
"""Equal words that a difference needs on each side where the sentence does not end there."""
SHARED = 0.6
"""The part of the claim's words that must be the evidence's own before a difference means anything."""


@dataclass(frozen=True)
class Edit:
    """The claim's words and the evidence's in one place, as they are written; either may be none."""

    claim: tuple[str, ...]
    source: tuple[str, ...]


@dataclass(frozen=True)
class _Sentence:
    written: tuple[str, ...]
    stems: tuple[str, ...]


@lru_cache(AT_HAND)
def edits(claim: str, evidence: str) -> tuple[Edit, ...]:
    """The small differences of the claim from its evidence, in order; none where the claim is its evidence or is worded quite otherwise."""
    if is_quoted(claim, evidence):
        return ()
    sources = [sentence for part in SENTENCE.split(evidence) if (sentence := _sentence(part)).stems]
    found: list[Edit] = []
    for sentence in map(_sentence, SENTENCE.split(claim)):
        if sentence.stems and sources:
            stems = set(sentence.stems)
            nearest = max(sources, key=lambda source: (len(stems & set(source.stems)), -len(source.stems)))
            found += _differences(sentence, nearest)
    return tuple(found)


def is_quoted(claim: str, evidence: str) -> bool:
    """Whether the claim is made of the evidence's own words in one run, white space apart."""
    return claim in evidence or " ".join(claim.split()) in " ".join(evidence.split())


@lru_cache(AT_HAND)
def _sentence(text: str) -> _Sentence:
    full = CONTRACTED.sub(lambda found: f"{IN_FULL.get(found[1].casefold(), found[1])} not", CANNOT.sub("can not", text))
    written = tuple(word for word in WORD.findall(full) if word.casefold() not in SUPPORT)
    return _Sentence(written, tuple(stem(word.casefold()) for word in written))


def _differences(claim: _Sentence, source: _Sentence) -> list[Edit]:
    """The runs of unequal words that stand between long enough runs of equal ones."""
    steps = Indel.opcodes(source.stems, claim.stems)
    if sum(step.src_end - step.src_start for step in steps if step.tag == "equal") < SHARED * len(claim.stems):
        return []
    runs = [(equal, list(run)) for equal, run in groupby(steps, key=lambda step: step.tag == "equal")]
    found = []
    for place, (equal, run) in enumerate(runs):
        beside = [runs[near][1][0] for near in (place - 1, place + 1) if 0 <= near < len(runs)]
        if equal or any(
            step.src_end - step.src_start < NEAR and step.src_start > 0 and step.src_end < len(source.stems) for step in beside
        ):
            continue
        found.append(
            Edit(claim=claim.written[run[0].dest_start : run[-1].dest_end], source=source.written[run[0].src_start : run[-1].src_end])
        )
    return found
