"""Parts of speech and lemmas, by the English model that comes with HanTa; its tags are those of the British National Corpus (C5)."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from HanTa.HanoverTagger import HanoverTagger

from bookwright.agents.extractive.words import MODALS, RELATIVES, SUBORDINATORS, lexicon

MODEL = "morphmodel_en.pgz"
PIECES = re.compile(r"(?P<before>\W*?)(?P<core>\w(?:.*[\w)+#])?|[^\w\s]+)(?P<after>\W*)")
IDENTIFIER = re.compile(r"[_:<>#&!*{}\[\]/=()\\]|[a-z]\.[a-z]|[a-z][A-Z]|\d[A-Za-z]|^\W")
STAND_IN = "John"
"""Code is tagged as the proper noun that it is in a sentence."""
FINITE = lexicon("VVZ VVB VVD VM0 VBZ VBB VBD VHZ VHB VHD VDZ VDB VDD")
FULL_VERBS = lexicon("VVZ VVB VVD")
PLURAL_VERBS = lexicon("VVB VBB VHB VDB")
SINGULAR_VERBS = lexicon("VVZ VBZ VHZ VDZ")
NOUNS = lexicon("NN0 NN1 NN2 NP0 NN CRD PNI")
BASES = lexicon("VVI VVB VBI VHI VDI")
GUESSED = -25.0
"""The likelihood (as a logarithm) that no reading of an unseen word reaches."""
LIKELY = 3.5
"""How much less likely (as a logarithm) a reading of a word may be than its likeliest."""


@dataclass(frozen=True)
class Token:
    """`text` with the punctuation that stands at it, `word` without and in lower case."""

    text: str
    word: str
    tag: str
    lemma: str

    @property
    def closes(self) -> bool:
        """Whether punctuation ends a part of the sentence here."""
        return "—" in self.text or self.text.endswith((",", ";", ":"))

    @property
    def opens_relative(self) -> bool:
        return self.word in RELATIVES

    @property
    def subordinates(self) -> bool:
        return self.word in SUBORDINATORS

    @property
    def is_finite(self) -> bool:
        return self.tag in FINITE


@cache
def _tagger() -> HanoverTagger:
    return HanoverTagger(MODEL)


@lru_cache(maxsize=8192)
def tagged(text: str) -> tuple[Token, ...]:
    """The tokens of a text between blanks, each with the tag of its word in the sentence."""
    pieces: list[str] = []
    cores: list[tuple[str, str, int]] = []
    for token in text.split():
        match = PIECES.fullmatch(token)
        before, core, after = match.group("before", "core", "after") if match else ("", token, "")
        pieces.extend(before)
        cores.append((token, core, len(pieces)))
        pieces.append(_shown(core))
        pieces.extend(after)
    if not pieces:
        return ()
    tags = _tagger().tag_sent(pieces)
    return tuple(
        Token(token, core.lower().replace("’", "'"), _tag(core, tags[at][2]), str(tags[at][1]).lower()) for token, core, at in cores
    )


def _shown(core: str) -> str:
    """The word as the tagger is shown it."""
    if core.isupper() and core.lower() in MODALS:
        return core.lower()
    return STAND_IN if IDENTIFIER.search(core) else core.replace("’", "'")


def _tag(core: str, tag: str) -> str:
    return "VM0" if core.lower() in MODALS and (core.isupper() or tag not in NOUNS) else tag


@lru_cache(maxsize=8192)
def is_proper(word: str) -> bool:
    """Whether the word is likeliest a proper noun: `Newton`, not `Theory`."""
    readings = _tagger().tag_word(word, casesensitive=True)
    return bool(readings) and readings[0][0] == "NP0"


@lru_cache(maxsize=8192)
def is_listed_name(word: str) -> bool:
    """Whether the model has seen the word as a proper noun, and does not merely guess so from its capital: `Mars`, not `Melatonin`."""
    readings = _tagger().tag_word(word, casesensitive=True)
    return bool(readings) and readings[0][0] == "NP0" and readings[0][1] > GUESSED


@lru_cache(maxsize=8192)
def is_base(word: str) -> bool:
    """Whether the word may well be the base form of a verb."""
    if not word.isalpha():
        return False
    readings = dict(_tagger().tag_word(word.lower(), casesensitive=False))
    best = max(readings.values(), default=0.0)
    return any(readings.get(tag, -1e9) >= best - LIKELY for tag in BASES)


@lru_cache(maxsize=8192)
def commonness(word: str) -> float:
    """How likely a word is in everyday English, as a logarithm: -9.8 for "session", -13.9 for "crate", below -20 for a word never seen."""
    return max((likelihood for _, likelihood in _tagger().tag_word(word.lower(), casesensitive=False)), default=GUESSED)
