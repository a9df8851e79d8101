"""Splits a plain clause into subject, verb and rest, and turns it round into a question. What is not plain is refused."""

import re
from dataclasses import dataclass

from bookwright.agents.extractive.tagging import FULL_VERBS, NOUNS, PLURAL_VERBS, SINGULAR_VERBS, Token, tagged
from bookwright.agents.extractive.words import BE, CONTRACTED, COORDINATORS, DO, HAVE, MODALS, lexicon

SUBJECT_LIMIT = 16
PLURAL_PRONOUNS = lexicon("you we they")
JOINING = lexicon("and but so yet or")
COMPLEMENT = lexicon("how what")
DASH = "—"
CONTRACTIONS = re.compile(rf"\b(?:{'|'.join(CONTRACTED)}|cannot)\b", re.IGNORECASE)
BREAKS_NOUN = lexicon("PRF PRP TO0 VVN VVG VVD CJT")
"""Tags after which a noun is no longer the head of its phrase."""
SENTENCE_END = re.compile(r"[a-z]{4,}\.$")
COMMA_BREAKS = (";", ":", DASH)


@dataclass(frozen=True)
class Clause:
    """`subject aux [not] verb rest`: `aux` is empty where the verb stands alone.

    With an auxiliary, `rest` is all that follows it (the verb is part of `rest`); without one, `base` is the verb's base form.
    """

    subject: str
    aux: str
    negated: bool
    base: str
    plural: bool
    rest: str
    past: bool = False

    @property
    def predicate(self) -> str:
        """What follows the auxiliary, the verb in its base form where there is none."""
        return self.rest if self.aux else f"{self.base} {self.rest}".strip()

    @property
    def helper(self) -> str:
        """The verb that goes before the subject in a question; "shall" of a standard becomes "must"."""
        if self.past:
            return "did"
        return "must" if self.aux == "shall" else self.aux or ("do" if self.plural else "does")

    @property
    def inverted(self) -> str:
        """`must the stack store values`, `does the stack store values`, `is a slice not a pointer`."""
        negation = "not " if self.negated else ""
        return f"{self.helper} {self.subject} {negation}{self.predicate}".strip()


def split_clause(text: str) -> Clause | None:
    """The clause of `text` (without its full stop), or None if its verb is not found for certain."""
    tokens = tagged(_spelled_out(text.rstrip(" .")))
    index = _verb_index(tokens)
    return None if index is None else _clause(tokens, index)


def has_subject(text: str, subject: str) -> bool:
    """Whether the clause of a text, as far as it is plain, has these words for its subject."""
    clause = split_clause(text)
    return clause is not None and clause.subject == subject


def is_plural(subject: str) -> bool:
    """Whether a noun phrase is of many."""
    tokens = list(tagged(subject))
    head = _head(tokens)
    return any(token.word == "and" for token in tokens) or (head is not None and head.tag == "NN2")


def _spelled_out(text: str) -> str:
    """`you’ll get` -> `you will get`, `you’re` -> `you are`, `doesn’t` -> `does not`."""
    text = re.sub(r"\b(you|we|it|they|which)['’]ll\b", r"\1 will", text, flags=re.IGNORECASE)
    text = re.sub(r"\b(you|we|they)['’]re\b", r"\1 are", text, flags=re.IGNORECASE)
    return CONTRACTIONS.sub(lambda match: {**CONTRACTED, "cannot": "can not"}[match[0].lower()], text.replace("n’t", "n't"))


def has_second_clause(rest: str) -> bool:
    """Whether a coordinator brings in another finite verb, as in `… to read, and the code uses references`."""
    tokens = tagged(rest)
    return any(
        token.text.endswith(COMMA_BREAKS) or (token.word in JOINING and _finite_soon(tokens[index + 1 : index + 10]))
        for index, token in enumerate(tokens[:-1])
    )


def _finite_soon(tokens: tuple[Token, ...]) -> bool:
    """Whether a finite verb stands before the next clause begins."""
    for index, token in enumerate(tokens):
        if token.opens_relative or token.subordinates or token.word in COMPLEMENT:
            return False
        participle = token.tag == "VVD" and index and index + 1 < len(tokens) and tokens[index + 1].tag in ("PRP", "PRF", "TO0")
        if token.is_finite and not participle:
            return True
        if token.closes:
            return False
    return False


def _verb_index(tokens: tuple[Token, ...]) -> int | None:
    """Where the finite verb of the main clause stands."""
    relatives = depth = 0
    after_relative = False
    for index, token in enumerate(tokens[: SUBJECT_LIMIT + 1]):
        depth += token.text.count("(") - token.text.count(")")
        if depth > 0 or (token.text.endswith(")") and "(" not in token.text):
            continue
        if (index and token.word in COMPLEMENT) or not any(char.isalnum() for char in token.word):
            return None
        if index and token.opens_relative and tokens[index - 1].tag != "PRP":
            relatives += 1
        elif token.subordinates and not (index and token.word in ("as", "than", "before", "after", "since")):
            return None
        elif index and token.is_finite and not _is_no_verb(tokens, index):
            joined = after_relative and tokens[index - 1].word in COORDINATORS
            if not relatives and not joined and not (index > 1 and _before(tokens, index).word in PLURAL_PRONOUNS):
                return index
            after_relative = relatives > 0 or after_relative
            relatives = max(0, relatives - 1)
        if token.closes or SENTENCE_END.search(token.text):
            return None
    return None


def _is_no_verb(tokens: tuple[Token, ...], index: int) -> bool:
    """Whether a word tagged as a full verb is a participle or a noun: another verb follows in the clause, or an article precedes."""
    if tokens[index].tag not in FULL_VERBS:
        return False
    if tokens[index - 1].tag in ("AT0", "PRF", "PRP", "TO0", "DPS", "AJ0"):
        return True
    for token in tokens[index + 1 : index + 12]:
        if token.opens_relative or token.subordinates or token.word in COORDINATORS or token.word in COMPLEMENT:
            return False
        if token.is_finite:
            return True
        if token.closes:
            return False
    return False


def _before(tokens: tuple[Token, ...], index: int) -> Token:
    """The token before, adverbs left out."""
    while index > 1 and tokens[index - 1].tag == "AV0":
        index -= 1
    return tokens[index - 1]


def _clause(tokens: tuple[Token, ...], index: int) -> Clause | None:
    """The clause whose finite verb stands at the index, with negation taken apart."""
    subject = list(tokens[:index])
    while subject and subject[-1].tag in ("AV0", "XX0"):
        subject.pop()
    verb, rest = tokens[index], list(tokens[index + 1 :])
    if not subject or subject[-1].word in COORDINATORS or verb.closes or not _agrees(subject, verb):
        return None
    negated = bool(rest) and rest[0].word == "not"
    rest = rest[1:] if negated else rest
    whole, after = " ".join(token.text for token in subject), " ".join(token.text for token in rest)
    if not rest and verb.tag not in FULL_VERBS:
        return None
    plural = verb.tag in PLURAL_VERBS or subject[-1].word in PLURAL_PRONOUNS
    if verb.word in MODALS or verb.word in BE or verb.word in DO or (verb.word in HAVE and _is_perfect(rest)):
        return Clause(whole, verb.word, negated, "", False, after)
    if subject[0].tag == "VVG" and len(subject) == 1:
        return None
    return Clause(whole, "", negated, "have" if verb.word in HAVE else verb.lemma, plural, after, verb.tag in ("VVD", "VHD"))


def _agrees(subject: list[Token], verb: Token) -> bool:
    """Whether the head of the subject has the number of the verb."""
    if subject[0].tag == "VVG" or any(token.word in ("and", "or") for token in subject) or subject[-1].word in PLURAL_PRONOUNS:
        return True
    head = _head(subject)
    if head is None:
        return subject[0].tag in ("PNP", "DT0", "PNI", "EX0", "VVG")
    return not ((head.tag == "NN2" and verb.tag in SINGULAR_VERBS) or (head.tag == "NN1" and verb.tag in PLURAL_VERBS))


def _head(subject: list[Token]) -> Token | None:
    """The last noun before anything that follows the head of a noun phrase."""
    head = None
    for token in subject:
        if head is not None and (token.tag in BREAKS_NOUN or token.opens_relative):
            break
        if token.tag in NOUNS:
            head = token
    return head


def _is_perfect(rest: list[Token]) -> bool:
    """Whether "has" and "have" are helping verbs here."""
    return any(token.tag in ("VVN", "VBN", "VHN", "VDN", "VVD") for token in rest[:2])
