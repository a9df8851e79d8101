"""Subjects of questions that say too little by themselves: relational nouns of nothing, what was spoken of before, words twice."""

import re
from itertools import pairwise

from bookwright.agents.extractive.candidate import Candidate, Place
from bookwright.agents.extractive.content import content_words
from bookwright.agents.extractive.nouns import IDENTIFIER, words_of
from bookwright.agents.extractive.tagging import tagged
from bookwright.agents.extractive.words import AUXILIARIES, PREPOSITIONS, RELATIVES, lexicon

SUBJECT = re.compile(
    r"\b(?:what|why|how|when|where) (?:is|are|was|were|do|does|did|must|should|can|may|will) (?P<subject>[^?]+)\?$", re.IGNORECASE
)
RELATIONAL = lexicon(
    """
    sign symptom case approach cause effect result form complication factor consequence outcome advantage disadvantage change difference
    example step role aspect issue problem challenge attempt effort response reaction finding consideration decision measure
    """
)
"""Nouns that are of something: without it nobody knows which are meant."""
DAY = re.compile(
    r"(?:on|by|in) (?:early |late |mid-)?(?:January|February|March|April|May|June|"
    r"July|August|September|October|November|December)\b(?! \d{4}| \d+, \d{4})",
    re.IGNORECASE,
)
"""`on July 11, why …`: a day of nobody knows which year."""
OF_EACH = re.compile(r"\b(?:does|do|must|is|can) (?:each|every) \w", re.IGNORECASE)
DIFFERING = re.compile(r"\b(?:different|various|its own)\b", re.IGNORECASE)
"""What differs from one to another is told of none."""
DEFINITE = re.compile(r"\b(?:is|are|do|does|must|should|can|may|will|was|were|did) the (?P<rest>[a-z][^?]+)\?$")
INTRODUCING = lexicon("a an another this one")
INDEFINITE = re.compile(r"^when (?:was|were|did) (?:an?|some|several|many|most|other|both|two|three) ", re.IGNORECASE)
OF_SUBJECT = lexicon("passive condition cause consists used action holding")
JOINED = re.compile(r"^(?:But|And|Yet|However|Instead|Nevertheless|So|Still),? ")
ENDS = AUXILIARIES | PREPOSITIONS | RELATIVES


def is_vague(candidate: Candidate, body: str) -> bool:
    """Whether the subject of the question says too little of what is meant; `body` is the question without its setting."""
    if _says_twice(body) or DAY.match(body) or (candidate.rule == "date" and _is_undated(body)):
        return True
    if OF_EACH.search(body) is not None and DIFFERING.search(candidate.answer[0].text) is not None:
        return True
    return (candidate.rule in OF_SUBJECT or candidate.rule.startswith("fact")) and _is_of_nothing(body)


def is_spoken_of_before(body: str, place: Place) -> bool:
    """Whether `the N` takes up what the paragraph has just brought in as `a N` or, of a single word, as a kind of N."""
    match = DEFINITE.search(body)
    if match is None:
        return False
    noun: list[str] = []
    for token in tagged(match["rest"]):
        if token.tag not in ("AJ0", "NN0", "NN1", "NN2") or token.text[:1].isupper():
            break
        noun.append(token.word)
    told = place.block.text[: max(0, place.sentence.start - place.block.start)].lower()
    before = re.search(rf"(?P<word>[\w\-]+) {re.escape(' '.join(noun))}\b", told) if noun else None
    if before is None or match["rest"].split()[len(noun) :][:1] == ["of"]:
        return False
    return before["word"] in INTRODUCING or (len(noun) == 1 and before["word"] not in ENDS | {"the"})


def joins_a_stranger(body: str, place: Place) -> bool:
    """Whether the sentence goes on from one that speaks of nothing which the question names."""
    if not JOINED.match(place.text) or place.before is None:
        return False
    return not content_words(body) & content_words(place.before.text)


def _says_twice(body: str) -> bool:
    """`modern distributed systems Modern distributed systems`: a heading and its sentence read as one."""
    words = words_of(body)
    pairs = [pair for pair in pairwise(words) if not any(word in ENDS or len(word) < 4 for word in pair)]
    return len(pairs) != len(set(pairs))


def _is_undated(body: str) -> bool:
    """Whether an event has no doer that is sure, or nothing in it has a name."""
    named = any(IDENTIFIER.search(token) or token[:1].isupper() or token[:1].isdigit() for token in body.split()[1:])
    return INDEFINITE.match(body) is not None or not named


def _is_of_nothing(body: str) -> bool:
    """`serious cases`, `signs and symptoms`, `higher resolution`: a relational noun with adjectives alone, of which nothing is said."""
    match = SUBJECT.search(body)
    if match is None:
        return False
    tokens = list(tagged(match["subject"]))
    if tokens and tokens[0].tag in ("AT0", "DT0", "DPS"):
        tokens.pop(0)
    for index, token in enumerate(tokens):
        following = tokens[index + 1].word if index + 1 < len(tokens) else ""
        if index == 0 and token.tag == "AJC":
            return (
                len(tokens) > 1 and tokens[1].tag in ("NN0", "NN1", "NN2") and not any(later.word in PREPOSITIONS for later in tokens[2:3])
            )
        if token.word.removesuffix("s").removesuffix("e") in STEMS:
            if following in ("and", "or"):
                continue
            return following not in PREPOSITIONS | RELATIVES | {"to"} and not token.text.endswith(")")
        if token.tag not in ("AJ0", "AJC", "AJS", "AV0", "CJC", "ORD") or token.text[:1].isupper() or IDENTIFIER.search(token.text):
            return False
    return False


STEMS = frozenset(word.removesuffix("e") for word in RELATIONAL)
