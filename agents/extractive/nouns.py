"""Tests on noun phrases: whether one is a term, and whether it is clear without its place."""

import re

from bookwright.agents.extractive.words import (
    ANAPHORIC,
    AUXILIARIES,
    CONTEXT_NOUNS,
    COORDINATORS,
    DEICTIC,
    PERSONAL,
    PREPOSITIONS,
    RELATIVES,
    SUBORDINATORS,
    lexicon,
)

ARTICLE = re.compile(r"^(?:a|an|the)\s+", re.IGNORECASE)
IDENTIFIER = re.compile(r"[_:<>#&!*{}\[\]/=]|[a-z]\.[a-z]|[a-z][A-Z]|\(\)")
CODE_LITERAL = re.compile(r"[{}=;|]|\)\.|^\W+$")
VARIABLE = re.compile(r"(?:^|\s)(?![aAI]\b)[a-zA-Z]\d?(?=[\s,.]|$)")
SUCH_AS = re.compile(r"\bsuch as\b|\bfollowing (?:an?|any|the)\b", re.IGNORECASE)
POINTING_THAT = re.compile(
    r"(?:^|\b(?:of|in|on|at|by|for|from|with|than|before|after|into|do|does|did|through|all|is|are|like) )that\b|\bthat (?=\w+$)",
    re.IGNORECASE,
)
CONTRACTED_SUBJECT = re.compile(r"(?:it|that|there|here|what|let|we|they|he|she|who|i|you)['’]")
AUTHORS = PERSONAL - {"you", "your"}
LONGEST_PHRASE = 14
NAMED_KINDS = lexicon("method function macro trait keyword attribute operator command flag crate type annotation")
"""Kinds of things that a language names: `the push method` says which."""
NO_NAME = lexicon(
    """
    new old other whole outer inner main right wrong default single entire second correct whole example actual such own return test user
    parent child concrete specific particular generic custom data public private simple short long helper original associated unary binary
    value error output input parameter variable argument element item
    """
)
QUANTIFIERS = lexicon("each every another any all no")
VAGUE_START = lexicon(
    """
    other another others one both either neither some such several few certain various nothing none
    everything something anything someone anyone everyone there here same first second third fourth last next final only more less
    much what which who how why when where if because however therefore thus also another's so then instead additionally finally
    similarly note please again still yet but and or not just even assuming given provided depending based according including
    regarding considering sometimes generally usually typically often you
    """
)


def words_of(text: str) -> list[str]:
    """The words of a text in lower case, punctuation at their edges stripped."""
    return [word for word in (token.strip(".,;:!?()[]\"“”‘’'").lower() for token in text.split()) if word]


def without_article(phrase: str) -> str:
    """`A scope` -> `scope`."""
    return ARTICLE.sub("", phrase.strip())


def is_deictic(text: str) -> bool:
    """Whether a word of the text points at something outside it; "that" in front of a clause and "such as" do not."""
    words = words_of(POINTING_THAT.sub(" this ", SUCH_AS.sub(" ", text)))
    return any(word in DEICTIC and word != "that" for word in words)


def is_clear(phrase: str, known: frozenset[str] = frozenset()) -> bool:
    """Whether a noun phrase says by itself what it is about. `known` are the words of the titles and headings above it."""
    words = words_of(phrase)
    if not words or len(words) > LONGEST_PHRASE or words[0] in VAGUE_START or words[0] in PREPOSITIONS:
        return False
    if _leans_on_others(phrase, words) or _is_broken(phrase, words):
        return False
    if words[0] == "the":
        return _is_clear_definite(phrase, words[1:], known)
    return not (len(words) == 1 and words[0] in CONTEXT_NOUNS)


def _leans_on_others(phrase: str, words: list[str]) -> bool:
    """Whether a pronoun or a pointer is in it."""
    pronouns = any((word in ANAPHORIC and word != "that") or word in AUTHORS for word in words)
    return pronouns or is_deictic(phrase) or CONTRACTED_SUBJECT.match(words[0]) is not None


def _is_broken(phrase: str, words: list[str]) -> bool:
    """Whether it holds code, a variable of an example, or a verb that no relative pronoun brings in."""
    verbal = any(word in AUXILIARIES for word in words) and not any(word in RELATIVES for word in words)
    lone = (
        words[:2] == ["any", "time"]
        or words == ["each"]
        or (words[0] in ("each", "every") and len(words) == 2 and words[1] in CONTEXT_NOUNS)
    )
    return verbal or lone or CODE_LITERAL.search(phrase) is not None or VARIABLE.search(phrase) is not None


def _is_clear_definite(phrase: str, words: list[str], known: frozenset[str]) -> bool:
    """`the heap` under the heading "The Heap", `the Vec type`, `the address of a value`; not `the program`, `the second part`."""
    if not words or words[0] in VAGUE_START or words[0] in DEICTIC:
        return False
    core = _core(words)
    if all(word in known for word in core) and not (len(core) == 1 and core[0] in CONTEXT_NOUNS):
        return True
    if (
        len(core) == 2
        and core[1] in NAMED_KINDS
        and core[0] not in NO_NAME
        and not core[0].endswith(("ed", "ing", "al", "ive", "ic", "er"))
    ):
        return True
    capitals = [token for token in phrase.split()[1:] if IDENTIFIER.search(token) or token[:1].isupper()]
    if capitals:
        return True
    if len(core) < len(words):
        return core[-1] not in CONTEXT_NOUNS or len(words) >= 4
    return len(core) >= 3 or (len(core) == 2 and core[-1] not in CONTEXT_NOUNS)


def _core(words: list[str]) -> list[str]:
    """The words up to the first preposition or relative clause."""
    for index, word in enumerate(words):
        if index and (word in PREPOSITIONS or word in RELATIVES or word == "to"):
            return words[:index]
    return words


def is_name(phrase: str) -> bool:
    """Whether the words after "is called" can be a name: few, without a verb or a pointer."""
    words = words_of(without_article(phrase))
    loose = any(word in AUXILIARIES or word in SUBORDINATORS or word in RELATIVES or word in PERSONAL for word in words)
    return 0 < len(words) <= 5 and words[0] not in PREPOSITIONS and not loose and not is_deictic(phrase)


def is_term(phrase: str, known: frozenset[str] = frozenset()) -> bool:
    """Whether a subject can be asked "What is …?" of: short, no clause inside, and its head no word of the place."""
    bare = without_article(phrase)
    words = words_of(bare)
    if not words or len(words) > 5 or words[0] in QUANTIFIERS or not is_clear(phrase, known) or '"' in bare.strip('"'):
        return False
    if any(w in AUXILIARIES or w in SUBORDINATORS or w in RELATIVES or w in COORDINATORS for w in words):
        return False
    if any(w in PREPOSITIONS and w != "of" for w in words) or "," in bare:
        return False
    if len(words) == 1 and re.match(r"[Aa]n? ", phrase):
        return True
    return words[-1] not in CONTEXT_NOUNS or words[-1] in known or (len(words) > 1 and not phrase.lower().startswith("the "))
