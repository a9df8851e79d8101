"""The pairs that the support score is trained and measured on: SummEdits and WiCE, as claims, evidence and labels."""

import ast
import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bookwright.curation.support.score import Standard, measured
from bookwright.knowledge.sentences import sentence_spans

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Pair:
    """A claim, its evidence sentence by sentence, whether it is supported; pairs of one group (document) are never split.

    `gold` holds the sets of sentences that readers found enough.
    """

    domain: str
    group: str
    claim: str
    evidence: tuple[str, ...]
    supported: bool
    gold: tuple[frozenset[int], ...] = ()


@dataclass(frozen=True)
class Table:
    """Features as pairs × names, labels, and the domain and group of each pair."""

    names: tuple[str, ...]
    values: Floats
    labels: NDArray[np.bool_]
    domains: NDArray[np.str_]
    groups: NDArray[np.str_]

    def of(self, rows: NDArray[np.bool_]) -> "Table":
        """The table of some of its pairs."""
        return Table(self.names, self.values[rows], self.labels[rows], self.domains[rows], self.groups[rows])


def summedits(folder: Path) -> list[Pair]:
    """The pairs of SummEdits (Laban et al. 2023) in `folder`, one domain a file; label 1 is a consistent summary."""
    return [
        Pair(path.stem.removeprefix("summedits_"), _named(row["doc"]), row["summary"], sentences(row["doc"]), str(row["label"]) == "1")
        for path in sorted(folder.glob("summedits_*.json"))
        for row in json.loads(path.read_text(encoding="utf-8"))
    ]


def wice(path: Path) -> list[Pair]:
    """The claims of WiCE (Kamoi et al. 2023) in a file of its claim level; supported against partially or not supported."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [
        Pair(
            "wice",
            _plain(row["meta"])["claim_title"],
            row["claim"],
            tuple(_plain(row["evidence"])),
            row["label"] == "supported",
            tuple(frozenset(gold) for gold in _plain(row["supporting_sentences"]) if gold),
        )
        for row in rows
    ]


def sentences(document: str) -> tuple[str, ...]:
    """The sentences of a document; a line end always ends one, so that a speaker's turn stands alone."""
    lines = (line for line in document.split("\n") if line.strip())
    return tuple(line[start:end].strip(" .") for line in lines for start, end in sentence_spans(line) if line[start:end].strip(" ."))


def table(pairs: Sequence[Pair], standard: Standard) -> Table:
    """The features of the pairs that a standard looks at, all that occur, by name."""
    rows = [measured(pair.claim, pair.evidence, standard) for pair in pairs]
    names = tuple(sorted({name for row in rows for name in row}))
    return Table(
        names,
        np.array([[row.get(name, 0.0) for name in names] for row in rows]),
        np.array([pair.supported for pair in pairs]),
        _strings(pair.domain for pair in pairs),
        _strings(pair.group for pair in pairs),
    )


def _named(document: str) -> str:
    return hashlib.sha256(document.encode()).hexdigest()[:12]


def _strings(values: Iterable[str]) -> NDArray[np.str_]:
    return np.array(list(values), dtype=str)


def _plain(value: Any) -> Any:
    return ast.literal_eval(value) if isinstance(value, str) else value
