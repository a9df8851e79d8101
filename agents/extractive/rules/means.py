"""By what something is brought about: `Telescopes use a lens to gather light`, `The tilt of its axis causes the seasons of Earth`."""

import re
from collections.abc import Iterator

from bookwright.agents.extractive.candidate import Candidate, Place, asked
from bookwright.agents.extractive.clause import Clause
from bookwright.agents.extractive.nouns import is_clear, words_of
from bookwright.agents.extractive.rules.asking import clear_clause, led_by, points
from bookwright.agents.extractive.tagging import is_base
from bookwright.agents.extractive.verbs import third_person
from bookwright.agents.extractive.words import lexicon
from bookwright.agents.items import QuestionKind

USES = re.compile(
    r"^(?P<verb>use|employ) (?!to |no )(?P<means>[^,;:()]{3,90}?) to (?P<goal>(?P<does>[a-z]+) (?!you\b)[^,;:()]{6,90})(?!, or )"
)
BY_DOING = re.compile(
    r"^By (?P<means>[a-z]+ing [^,;:()]{6,90}), (?P<who>we|you|[a-z]+(?:ists|ers|ors|ians|omers)|[A-Z][\w ]{2,40}?) "
    r"(?P<can>can|could) (?P<goal>(?P<does>[a-z]+) [^,;:()—]{8,90})"
)
CAUSAL = lexicon("cause determine control regulate govern trigger produce prevent protect stimulate")
CAN = lexicon("can may could will")
ENDS = re.compile(r"[,;:(—]| (?:when|because|as|by|if|so|and|where|while|than|but) ")
COMPLEMENT = re.compile(r"\b(?:judge|see|view|regard|treat|consider|perceive|describe) [^,;]* as \w")
"""`to judge a president as strong` may not be cut before its complement."""
UNSURE = re.compile(
    r"\b(?:it|they|them|its|their|your|this|these|both|no|many|some|several|most|more|other|various|certain|such|that|which|between|from)\b"
)


def means(place: Place) -> Iterator[Candidate]:
    """`S uses M to V` -> `What does S use to V?`; `By doing M, S can V` -> `How can S V?`; `S causes O` -> `What causes O?`."""
    doing = BY_DOING.match(place.text)
    if doing and is_base(doing["does"]) and not points(doing["goal"]) and not UNSURE.search(doing["goal"]):
        who = "you" if doing["who"] == "we" else doing["who"]
        question = asked(f"how {doing['can']} {who} {doing['goal'].split(' and ')[0]}")
        yield Candidate(question, QuestionKind.PROCEDURE, (place.sentence,), 0.72, "by-doing")
        return
    found = clear_clause(place.text, place.setting)
    if found is None or found[1].negated or found[1].subject == "you":
        return
    adjunct, clause = found
    match = USES.match(clause.predicate) if clause.base else None
    if match and is_base(match["does"]) and not points(match["goal"]) and not UNSURE.search(match["goal"]):
        question = f"{led_by(adjunct)}what {clause.helper} {clause.subject} {match['verb']} to {match['goal']}"
        yield Candidate(asked(question), QuestionKind.PROCEDURE, (place.sentence,), 0.7, "means")
        return
    effect = "" if " also " in place.text else _effect(clause)
    if effect and is_clear(effect, place.setting.known):
        verb = clause.predicate.split(maxsplit=1)[0]
        done = f"{clause.aux} {verb}" if clause.aux else third_person(verb)
        yield Candidate(asked(f"{led_by(adjunct)}what {done} {effect}"), QuestionKind.CAUSE, (place.sentence,), 0.57, "effect")


def _effect(clause: Clause) -> str:
    """What a thing of more than one word brings about; empty where the verb is another or the words say too little."""
    verb, _, rest = clause.predicate.partition(" ")
    if verb not in CAUSAL or clause.past or (clause.aux and clause.aux not in CAN) or " " not in clause.subject:
        return ""
    if COMPLEMENT.search(rest):
        return ""
    effect = ENDS.split(rest)[0].strip()
    return effect if 4 <= len(words_of(effect)) <= 10 and not UNSURE.search(effect) else ""
