"""What something does or must do, for verbs whose object is worth asking for: returns, contains, requires, depends on."""

import re
from collections.abc import Iterator

from bookwright.agents.extractive.candidate import Candidate, Place, asked
from bookwright.agents.extractive.clause import Clause
from bookwright.agents.extractive.nouns import without_article, words_of
from bookwright.agents.extractive.rules.asking import clear_clause, led_by
from bookwright.agents.extractive.words import CONTEXT_NOUNS, PREPOSITIONS, lexicon
from bookwright.agents.items import QuestionKind

ASKABLE = lexicon(
    """
    return represent ensure guarantee prevent require indicate depend rely result lead correspond imply determine expect disallow
    describe specify store hold accept enforce implement apply produce generate convert assume protect restrict prohibit capture
    include contain support offer provide measure monitor expose reduce improve define enable allow
    """
)
MORE = re.compile(r"(?:an? )?more ")
FOR = re.compile(
    r"^(?P<verb>provide|require|offer|use|recommend|define|enforce|need|create) (?P<object>[^,;:()]{3,80}?) "
    r"(?P<what>(?:for|around|between|against|during) (?!example|this|that|it\b|more|you\b|the purpose)[^,;:()]{4,70})$"
)
TO_DO = re.compile(r"(?:enable|allow|cause) (?:[\w\-]+ ){1,4}to [a-z]")
"""`allows you to index` is asked with its verb, by another rule."""
PARTICLED = {
    "default": "to", "evaluate": "to", "resolve": "to", "map": "to", "belong": "to", "expand": "to", "compile": "to", "operate": "on",
    "deal": "with", "consist": "of", "stand": "for", "suffer": "from", "inherit": "from", "derive": "from", "listen": "on", "act": "as",
    "serve": "as",
}  # fmt: skip
"""Verbs worth asking of with this particle."""
PARTICLES = lexicon("on to in with for from as")
MODALS = lexicon("must shall should can")


def fact(place: Place) -> Iterator[Candidate]:
    """`X returns Y` -> `What does X return?`; `X must contain Y` -> `What must X contain?`, answered by the whole sentence."""
    found = clear_clause(place.text, place.setting)
    if found is None or found[1].negated or (found[1].subject == "you" and not (found[0] and found[1].aux)):
        return
    adjunct, clause = found
    for_what = FOR.match(clause.predicate) if not clause.aux else None
    if for_what and len(words_of(for_what["object"])) <= 12 and not MORE.match(for_what["object"]):
        question = asked(f"what {clause.helper} {clause.subject} {for_what['verb']} {for_what['what']}")
        yield Candidate(question, QuestionKind.FACT, (place.sentence,), 0.6, "fact-for")
        return
    if not adjunct and _is_bare(clause.subject):
        return
    parts = _verb_and_object(clause)
    if parts is None or len(words_of(clause.subject)) + len(words_of(parts[2])) < 5 or TO_DO.match(f"{parts[1]} {parts[2]}"):
        return
    helper, verb, _ = parts
    yield Candidate(
        asked(f"{led_by(adjunct)}what {helper} {clause.subject} {verb}"), QuestionKind.FACT, (place.sentence,), 0.55, f"fact-{verb}"
    )


def _is_bare(subject: str) -> bool:
    """Whether one ordinary word is the whole subject; `a trait` will do, `a function` and `the trait` will not."""
    noun = without_article(subject)
    if " " in noun or re.search(r"\W", noun):
        return False
    return not subject.startswith(("a ", "an ")) or noun.lower() in CONTEXT_NOUNS


def _verb_and_object(clause: Clause) -> tuple[str, str, str] | None:
    """The helping verb, the verb with its particle, and what is asked for; None if the verb is not to be asked of."""
    if clause.aux and clause.aux not in MODALS:
        return None
    verb, _, rest = clause.predicate.partition(" ")
    if not rest or (verb not in ASKABLE and not (PARTICLED.get(verb) and rest.startswith(f"{PARTICLED[verb]} "))):
        return None
    first = words_of(rest)[0] if words_of(rest) else ""
    if first in PARTICLES:
        verb, rest = f"{verb} {first}", rest.partition(" ")[2]
    elif (first in PREPOSITIONS and first != "at") or re.match(r"\w+ly$|when$|if$|and$|or$|which$|only$|not$", first):
        return None
    if len(words_of(rest)) < 3 or (MORE.match(rest) and " than " not in rest):
        return None
    if clause.aux and (verb == "require" or (clause.aux == "can" and verb not in ("lead to", "result in", "cause"))):
        return None
    return clause.helper, verb, rest
