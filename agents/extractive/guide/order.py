"""In what order documents are read, and which of them belong together, by their paths."""

import re
from pathlib import PurePosixPath

FRONT = re.compile(
    r"(?:readme|index|title[-_ ]page|front[-_ ]?matter|abstract|foreword|preface|about|intro(?:duction)?|overview|getting[-_ ]started|"
    r"first[-_ ]steps|quick[-_ ]?start)(?![a-z])",
    re.IGNORECASE,
)
BACK = re.compile(
    r"(?:[Aa]ppendi(?:x|ces)(?![a-z])|app[A-Z0-9](?![A-Za-z0-9])|(?i:annex|glossary|references|bibliography|change[-_ ]?log|faq)(?![a-z]))"
)
NUMBERED = re.compile(r"(?P<group>(?:[A-Za-z]+[-_ ]?)?\d{1,3}|[A-Za-z]+)[-_.]\d{1,3}(?!\d)")
"""`ch04-01-what-is-ownership`: the first file of the group `ch04`."""
Key = tuple[tuple[int, bool, tuple[tuple[int, int, str], ...]], ...]


def reading_key(path: str) -> Key:
    """Orders paths as they are read: introductions first and appendices last in each folder, numbers by their value, single files
    after the folders beside them."""
    parts = PurePosixPath(path).parts
    return tuple(_key(part, is_file=number == len(parts)) for number, part in enumerate(parts, 1))


def _key(part: str, *, is_file: bool) -> tuple[int, bool, tuple[tuple[int, int, str], ...]]:
    stem = PurePosixPath(part).stem if is_file else part
    rank = -1 if FRONT.match(stem) else 1 if BACK.match(stem) else 0
    pieces = re.findall(r"\d+|\D+", stem.lower())
    natural = tuple((0, int(piece), "") if piece.isdecimal() else (1, 0, piece) for piece in pieces)
    return rank, is_file and rank >= 0, natural


def groups(words: dict[str, int], most: int) -> dict[str, str]:
    """The group of each path: its folder below the one that all share, or the number that its name begins with; its own where neither
    says anything. `words` are those of each path; a group of more than `most` falls apart into the groups below it, or its files."""
    parents = [PurePosixPath(path).parts[:-1] for path in words]
    shared = 0
    while all(len(parts) > shared for parts in parents) and len({parts[shared] for parts in parents}) == 1:
        shared += 1
    found = {path: _group(path, parts, shared) for path, parts in zip(words, parents, strict=True)}
    for group in dict.fromkeys(found.values()):
        members = {path: words[path] for path in words if found[path] == group}
        if len(members) > 1 and sum(members.values()) > most:
            found |= groups(members, most) if len(members) < len(words) else {path: path for path in members}
    return found


def _group(path: str, parents: tuple[str, ...], shared: int) -> str:
    if len(parents) > shared:
        return "/".join(parents[: shared + 1]) + "/"
    numbered = NUMBERED.match(PurePosixPath(path).stem)
    return "/".join((*parents, numbered["group"])) if numbered else path


def opens_its_group(path: str) -> bool:
    """Whether a file is the opening of its folder or of its number: `index.md`, `ch04-00-understanding-ownership.md`."""
    stem = PurePosixPath(path).stem
    numbered = NUMBERED.match(stem)
    return stem.lower() in ("index", "readme") or (numbered is not None and int(re.split(r"[-_.]", numbered.group())[-1]) == 0)


def opens_all(path: str) -> bool:
    """Whether a file is named as the title page or the contents of all."""
    return PurePosixPath(path).stem.lower().replace("_", "-") in ("title-page", "readme", "summary", "toc") and path.count("/") <= 1
