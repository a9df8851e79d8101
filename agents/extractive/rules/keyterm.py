"""What a term is that the author sets in bold: `The **cochlea** is a tube that …`, `… is known as **retrieval**`."""

import re
from collections.abc import Iterator

from bookwright.agents.extractive.answer import with_antecedent, with_continuation
from bookwright.agents.extractive.candidate import Candidate, Place, asked
from bookwright.agents.extractive.nouns import is_deictic, is_name, words_of
from bookwright.agents.extractive.reading import Sentence
from bookwright.agents.extractive.rules.asking import without_lead
from bookwright.agents.extractive.rules.definition import EVALUATION
from bookwright.agents.extractive.rules.term import is_latin_plural, is_one_more
from bookwright.agents.extractive.tagging import is_proper, tagged
from bookwright.agents.extractive.words import AUXILIARIES, PREPOSITIONS, RELATIVES, SUBORDINATORS, lexicon
from bookwright.agents.items import QuestionKind

LONGEST, LEAST_TOLD, LEAST_TOLD_BESIDE, LEAST_TOLD_OR = 5, 7, 5, 3
CLOSED = AUXILIARIES | PREPOSITIONS | RELATIVES | SUBORDINATORS | lexicon("and or to also which not")
NO_TERM = re.compile(r"(?i)(?:note|warning|tip|important|caution|example|step|question|answer|figure|table|definition)s?\b|\W*\d")
NO_KIND = re.compile(
    rf"{EVALUATION.pattern}|(?:also|often|usually|sometimes|not|more|less)\b|\w+(?:ed|own|ound|orn) (?:with|by|in|for|of|from|on)\b"
)
BRACKET = r"(?: \([^)]{2,60}\))?"
ASIDE = r"(?:, (?:by contrast|on the other hand|in contrast|however|then|therefore|also known as [^,]+|or [^,]+|called [^,]+),)?"
TELLING = re.compile(
    rf"^{BRACKET}{ASIDE} (?:(?P<copula>is|are) (?:defined as |simply |essentially |basically )?"
    r"(?P<kind>(?:an?|the|any|one of|those|when|how|"
    r"[a-z][\w\-]*(?: [\w\-]+){0,3}? (?:that|who|which|of|in which|for|where|whose|between|with|used)) .+)|"
    r"(?:refers? to|means?|involves?|occurs? (?:when|if|as)|happens? when|describes?|consists? of|states? that|represents?|"
    r"measures?|deals? with|corresponds? to|appears? as|suggests? that|proposes? that|assumes? that|argues? that|"
    r"focus(?:es)? on|holds? that|(?:is|are) (?:the|an?) .+) .+)$"
)
"""What follows a term that is the subject of its sentence."""
NAMED = re.compile(
    r"\b(?:called|known as|termed|referred to as|labeled|labelled|dubbed|coined the term|by the name of)"
    r"(?: collectively)?(?: (?:an?|the|their|its))?$"
)
BESIDE = re.compile(
    rf"^{BRACKET}(?:, (?:or (?:the |an? )?|"
    r"which (?:is|are|means?|refers? to|involves?|occurs? when|describes?|states? that|suggest(?:s|ed)? that|holds? that|proposes? that) |"
    r"in which |where |the |an? |meaning )"
    r"|—(?:the |an? |when |how |that is, )|: (?=an? |the )| ?\((?:the |an? |when |how ))(?P<told>[^.;—)]+)"
)
"""What stands beside a term and says what it is: `rehearsal, or the conscious repetition of …`."""
ADJUNCT = re.compile(
    r"^(?:While|Although|Though|Since|Once|Unless|Whereas|Before|After|Besides|Despite|In|For|With|During|At|On|By|Under|Among|Through|Like|Unlike|Without|Within|From|To|If|When|As|Because)\b[^,]*$"
)
"""`In cases of comorbidity, the best treatment is …` tells nothing of comorbidity."""
OWNED = re.compile(r"\b(?:its|their|his|her|our|your) $", re.IGNORECASE)
"""After a possessive nobody knows whether the term takes an article."""
POINTING = re.compile(r"^(?:This|These|That|Those|Such|It|They|The (?:process|latter|former))\b")
OR = re.compile(r"^(?: \([^)]*\))?, or ")
ENUMERATED = re.compile(r"(?:,|\b(?:and|or))$")
"""`dendrites, soma, or sometimes the axon` is a list, `civil disobedience, or the refusal to …` an explanation."""
REPORT = re.compile(
    r"^(?:one|another|part|type|kind|form|example|result|name|number|first|last|sometimes|perhaps|even|both|all|most|some|\d[\d.,]*)s?\b"
)


def keyterm(place: Place) -> Iterator[Candidate]:
    """The first term of the sentence that it explains."""
    text = without_lead(place.text)
    for term in place.key_terms:
        if term not in text or not _is_term(term):
            continue
        for match in re.finditer(rf"(?<!\w){re.escape(term)}(?P<plural>s|es)?(?!\w)", text):
            answer, weight = _explained(place, text[: match.start()].rstrip(), text[match.end() :])
            if answer:
                yield Candidate(_question(place, text, match), QuestionKind.TERM, answer, weight, "key-term")
                return


def _is_term(term: str) -> bool:
    """Whether the phrase in bold can be a term: a short noun phrase, not a person, a label or an emphasised remark."""
    words = words_of(term)
    if not 0 < len(words) <= LONGEST or NO_TERM.match(term) or not is_name(term) or term.endswith((":", ".", "!", "?")):
        return False
    tokens = tagged(f"This is about the {term}")[4:]
    return tokens[-1].tag in ("NN0", "NN1", "NN2", "NP0", "VVG", "AJ0", "CRD", "NN") and not all(is_proper(token.text) for token in tokens)


def _explained(place: Place, before: str, after: str) -> tuple[tuple[Sentence, ...], float]:
    """The sentences that say what the term is, and how sure that is; none where the sentence only speaks of it."""
    opening = re.sub(r"^(?:The (?:term|concept of|word)|An?|The) ?", "", before)
    if not opening:
        told = TELLING.match(after)
        if told and len(words_of(after)) >= LEAST_TOLD and not (told["kind"] and NO_KIND.match(told["kind"])) and not is_deictic(after):
            return with_continuation(place), 0.93
    beside = BESIDE.match(after)
    adjoined = beside is not None and re.match(r"^, (?:the|an?) ", after) is not None and _is_adjunct(before)
    if (
        beside
        and not adjoined
        and len(words_of(beside["told"])) >= LEAST_TOLD_BESIDE
        and not is_deictic(place.text)
        and not REPORT.match(beside["told"])
        and not (OR.match(after) and (ENUMERATED.search(before) or len(words_of(beside["told"].split(",")[0])) < LEAST_TOLD_OR))
    ):
        return (place.sentence,), 0.7
    if NAMED.search(before) and not re.match(r"^ (?:and|or) ", after) and not _goes_on(after):
        if POINTING.match(before):
            return with_antecedent(place), 0.84
        if len(words_of(before)) >= LEAST_TOLD and not is_one_more(before):
            return (place.sentence,), 0.72
    return (), 0.0


def _is_adjunct(before: str) -> bool:
    """Whether the words before the term only lead to the subject of the sentence: `Soon after the bite of a`."""
    return ADJUNCT.match(before) is not None or ("," not in before and not any(token.is_finite for token in tagged(before)))


def _goes_on(after: str) -> bool:
    """Whether the name is longer than what is set in bold: `called a **subduction** zone`."""
    following = re.match(r" (?P<word>[a-z]+)", after)
    return (
        following is not None
        and tagged(f"This is the common {following['word']}")[-1].tag in ("NN1", "NN2")
        and following["word"] not in CLOSED
    )


def _question(place: Place, text: str, match: re.Match[str]) -> str:
    """`What is a script?`, with the article that the sentence has before the term."""
    term = place.setting.lowered(match.group()) if match.start() < 4 else match.group()
    if OWNED.search(text[: match.start()]):
        return asked(f"what does the term “{term}” refer to")
    article = re.search(r"\b(an?|the) $", text[: match.start()], re.IGNORECASE)
    plural = _is_many(text, match, term)
    named = f"{article[1].lower()} {term}" if article else term
    return asked(f"what {'are' if plural else 'is'} {named}")


def _is_many(text: str, match: re.Match[str], term: str) -> bool:
    """Whether the term is plural: by the verb that tells what it is, by its own form, or by the noun that it is a name of."""
    told = re.match(r"(?: \([^)]*\))?,? (?:which )?(?P<verb>is|are) ", text[match.end() :])
    if told:
        return told["verb"] == "are"
    bare = re.sub(r"\s*\([^)]*\)$", "", text[: match.end()])
    return (tagged(bare)[-1].tag == "NN2" or is_latin_plural(term, text)) and not bare.endswith(("ss", "ics", "sis", "us"))
