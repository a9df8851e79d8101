"""Which term a description belongs to: the definition asked from its other end, `What is the term for a tube that …?`."""

import re
from collections.abc import Iterator

from bookwright.agents.extractive.candidate import Candidate, Place, asked
from bookwright.agents.extractive.content import content_words
from bookwright.agents.extractive.genus import EVALUATED as JUDGED
from bookwright.agents.extractive.nouns import is_deictic, is_name, is_term, words_of
from bookwright.agents.extractive.rules.asking import without_lead
from bookwright.agents.extractive.rules.definition import EVALUATION, IDENTIFYING, OUTCOME_OF, REMARK
from bookwright.agents.extractive.tagging import tagged
from bookwright.agents.extractive.words import ANAPHORIC, CONTEXT_NOUNS, PERSONAL
from bookwright.agents.items import QuestionKind

DEFINED = re.compile(
    r"^(?:The (?:term|concept of) )?(?P<subject>[^,;:()—]{3,50}?)(?: \([^)]{2,60}\))?"
    r"(?:, (?:by contrast|on the other hand|in contrast|or [^,]{3,30}|also (?:called|known as) [^,]{3,30}),)? "
    r"(?:(?:is|are)(?: defined as)?|refers? to|means?) (?P<what>(?:the|an?|any|all|those) .+)$"
)
OCCURRING = re.compile(r"^(?P<subject>[^,;:()—]{3,50}?)(?: \([^)]{2,60}\))? (?:occurs?|happens|is) when (?P<event>.+)$")
CUT = re.compile(r",(?!\d)|[;:(—.]| such as | e\.g")
LISTED = re.compile(r"^[^,;:(—.]*, [\w\- ]+, (?:and|or) ")
"""An enumeration, which may not be cut at its first comma."""
RATED = re.compile(
    r"\b(?:most|least|relatively|fairly|somewhat|quite|especially|particularly|best|largest|greatest|main|example|advantage|way|reason|goal|purpose|problem|\w{3,}iest|\w{4,}est)\b"
)
"""What ranks a thing describes it for no one."""
EVALUATED = re.compile(rf"^(?:the|an?|any) (?:very )?(?:{JUDGED})\b")
OPENED = re.compile(r"\b(?:in which|that|which|who|how|when|where|whereby) (?P<clause>.+)$")
VAGUE_CLASS = re.compile(
    r"^(?:the|an?|any|all|those) (?:thing|way|part|one|example|result|case|kind|type|form|set|number|lot|piece|goal|opportunity|ability)s? "
)
UNSURE = ANAPHORIC - {"that", "those", "itself", "themselves", "their", "its"} | PERSONAL - {"you", "your"}
SHORTEST, LONGEST, LEAST_NAMED = 6, 22, 3


def reverse(place: Place) -> Iterator[Candidate]:
    """`The cochlea is a tube that …` -> `What is the term for a tube that …?`; `X occurs when …` -> `What is it called when …?`."""
    text = without_lead(place.text)
    match = DEFINED.match(text)
    if match is not None and not EVALUATION.match(match["what"]) and not VAGUE_CLASS.match(match["what"]):
        described = _description(match["what"])
        if IDENTIFYING.search(described) and _belongs(place, match["subject"], described):
            yield Candidate(asked(f"what is the term for {described}"), QuestionKind.TERM, (place.sentence,), 0.61, "reverse")
        return
    match = OCCURRING.match(text)
    if match is not None and _belongs(place, match["subject"], _description(match["event"])):
        question = asked(f"what is it called when {_description(match['event'])}")
        yield Candidate(question, QuestionKind.TERM, (place.sentence,), 0.61, "reverse")


def _description(words: str) -> str:
    """The words up to the first remark."""
    return "" if LISTED.match(words) else REMARK.split(CUT.split(words)[0])[0].strip()


def _is_whole(described: str) -> bool:
    """Whether the cut left no clause without its verb and no adjective without its noun."""
    inner = OPENED.search(described)
    return tagged(described)[-1].tag not in ("AJ0", "AV0") and (inner is None or any(token.is_finite for token in tagged(inner["clause"])))


def _belongs(place: Place, subject: str, described: str) -> bool:
    """Whether the subject is a term, no name, and the description gives enough of it to go by and nothing of the term away."""
    words = words_of(described)
    term = re.sub(r"^(?:An?|The) ", "", subject)
    named = any(place.setting.is_name(token) for token in term.split())
    if named or EVALUATION.match(subject.lower()) or RATED.search(subject) or RATED.search(described) or EVALUATED.search(described):
        return False
    if OUTCOME_OF.match(subject) or (words_of(term)[0] in CONTEXT_NOUNS and " of " in term):
        return False
    if not is_name(subject) or not (is_term(subject, place.setting.known) or term in place.key_terms):
        return False
    if not SHORTEST <= len(words) <= LONGEST or is_deictic(described) or UNSURE & set(words) or words[-1] in ("that", "of", "to", "and"):
        return False
    if not _is_whole(described):
        return False
    meant = content_words(described)
    return len(meant) >= LEAST_NAMED and not meant & content_words(term)
