"""Negation: a "not" put in or taken away where it turns the main statement round."""

import re
from random import Random

from bookwright.agents.extractive.tagging import FULL_VERBS, tagged
from bookwright.curation.planting.sound import Way, in_a_claim, replaced

HELPER = re.compile(r"\b(?:is|are|was|were|can|must|should|shall|will|(?:has|have|had)(?= (?:been|\w+ed)\b))\b(?! (?:not|never|no|only)\b)")
DENIAL = re.compile(
    r"(?<!whether or)(?<!if)(?<!or) (?:not|never)\b(?! (?:only|just|necessarily|yet|all|every|until|to|even|limited|sure|clear)\b)"
    r"|(?<=can)not\b(?! (?:only|just)\b)",
    re.IGNORECASE,
)
DENIES = re.compile(
    r"\b(?:not?|never|cannot|neither|nor|none|nothing|without|hardly|rarely|only|unless|until|but|whether)\b|n['’]t\b", re.IGNORECASE
)
# What follows one of these is a condition or an aside; to deny it may leave the main statement as it was.
ASIDE = re.compile(
    r"\b(?:if|when|where|whether|unless|that|which|who|whose|because|since|as|while|although|though|so|how|what|why|once|after|before)\b|[:;(]",
    re.IGNORECASE,
)
OWNING = re.compile(r"\b(?P<verb>has|have|contains?|provides?|requires?|needs?|includes?|offers?|takes?|defines?) an? (?=\w)")
LONGEST_SUBJECT = 14


def denied(text: str, _: Random) -> str | None:
    """A "not" behind the first helping verb of the main statement."""
    return _behind_helper(text, "not")


def never(text: str, _: Random) -> str | None:
    """A "never" in the same place."""
    return _behind_helper(text, "never")


def affirmed(text: str, chance: Random) -> str | None:
    """The only denial of the sentence taken away."""
    found = list(DENIAL.finditer(text))
    others = len(DENIES.findall(text)) - len(found)
    return replaced(text, found, chance, lambda _: "") if len(found) == 1 and not others else None


def with_support(text: str, _: Random) -> str | None:
    """The main verb denied with "do": "holds" becomes "does not hold"."""
    if DENIES.search(text):
        return None
    place = 0
    for token in tagged(text)[:LONGEST_SUBJECT]:
        place = text.index(token.text, place)
        if ASIDE.search(token.text) or (token.is_finite and token.tag not in FULL_VERBS):
            return None
        if token.tag in ("VVZ", "VVD") and token.word.isalpha() and token.lemma.isalpha() and token.lemma != token.word:
            helper = "does" if token.tag == "VVZ" else "did"
            return text[:place] + f"{helper} not {token.lemma}" + text[place + len(token.word) :]
        place += len(token.text)
    return None


def lacking(text: str, chance: Random) -> str | None:
    """A "no" where something is had, given or asked for."""
    if DENIES.search(text):
        return None
    found = [match for match in OWNING.finditer(text) if not ASIDE.search(text[: match.start()])]
    return replaced(text, found, chance, lambda match: f"{match['verb']} no ")


def _behind_helper(text: str, word: str) -> str | None:
    found = next(HELPER.finditer(text), None)
    if DENIES.search(text) or found is None or ASIDE.search(text[: found.start()]):
        return None
    return text[: found.end()] + f" {word}" + text[found.end() :]


WAYS = (
    Way("not", in_a_claim(denied)),
    Way("does not", in_a_claim(with_support)),
    Way("not taken away", in_a_claim(affirmed)),
    Way("no", in_a_claim(lacking)),
    Way("never", in_a_claim(never), held_out=True),
)
