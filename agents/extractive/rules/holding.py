"""What someone, or a theory, holds of something: `Kepler assumed that the orbits of planets were circles`."""

import re
from collections.abc import Iterator

from bookwright.agents.extractive.candidate import Candidate, Place, asked, opened
from bookwright.agents.extractive.clause import Clause, split_clause
from bookwright.agents.extractive.nouns import is_clear, without_article, words_of
from bookwright.agents.extractive.rules.asking import points, without_lead
from bookwright.agents.extractive.rules.fact import ACTORS
from bookwright.agents.extractive.setting import Setting
from bookwright.agents.extractive.tagging import tagged
from bookwright.agents.extractive.words import lexicon
from bookwright.agents.items import QuestionKind

HOLD = lexicon(
    """
    argue believe conclude suggest show prove realize deduce hypothesize assert claim observe find discover assume predict maintain
    propose state say theorize contend emphasize demonstrate indicate reveal think specify guarantee estimate imply
    """
)
LIFETIME = re.compile(r" \(\d{4}[–-]\d{4}\)")
CITED = re.compile(r" \((?:\w+ )?\d{4}\w?\)")
UNKNOWN = lexicon("results findings data observations studies research evidence experiments study authors researchers scientists")
"""Holders of whom only the place says which are meant."""
LOOSE_ENDS = lexicon("all both individual person someone one data information value things")
LONGEST = 10


def holding(place: Place) -> Iterator[Candidate]:
    """`N believed that S V` -> `What did N believe about S?`."""
    clause = split_clause(without_lead(place.text))
    if clause is None or clause.aux or clause.negated or clause.base not in HOLD or not clause.rest.startswith("that "):
        return
    holder, subject = _holder(clause, place), _subject(clause.rest.removeprefix("that "), place.setting)
    if not holder or not subject or subject == holder:
        return
    question = asked(f"what {clause.helper} {holder} {clause.base} about {subject}")
    yield Candidate(question, QuestionKind.FACT, (place.sentence,), 0.74, "holding")


def _holder(clause: Clause, place: Place) -> str:
    """Who holds it; empty for someone whom only the place makes clear."""
    cited = CITED.sub("", LIFETIME.sub("", clause.subject))
    tokens = tagged(cited)
    named = cited != clause.subject or (len(tokens) == 1 and tokens[0].tag == "NP0")
    holder = cited if named else place.setting.lowered(cited)
    if holder.lower() in ("we", "you", "i") or not is_clear(holder, place.setting.known):
        return ""
    if not named and re.match(r"an? ", holder):
        return ""
    if words_of(holder)[-1] in UNKNOWN and len(words_of(holder)) <= 2 and not named:
        return ""
    one_of_many = len(tokens) == 1 and tokens[0].tag not in ("NN2", "NP0") and not place.setting.is_name(holder)
    return "" if one_of_many else holder


def _subject(inner: str, setting: Setting) -> str:
    """What the inner clause is about; empty if it is not plain or leans on its place."""
    clause = split_clause(opened(inner))
    if clause is None or points(clause.rest) or len(words_of(clause.predicate)) < 3:
        return ""
    subject = setting.lowered(clause.subject) if inner[:1].isupper() else f"{clause.subject[:1].lower()}{clause.subject[1:]}"
    someone = ACTORS.fullmatch(without_article(subject)) is not None or words_of(subject)[-1] in LOOSE_ENDS
    return subject if is_clear(subject, setting.known) and not someone and len(words_of(subject)) <= LONGEST else ""
