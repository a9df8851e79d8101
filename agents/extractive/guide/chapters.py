"""Chapters out of the documents' own outline: folders, numbered files, or the top headings of a single document."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import PurePosixPath

from bookwright.agents.extractive.guide.order import groups, opens_its_group
from bookwright.agents.extractive.guide.outline import Piece
from bookwright.agents.extractive.guide.titles import clean, common, joined, named
from bookwright.agents.textbook.plan import Inventory

LONGEST = 20_000
"""Words of source in a chapter; a group of more falls apart into its documents."""
SHORTEST = 150
LONG_DOCUMENT = 3000
"""Words from which a single document is divided into chapters."""
MOST_OF_IT = 0.75


@dataclass(frozen=True)
class Unit:
    """The least that can be a chapter: a document among several, or what stands under a top heading of a single one. `group` is what it
    belongs to, `whole` the title of that group, and `siblings` how many units are in it."""

    title: str
    pieces: tuple[Piece, ...]
    group: str
    whole: str = ""
    siblings: int = 1

    @property
    def words(self) -> int:
        return sum(piece.words for piece in self.pieces)


@dataclass(frozen=True)
class Chapter:
    """Units in reading order."""

    units: tuple[Unit, ...]

    @property
    def pieces(self) -> tuple[Piece, ...]:
        return tuple(piece for unit in self.units for piece in unit.pieces)

    @property
    def words(self) -> int:
        return sum(unit.words for unit in self.units)

    @property
    def title(self) -> str:
        """The title of a whole group, that of the unit which is nearly all of it, or the units' titles together."""
        names: list[tuple[int, str]] = []
        for _, run in groupby(self.units, lambda unit: unit.group):
            units = list(run)
            whole = units[0].whole if len(units) == units[0].siblings else ""
            names += [(sum(unit.words for unit in units), whole)] if whole else [(unit.words, unit.title) for unit in units]
        words, name = max(names, key=lambda pair: pair[0])
        return name if words >= MOST_OF_IT * self.words else joined([title for _, title in names])


def chapters(pieces: list[Piece], inventory: Inventory, wanted: int | None) -> list[Chapter]:
    """The chapters of the documents' own outline, or `wanted` of them: neighbours are joined until there are no more, and there are fewer
    where the outline has fewer parts."""
    units = _units(pieces, inventory)
    if wanted is not None:
        found = [Chapter((unit,)) for unit in units]
        while len(found) > max(wanted, 1):
            found = _with_joined(found, lambda left, right: (_is_parted(left, right), left.words + right.words))
        return found
    found = [Chapter(tuple(run)) for _, run in groupby(units, lambda unit: unit.group)]
    while len(found) > 1 and min(chapter.words for chapter in found) < SHORTEST:
        found = _with_joined(found, lambda left, right: (min(left.words, right.words), _is_parted(left, right), left.words + right.words))
    return found


def _with_joined(found: list[Chapter], cost: Callable[[Chapter, Chapter], tuple[int, ...]]) -> list[Chapter]:
    """The chapters with those two neighbours made one whose joining costs least."""
    at = min(range(len(found) - 1), key=lambda index: cost(found[index], found[index + 1]))
    return [*found[:at], Chapter((*found[at].units, *found[at + 1].units)), *found[at + 2 :]]


def _is_parted(left: Chapter, right: Chapter) -> bool:
    return left.units[-1].group != right.units[0].group


def _units(pieces: list[Piece], inventory: Inventory) -> list[Unit]:
    documents = [(document, tuple(run)) for document, run in groupby(pieces, lambda piece: piece.document)]
    if len(documents) == 1:
        return _of_single(documents[0][1])
    paths = {document: inventory.paths.get(document, document) for document in inventory.titles}
    told = Counter({paths[document]: sum(piece.words for piece in run) for document, run in documents})
    group = groups({path: told[path] for path in paths.values()}, LONGEST)
    sizes = Counter(group[paths[document]] for document, _ in documents)
    found = []
    for document, run in documents:
        name = group[paths[document]]
        whole = _title_of_group(name, [other for other in paths if group[paths[other]] == name], paths, inventory)
        found.append(Unit(clean(inventory.titles[document]), run, name, whole if sizes[name] > 1 else "", sizes[name]))
    return found


def _title_of_group(name: str, documents: list[str], paths: dict[str, str], inventory: Inventory) -> str:
    """The title of the document that opens the group, else the name of its folder; a number is none."""
    depth = min(paths[document].count("/") for document in documents)
    opening = [d for d in documents if paths[d].count("/") == depth and opens_its_group(paths[d])]
    if opening:
        return clean(inventory.titles[opening[0]])
    return named(PurePosixPath(name).name) if name.endswith("/") else ""


def _of_single(pieces: tuple[Piece, ...]) -> list[Unit]:
    """What stands under each of the headings that divide a document first; a short document is one group."""
    depth = len(common([path for piece in pieces for path in piece.paths]))
    title = pieces[0].paths[0][0]
    long = sum(piece.words for piece in pieces) >= LONG_DOCUMENT
    found: list[Unit] = []
    for heading, run in groupby(pieces, lambda piece: next((path[depth] for path in piece.paths if len(path) > depth), title)):
        found.append(Unit(heading, tuple(run), heading if long else title, "" if long else title))
    return [replace(unit, siblings=len(found)) for unit in found] if not long else found
