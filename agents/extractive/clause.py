"""Splits a plain clause into subject, verb and rest, and turns it round into a question. What is not plain is refused."""

import re
from dataclasses import dataclass

from bookwright.agents.extractive.verbs import SAFE_PLURAL, base_of, is_base
from bookwright.agents.extractive.words import (
    AUXILIARIES,
    BE,
    CONTRACTED,
    COORDINATORS,
    DO,
    HAVE,
    MODALS,
    PREPOSITIONS,
    RELATIVES,
    SUBORDINATORS,
    lexicon,
)

SUBJECT_LIMIT = 16
PLURAL_PRONOUNS = lexicon("you we they")
JOINING = lexicon("and but so yet or")
COMPLEMENT = lexicon("how what")
NOT_ADVERBS = lexicon("only early family assembly reply supply anomaly")
DASH = "—"
NOT_VERB_AFTER = lexicon("of for and or is are was were can must will may should shall would could has have")
FREE_ADVERBS = lexicon(
    """
    also always generally usually typically often only never still normally automatically explicitly implicitly simply currently
    commonly frequently sometimes actually then therefore thus largely mostly directly internally effectively fundamentally merely
    additionally already essentially primarily
    """
)


@dataclass(frozen=True)
class Clause:
    """`subject aux [not] verb rest`: `aux` is empty where the verb stands alone in the third person or the plural.

    With an auxiliary, `rest` is all that follows it (the verb is part of `rest`); without one, `base` is the verb's base form.
    """

    subject: str
    aux: str
    negated: bool
    base: str
    plural: bool
    rest: str

    @property
    def predicate(self) -> str:
        """What follows the auxiliary, the verb in its base form where there is none."""
        return self.rest if self.aux else f"{self.base} {self.rest}".strip()

    @property
    def helper(self) -> str:
        """The verb that goes before the subject in a question; "shall" of a standard becomes "must"."""
        return "must" if self.aux == "shall" else self.aux or ("do" if self.plural else "does")

    @property
    def inverted(self) -> str:
        """`must the stack store values`, `does the stack store values`, `is a slice not a pointer`."""
        negation = "not " if self.negated else ""
        return f"{self.helper} {self.subject} {negation}{self.predicate}".strip()


def _bare(token: str) -> str:
    """The word without the punctuation at its edges, in lower case."""
    return token.strip(",;:()\"“”'‘’.").lower().replace("’", "'")


def split_clause(text: str) -> Clause | None:
    """The clause of `text` (without its full stop), or None if its verb is not found for certain."""
    tokens = _spelled_out(text.rstrip(" .")).split()
    index = _verb_index(tokens)
    return None if index is None else _clause(tokens, index)


def _spelled_out(text: str) -> str:
    """`you’ll get` -> `you will get`, `you’re` -> `you are`."""
    text = re.sub(r"\b(you|we|it|they|which)['’]ll\b", r"\1 will", text, flags=re.IGNORECASE)
    return re.sub(r"\b(you|we|they)['’]re\b", r"\1 are", text, flags=re.IGNORECASE)


def has_second_clause(rest: str) -> bool:
    """Whether a coordinator brings in another finite verb, as in `… to read, and the code uses references`."""
    tokens = rest.split()
    for index, token in enumerate(tokens[:-1]):
        after_comma = index > 0 and tokens[index - 1].endswith(",")
        if token.endswith((";", ":", DASH)) or (token in JOINING and _finite_soon(tokens[index + 1 : index + 9], after_comma)):
            return True
    return False


def _finite_soon(tokens: list[str], after_comma: bool) -> bool:
    """Whether a finite verb stands before the next clause begins."""
    for index, token in enumerate(tokens):
        word = _bare(token)
        if word in RELATIVES or word in SUBORDINATORS or token.endswith((",", ";")) or word in COMPLEMENT:
            return False
        if word in AUXILIARIES or word in CONTRACTED or ((after_comma or index == 0) and base_of(word) is not None):
            return True
    return False


def _verb_index(tokens: list[str]) -> int | None:
    """Where the finite verb of the main clause stands."""
    relative = False
    depth = 0
    for index, token in enumerate(tokens[: SUBJECT_LIMIT + 1]):
        word = _bare(token)
        depth += token.count("(") - token.count(")")
        if depth > 0 or (token.endswith(")") and depth == 0 and "(" not in token):
            continue
        if word in RELATIVES and index > 0 and _bare(tokens[index - 1]) not in PREPOSITIONS:
            relative = True
            continue
        if word in SUBORDINATORS:
            return None
        if index and _is_finite(tokens, index):
            if index > 1 and _before(tokens, index) in PLURAL_PRONOUNS:
                continue
            if relative:
                relative = False
                continue
            return index
        if token.endswith((",", ";", ":", DASH)):
            return None
    return None


def _is_finite(tokens: list[str], index: int) -> bool:
    """Whether the word can only be the finite verb of the clause."""
    word = _bare(tokens[index])
    if word in AUXILIARIES or word in CONTRACTED:
        return True
    before, after = _before(tokens, index), _bare(tokens[index + 1]) if index + 1 < len(tokens) else ""
    if before in PLURAL_PRONOUNS:
        return is_base(word)
    if before in PREPOSITIONS or before in ("the", "a", "an", "to") or after in NOT_VERB_AFTER:
        return False
    if base_of(word) is None and not (word in SAFE_PLURAL and before.endswith("s") and not before.endswith("ss")):
        return False
    return not _another_verb_follows(tokens, index)


def _is_adverb(token: str) -> bool:
    """Whether the word may stand between subject and verb without changing either."""
    word = _bare(token)
    return word in FREE_ADVERBS or (word.endswith("ly") and len(word) > 4 and word not in NOT_ADVERBS)


def _before(tokens: list[str], index: int) -> str:
    """The word before, adverbs left out."""
    while index > 1 and _is_adverb(tokens[index - 1]):
        index -= 1
    return _bare(tokens[index - 1])


def _another_verb_follows(tokens: list[str], index: int) -> bool:
    """Whether an auxiliary stands before the next clause begins, or a plain verb at once: then this word was a noun."""
    if index + 1 < len(tokens) and _bare(tokens[index]).endswith("s") and _bare(tokens[index + 1]) in SAFE_PLURAL:
        return True
    for token in tokens[index + 1 : index + 9]:
        word = _bare(token)
        if word in RELATIVES or word in SUBORDINATORS or word in COORDINATORS or word in COMPLEMENT:
            return False
        if word in AUXILIARIES:
            return True
        if token.endswith((",", ";", ":")):
            return False
    return False


def _clause(tokens: list[str], index: int) -> Clause | None:
    """The clause whose finite verb stands at the index, with contractions and negation taken apart."""
    subject = tokens[:index]
    while subject and _is_adverb(subject[-1]):
        subject.pop()
    if not subject or _bare(subject[-1]) in COORDINATORS or (tokens[index].endswith(",")):
        return None
    verb, rest = _bare(tokens[index]), tokens[index + 1 :]
    if verb in CONTRACTED:
        verb, _, _ = CONTRACTED[verb].partition(" ")
        rest = ["not", *rest] if verb != "cannot" else rest
    negated = verb == "cannot" or bool(rest and _bare(rest[0]) == "not")
    rest = rest[1:] if rest and _bare(rest[0]) == "not" else rest
    verb = "can" if verb == "cannot" else verb
    if not rest and verb in AUXILIARIES:
        return None
    head = _bare(subject[-1])
    if verb in MODALS or verb in BE or verb in DO or (verb in HAVE and _is_participle(rest)):
        return Clause(" ".join(subject), verb, negated, "", False, " ".join(rest))
    if verb in HAVE:
        return Clause(" ".join(subject), "", negated, "have", verb == "have", " ".join(rest)) if verb != "had" else None
    base = base_of(verb)
    if subject[0].endswith("ing") and (base is None or len(subject) == 1):
        return None
    return Clause(" ".join(subject), "", negated, base or verb, base is None or head in ("you", "we", "they"), " ".join(rest))


def _is_participle(rest: list[str]) -> bool:
    """Whether "has" and "have" are helping verbs here."""
    words = [_bare(word) for word in rest[:2]]
    return any(re.fullmatch(r"\w+ed|been|become|seen|shown|made|taken|given", word) for word in words)
