"""Headings of sources as titles of a book: without the numbers that they had there, and each only once."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

NUMBER = r"(?:[A-Z]|[IVXLC]+|\d+(?:\.\d+)*)"
NUMBERED = re.compile(
    rf"^(?:(?:Chapter|Section|Sec\.|Part|Appendix|Annex|§) ?{NUMBER}(?: ?[.:)–—-]+ ?| (?=[A-Z]))|"
    r"\d+(?:\.\d+)*[.)] |\d+(?:\.\d+)+ |[IVX]+\. (?=[A-Z])|[A-Z]\. (?=[A-Z])|\((?:[a-z]|\d+)\) )"
)
EXTENSION = re.compile(r"\.(?:md|markdown|txt|html?|pdf|docx|epub|rst)$", re.IGNORECASE)
LONGEST = 90
OVERVIEW = ": Overview"
"""What the title of a section ends with that opens a chapter of the same name."""
PART = re.compile(r" \(part \d+ of \d+\)$")
GENERAL = re.compile(
    r"(?:introduction|overview|general|summary|conclusions?|background|scope|purpose|examples?|notes?|details|miscellaneous|parameters|"
    r"description|usage|requirements|definitions|discussion|limitations|motivation|terminology|faq|features|options|configuration)",
    re.IGNORECASE,
)
"""Headings that say nothing without the one above them."""
MOST_NAMED = 3
SEPARATOR = r"(?:[-–—|·•»]|::)"
SEPARATED = re.compile(rf"\s{SEPARATOR}\s")
LEAST_PARTED = 2
NO_NAME = frozenset(
    {"the", "a", "an", "how", "what", "why", "when", "guide", "about", "using", "introduction", "chapter", "section", "part", "appendix"}
)
Path = tuple[str, ...]


def clean(heading: str) -> str:
    """`1.2 Getting Started` -> `Getting Started`; a heading that is nothing but a number stays."""
    text = EXTENSION.sub("", " ".join(heading.split())).strip(" #¶")
    stripped = NUMBERED.sub("", text if not text.endswith("...") else text.rstrip(".") + "…").rstrip(" :;,.")
    text = stripped if len(stripped) > 1 else text
    return text if len(text) <= LONGEST else text[:LONGEST].rsplit(" ", 1)[0] + " …"


def named(stem: str) -> str:
    """The name of a folder as a title: `acceptable-use-policies` -> `Acceptable Use Policies`."""
    words = re.split(r"[-_\s]+", re.sub(r"^\d+[-_.\s]+", "", stem) or stem)
    return " ".join(word[:1].upper() + word[1:] for word in words if word)


def without_site(titles: Mapping[str, str]) -> tuple[dict[str, str], str]:
    """The titles without the name of the site that all of them end with, and that name: `Builds - The Book` -> `Builds`, `The Book`. A
    title may be the name alone; where they share none, they stay."""
    ends = {SEPARATED.split(title)[-1] for title in titles.values()}
    parted = [title for title in titles.values() if SEPARATED.search(title)]
    if len(ends) != 1 or len(parted) < LEAST_PARTED:
        return dict(titles), ""
    site = ends.pop()
    own = {key: title.removesuffix(site).rstrip() for key, title in titles.items()}
    return {key: re.sub(rf"\s*{SEPARATOR}$", "", title) or site for key, title in own.items()}, site


def name_in_most(titles: Sequence[str]) -> str:
    """The name that at least half of the titles begin with: `GitHub`; empty where there is none, or it says nothing alone."""
    first = Counter(title.split()[0] for title in titles if title.split())
    word, count = max(first.items(), key=lambda pair: pair[1], default=("", 0))
    return word if len(titles) > 2 and 2 * count >= len(titles) and word[:1].isupper() and word.lower() not in NO_NAME else ""


def joined(titles: Sequence[str]) -> str:
    """`A and B`, `A, B and C`; the first and the last of more."""
    titles = list(dict.fromkeys(titles))
    if len(titles) > MOST_NAMED:
        return f"{titles[0]} – {titles[-1]}"
    return titles[0] if len(titles) == 1 else f"{', '.join(titles[:-1])} and {titles[-1]}"


def common(paths: Sequence[Path]) -> Path:
    """The headings that all paths begin with."""
    shared = 0
    while all(len(path) > shared for path in paths) and len({path[shared] for path in paths}) == 1:
        shared += 1
    return paths[0][:shared]


def title_of(paths: Sequence[Path], main: Path = ()) -> Path:
    """The path of a title for what stands under several paths: the heading they share where it has text of its own, else the headings
    below it, the first and the last of many. `main` is the path of most of the text: where it is under the only heading below, that."""
    shared = common(paths)
    tails = list(dict.fromkeys(path[len(shared)] for path in paths if len(path) > len(shared)))
    own = any(len(path) == len(shared) for path in paths)
    if not tails or (own and shared and (len(tails) > 1 or len(main) <= len(shared))):
        return shared
    title = joined(tails)
    return (*shared, title if len(title) <= LONGEST else f"{tails[0]}, and more")


def unique(paths: Sequence[Path]) -> list[str]:
    """A title for each path, its last heading; different paths that end alike are told apart by the headings above, the same path again by
    number."""
    distinct = list(dict.fromkeys(paths))
    depth = {path: 2 if GENERAL.fullmatch(path[-1]) else 1 for path in distinct}
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
