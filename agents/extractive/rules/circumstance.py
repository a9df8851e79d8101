"""How, when and how often something is, must or may be done: the adjunct of a plain sentence is what is asked for."""

import re
from collections.abc import Iterator

from bookwright.agents.extractive.candidate import Candidate, Place, asked
from bookwright.agents.extractive.clause import Clause, has_second_clause
from bookwright.agents.extractive.nouns import words_of
from bookwright.agents.extractive.rules.asking import clear_clause, led_by
from bookwright.agents.extractive.words import any_of, lexicon
from bookwright.agents.items import QuestionKind

MODALS = lexicon("must shall should may can")
NUMBER = r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|fifteen|thirty)"
UNIT = r"(?:business |calendar |working )?(?:second|minute|hour|day|week|month|year)s?"
ADJUNCTS: tuple[tuple[str, QuestionKind, re.Pattern[str]], ...] = (
    (
        "how often",
        QuestionKind.QUANTITY,
        re.compile(
            rf" (?:at least |no more than )?(?:once|twice|{NUMBER} times) (?:per|every|an?|each) \S+| every {NUMBER} {UNIT}| annually\b"
        ),
    ),
    ("how soon", QuestionKind.QUANTITY, re.compile(rf" within {NUMBER}(?:\s?\(\d+\))? {UNIT}| as soon as (?:practical|possible)")),
    (
        "for how long",
        QuestionKind.QUANTITY,
        re.compile(rf" for (?:at least |up to |no (?:more|less) than |a (?:minimum|maximum) of )?{NUMBER} {UNIT}"),
    ),
    ("how", QuestionKind.PROCEDURE, re.compile(r" (?:by (?:[a-z]+ing|either|the use of)|using|by using|by means of|via) \S+")),
    (
        "under what conditions",
        QuestionKind.CONDITION,
        re.compile(r",? (?:only if|only when|only where|provided that|unless|as long as|if)(?! (?:it|they)\b) \S+"),
    ),
    ("when", QuestionKind.CONDITION, re.compile(r",? (?:when|whenever|before|after(?! which)|prior to|until) \S+")),
)
NO_MANNER = lexicon("vary differ learn go lack need want have require refer mean include contain define")
NARROW = re.compile(r"\bthe\b|[_:<>#&!\[\]{}=]|\d|[a-z][A-Z]")
"""Signs that an author tells of one example."""
PASSIVE = re.compile(r"(?:\w+ly |most |more |also |very )?(?:\w+(?:ed|en|wn|lt|nt)|set|useful|helpful|necessary|appropriate|safe|valid)\b")
OPEN = lexicon(
    """
    so of to in on by for with and or that the a an be is are either both not only but as from than at least before after when while
    without if since like such more less
    """
)
"""Words at which a predicate cannot stop."""
LONGEST, SHORTEST = 15, 3
PLACED_AS = any_of(
    "stored defined placed located declared kept found displayed listed saved hosted installed allocated published posted recorded "
    "documented configured situated concentrated embedded housed"
)
PLACED_THING = re.compile(
    rf"^(?P<verb>(?:be |also |usually |typically |generally )*(?:{PLACED_AS})) "
    r"(?:in|on|inside|within|under|at) (?!(?:other|more|this|detail|general|order|addition)\b|\w+ (?:form|format|way)\b)\S+"
)


LYING = re.compile(
    r"^(?P<verb>(?:lie|live|occur|reside|take place|originate|form|dwell|orbit)) "
    r"(?:in|inside|within|under|at|near|between|along|outside|beyond|around|throughout) (?:the|an?|[A-Z])\b"
    r"(?! (?:same|order|response|way|form|presence|absence|case|context|time|age|end|beginning|rate|early|late|course|future|past|result|"
    r"speed|distance|temperature|\d)\b)"
)
"""`Fusion occurs in the core of …` is asked with "where"."""


def circumstance(place: Place) -> Iterator[Candidate]:
    """`The CSP SHALL do X at least once every Y` -> `How often must the CSP do X?`."""
    found = clear_clause(place.text, place.setting)
    if found is None or not _is_askable(found[1]):
        return
    adjunct, clause = found
    for word, kind, end in _circumstances(clause):
        question = _question(word, clause, clause.predicate[:end], adjunct)
        if question:
            weight = 0.85 if kind is QuestionKind.QUANTITY else 0.72
            yield Candidate(question, kind, (place.sentence,), weight, word.replace(" ", "-"))
            return


def _is_askable(clause: Clause) -> bool:
    """Whether the clause tells of something that is, must or may be done, and not of one step in an example."""
    tells = clause.aux in MODALS or _is_passive(clause) or bool(clause.base and not clause.past)
    example = clause.subject == "you" and not clause.aux and NARROW.search(clause.rest) is not None
    return tells and not example and not clause.negated and clause.predicate.split(maxsplit=1)[0] not in NO_MANNER


def _circumstances(clause: Clause) -> Iterator[tuple[str, QuestionKind, int]]:
    """The question words whose adjunct the predicate holds, and where the adjunct begins."""
    where = PLACED_THING.match(clause.predicate) if _is_passive(clause) or clause.rest.startswith("be ") else None
    if where and not NARROW.search(clause.subject.removeprefix("the ")):
        yield "where", QuestionKind.FACT, where.end("verb")
        return
    lying = LYING.match(clause.predicate) if clause.base and not clause.past else None
    if lying and len(words_of(clause.subject)) > 1:
        yield "where", QuestionKind.FACT, lying.end("verb")
        return
    for word, kind, pattern in ADJUNCTS:
        match = pattern.search(clause.predicate)
        if match:
            yield word, kind, match.start()


def _is_passive(clause: Clause) -> bool:
    """A passive, or a thing said to be useful or needed."""
    return clause.aux in ("is", "are") and PASSIVE.match(clause.rest) is not None


def _question(word: str, clause: Clause, predicate: str, adjunct: str) -> str:
    """Empty where too little or too much of the predicate is left, or where it is cut inside a clause or a bracket."""
    words = words_of(predicate)
    cut = (
        any(mark in predicate for mark in (",", ";", " how m", "when ", " that ", " which ", " who "))
        or predicate.count("(") != predicate.count(")")
        or has_second_clause(predicate)
    )
    if cut or not 1 <= len(words) <= LONGEST or words[-1] in OPEN or len(words) + len(words_of(clause.subject)) < SHORTEST:
        return ""
    return asked(f"{led_by(adjunct)}{word} {clause.helper} {clause.subject} {predicate.strip()}")
