"""What is known of words before any text is read: their roots, their kin and their opposites.

The lists beside this file were written for this project: `synonyms.txt` (a word and others that may stand for it), `kin.txt` (words that
all may stand for each other somewhere), `antonyms.txt` (a word and others that exclude it), `irregular.txt` (a word and its forms).
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files

from bookwright.curation.gates.numbers import WORDS as NUMBERS
from bookwright.curation.terms import FUNCTION_WORDS, stem

ORDINALS = {"first": "1st", "second": "2nd", "third": "3rd", "fourth": "4th", "fifth": "5th"}
SPEECH = frozenset(
    """say state mention note remark comment express tell ask request inquire question wonder inform notify advise remind
    discuss talk speak chat debate answer reply respond agree accept confirm acknowledge refuse decline deny suggest
    recommend urge encourage think believe feel describe explain argue report apologize thank invite complain warn admit
    promise""".split()
)
"""Verbs by which a claim tells what somebody said: a record of the talk itself seldom has them."""
NEGATIONS = frozenset("not no never cannot neither nor without none nobody nothing nowhere non lack fail unable hardly barely".split())
# "not" turns round what follows, up to one of these.
BREAKS = frozenset("but and because which that when if".split())
REACH = 3
DENYING = ("un", "in", "im", "ir", "il", "dis", "non", "mis")
LEAST_STEM = 3
FUNCTION = FUNCTION_WORDS | frozenset("s t don isn aren wasn weren doesn didn won wouldn couldn can't".split())
CLASSES = {
    word: name
    for name, words in {
        "negation": "not no never cannot neither nor without none",
        "limit": "only just few",
        "modal": "may might could can should will would shall must",
        "quantity": "all every each most some any both",
        "contrast": "but although though while",
        "comparison": "more than",
        "preposition": "to from in on at by for of with over under before after between against through about into during until",
    }.items()
    for word in words.split()
}
"""The function words whose change changes what is said, by class."""

Web = Mapping[str, frozenset[str]]


@lru_cache(65_536)
def root(word: str) -> str:
    """What the forms of a word share: the stem of its base form; a number as figures."""
    folded = word.casefold().replace("’", "'").removesuffix("'s")
    if folded[:1].isdigit():
        return folded.replace(",", "").rstrip(".")
    return NUMBERS.get(folded) or ORDINALS.get(folded) or stem(_irregular().get(folded, folded))


@cache
def speech_roots() -> frozenset[str]:
    """The roots of the verbs of saying, asking and thinking."""
    return frozenset(map(root, SPEECH))


def is_negation(word: str) -> bool:
    """Whether a word in lower case turns round what follows it."""
    return word in NEGATIONS or word.endswith("n't")


@cache
def synonyms() -> Web:
    """For a root, the roots that may stand for it."""
    return _woven((head, other) for head, *rest in _lines("synonyms.txt") for other in rest)


@cache
def kin() -> Web:
    """For a root, the roots that may stand for it, and those that share a sense with it."""
    cliques = ((one, other) for words in _lines("kin.txt") for one in words for other in words)
    return _merged(synonyms(), _woven(cliques))


@cache
def antonyms() -> Web:
    """For a root, the roots that exclude it."""
    return _woven((head, other) for head, *rest in _lines("antonyms.txt") for other in rest)


@lru_cache(16_384)
def distant_kin(word: str) -> frozenset[str]:
    """The roots that share a synonym with a root."""
    near = synonyms().get(word, frozenset())
    return frozenset(far for one in near for far in synonyms()[one]) - near - {word}


@lru_cache(16_384)
def opposites(word: str) -> frozenset[str]:
    """The roots that exclude a root, by the list or by a prefix: `decreas` for `increas`, `unabl` and `abl` for each other."""
    bared = {word.removeprefix(prefix) for prefix in DENYING if word.startswith(prefix) and len(word) >= len(prefix) + LEAST_STEM}
    denied = {prefix + word for prefix in DENYING} if len(word) >= LEAST_STEM else set()
    return antonyms().get(word, frozenset()) | bared | denied


def are_forms(one: str, other: str) -> bool:
    """Whether two roots begin alike, so that they may be forms of one word (`explor`, `exploratori`)."""
    if one[:1].isdigit() or other[:1].isdigit():
        return False
    shared = next((place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return shared >= 5 or (shared >= 4 and shared >= 0.7 * min(len(one), len(other)))


@cache
def _irregular() -> Mapping[str, str]:
    return {form: base for base, *forms in reversed(list(_lines("irregular.txt"))) for form in forms}


def _lines(name: str) -> Iterator[list[str]]:
    text = files("bookwright.curation.support").joinpath(name).read_text(encoding="utf-8")
    return (line.split() for line in text.splitlines())


def _woven(pairs: Iterator[tuple[str, str]]) -> Web:
    """The web of pairs of words, both ways, by roots; compounds with a hyphen are left out, as no text is read with them whole."""
    web: dict[str, set[str]] = defaultdict(set)
    for one, other in pairs:
        if "-" not in one + other and (a := root(one)) != (b := root(other)):
            web[a].add(b)
            web[b].add(a)
    return {word: frozenset(others) for word, others in web.items()}


def _merged(one: Web, other: Web) -> Web:
    return {word: one.get(word, frozenset()) | other.get(word, frozenset()) for word in one.keys() | other.keys()}
