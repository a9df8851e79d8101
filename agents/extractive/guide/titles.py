"""Headings of sources as titles of a book: without the numbers that they had there, and each only once."""

import re
from collections import Counter
from collections.abc import Sequence

NUMBER = r"(?:[A-Z]|[IVXLC]+|\d+(?:\.\d+)*)"
NUMBERED = re.compile(
    rf"^(?:(?:Chapter|Section|Sec\.|Part|Appendix|Annex|§) ?{NUMBER}(?: ?[.:)–—-]+ ?| (?=[A-Z]))|"
    r"\d+(?:\.\d+)*[.)] |\d+(?:\.\d+)+ |[IVX]+\. (?=[A-Z])|[A-Z]\. (?=[A-Z])|\((?:[a-z]|\d+)\) )"
)
EXTENSION = re.compile(r"\.(?:md|markdown|txt|html?|pdf|docx|epub|rst)$", re.IGNORECASE)
LONGEST = 90
MOST_NAMED = 3
Path = tuple[str, ...]


def clean(heading: str) -> str:
    """`1.2 Getting Started` -> `Getting Started`; a heading that is nothing but a number stays."""
    text = EXTENSION.sub("", " ".join(heading.split())).strip(" #¶")
    stripped = NUMBERED.sub("", text).rstrip(" :;,")
    text = stripped if len(stripped) > 1 else text
    return text if len(text) <= LONGEST else text[:LONGEST].rsplit(" ", 1)[0] + " …"


def named(stem: str) -> str:
    """The name of a folder as a title: `acceptable-use-policies` -> `Acceptable Use Policies`."""
    words = re.split(r"[-_\s]+", re.sub(r"^\d+[-_.\s]+", "", stem) or stem)
    return " ".join(word[:1].upper() + word[1:] for word in words if word)


def joined(titles: Sequence[str]) -> str:
    """`A and B`, `A, B and C`; the first and the last of more."""
    titles = list(dict.fromkeys(titles))
    if len(titles) > MOST_NAMED:
        return f"{titles[0]} to {titles[-1]}"
    return titles[0] if len(titles) == 1 else f"{', '.join(titles[:-1])} and {titles[-1]}"


def common(paths: Sequence[Path]) -> Path:
    """The headings that all paths begin with."""
    shared = 0
    while all(len(path) > shared for path in paths) and len({path[shared] for path in paths}) == 1:
        shared += 1
    return paths[0][:shared]


def title_of(paths: Sequence[Path]) -> Path:
    """The path of a title for what stands under several paths: the heading they share, or their own where those are few."""
    shared = common(paths)
    tails = list(dict.fromkeys(path[len(shared)] for path in paths if len(path) > len(shared)))
    own = any(len(path) == len(shared) for path in paths)
    if tails and not (own and shared) and (len(tails) <= MOST_NAMED or not shared):
        title = joined(tails)
        if len(title) <= LONGEST or not shared:
            return (*shared, title)
    return shared


def unique(paths: Sequence[Path]) -> list[str]:
    """A title for each path, its last heading; different paths that end alike are told apart by the headings above, the same path again by
    number."""
    distinct = list(dict.fromkeys(paths))
    depth = dict.fromkeys(distinct, 1)
    for _ in range(max(map(len, distinct), default=1)):
        seen = Counter(_qualified(path, depth[path]).lower() for path in distinct)
        depth = {path: below + (seen[_qualified(path, below).lower()] > 1) for path, below in depth.items()}
    titles = [_qualified(path, depth[path]) for path in paths]
    seen, used = Counter(title.lower() for title in titles), Counter[str]()
    told = []
    for title in titles:
        used[title.lower()] += 1
        of = seen[title.lower()]
        told.append(title if of == 1 else f"{title} (part {used[title.lower()]} of {of})")
    return told


def _qualified(path: Path, depth: int) -> str:
    """The last heading, with the one above it that tells it apart, or all of them where none alone does."""
    return path[-1] if depth == 1 else f"{path[max(len(path) - depth, 0)]}: {path[-1]}" if len(path) > 1 else path[-1]
