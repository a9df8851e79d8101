"""Other ways to read a sentence, for the rules to see plainly: its pronoun resolved, or one of its inner clauses by itself."""

import re
from collections.abc import Iterator
from dataclasses import replace

from bookwright.agents.extractive.answer import speaks_of_place
from bookwright.agents.extractive.candidate import Place, opened
from bookwright.agents.extractive.clause import Clause, has_second_clause, is_plural, split_clause
from bookwright.agents.extractive.nouns import is_deictic, words_of
from bookwright.agents.extractive.reading import Sentence
from bookwright.agents.extractive.rules.asking import clear_clause
from bookwright.agents.extractive.tagging import NOUNS, tagged
from bookwright.agents.extractive.words import any_of, lexicon

PRONOUN = re.compile(
    r"^(?P<word>It|They|Its|Their)(?= )(?! (?:is|was|has been|would be|may be|might be|can be|also is)(?: \w+){1,3} (?:that|to|if|how)\b|"
    r" (?:seem|appear|turn|take|follow|happen|help|make|depend)s?\b| (?:is|was) (?:not|only|this|because|as|when)\b)"
)
POINTER = re.compile(r"^(?:This|These) (?P<noun>[a-z\-]+(?: [a-z\-]+)?)(?= (?:is|are|has|have|can|may|will|must|[a-z]+s|[a-z]+)\b)")
FINDERS = any_of(
    "research studies evidence scientists researchers astronomers psychologists sociologists experts theorists economists physicists "
    "biologists historians observations experiments results findings data measurements calculations we"
)
FIND = any_of(
    "show shows shown showed suggest suggests suggested found find finds indicate indicates indicated believe believed think estimate "
    "estimated demonstrate demonstrated demonstrates reveal reveals revealed know discovered argue argued concluded say means mean"
)
MATRIX = re.compile(
    rf"^(?:[A-Z][^,;:]{{2,40}}, )?(?:(?:[\w\-]+ ){{0,4}}?(?:{FINDERS})|It is (?:well |now |generally |widely )?"
    rf"(?:believed|known|estimated|thought|important to (?:note|remember|understand)|worth noting)|The (?:fact|idea) is)"
    rf"(?: (?:now|also|have|has|had|generally|often|consistently|clearly))*(?: (?:{FIND}))? that (?P<inner>.{{20,}})$",
    re.IGNORECASE,
)
JOINT = re.compile(r"; (?:however, |therefore, |thus, |instead, )?|, (?:and|but|while|whereas|yet|so) ")
ASIDE = re.compile(
    r"\b(?P<phrase>(?:the|an?) (?:[\w\-’]+ ){0,3}[\w\-’]+|[A-Z][\w\-’]+(?: [A-Z][\w\-’]+)+)(?: \([^)]*\))?, "
    r"(?:which|who) (?!mean|is why|is when|ma[dk]e|led|leads|allow|cause|result)(?P<told>[^,;:—]+)"
)
"""After some verbs `which` takes up the whole clause: `…, which means that …`."""
NO_NOUN = re.compile(r"\b(?:of|in|on|at|to|for|by|with|from|that|and|or|is|are|was|were|has|have|had|[a-z]+ly)\b")
LONGEST, LONGEST_SUBJECT, SHORTEST = 75, 6, 6
STARTS = lexicon("that which who then also so to it they this these he she we you not in for")


def variants(place: Place) -> Iterator[Place]:
    """The sentence as it stands, then its other readings; each is answered by the whole sentence, with what it leans on before it."""
    yield place
    resolved = _resolved(place)
    if resolved is not None:
        yield resolved
        return
    inner = MATRIX.match(place.text)
    if inner is not None:
        yield _reading(place, opened(inner["inner"]))
    yield from (_reading(place, part) for part in (*_parts(place.text), *_asides(place.text)))


def _reading(place: Place, text: str) -> Place:
    sentence = Sentence(text, place.sentence.start, place.sentence.end)
    return replace(place, sentence=sentence, before=None, after=None, items=(), is_reading=True)


def _parts(text: str) -> Iterator[str]:
    """The main clauses that a coordinator joins, after the first."""
    for joint in JOINT.finditer(text):
        part = text[joint.end() :]
        if (
            words_of(part)[:1]
            and words_of(part)[0] not in STARTS
            and len(words_of(part)) >= SHORTEST
            and split_clause(text[: joint.start()])
        ):
            yield opened(part)


def _asides(text: str) -> Iterator[str]:
    """What a relative clause says of the noun phrase before it: `…, the thalamus, which relays …` as `The thalamus relays …`."""
    for aside in ASIDE.finditer(text):
        if not NO_NOUN.search(aside["phrase"]) and len(words_of(aside["told"])) >= SHORTEST:
            yield opened(f"{aside['phrase']} {aside['told']}")


def _resolved(place: Place) -> Place | None:
    """`It has an axon` after `A neuron is a cell …` as `A neuron has an axon`."""
    before = place.before
    if before is None or len(place.text.split()) + len(before.text.split()) > LONGEST or speaks_of_place(before.text):
        return None
    found = clear_clause(before.text, place.setting)
    if found is None or found[1].subject == "you" or len(words_of(found[1].subject)) > LONGEST_SUBJECT or is_deictic(found[1].predicate):
        return None
    text = _named(place.text, found[1])
    return replace(_reading(place, opened(text)), lead=(before,)) if text else None


def _named(text: str, told: Clause) -> str:
    """The sentence with the subject told of before in place of its pronoun; empty if that may be another."""
    subject, plural = told.subject, is_plural(told.subject)
    copular = told.aux in ("is", "are") and not has_second_clause(told.rest)
    match = PRONOUN.match(text)
    if match is not None:
        if plural != (match["word"] in ("They", "Their")) or not (copular or not _rival(told.predicate, plural=plural)):
            return ""
        ending = "’" if subject.endswith("s") else "’s"
        return f"{subject}{ending if match['word'] in ('Its', 'Their') else ''}{text[match.end() :]}"
    match = POINTER.match(text)
    if match is None or plural != text.startswith("These"):
        return ""
    noun = words_of(match["noun"])[-1]
    meant = noun == words_of(subject)[-1] or (copular and noun in words_of(told.rest)[:5])
    return subject + text[match.end() :] if meant else ""


def _rival(predicate: str, *, plural: bool) -> bool:
    """Whether the predicate holds another noun that the pronoun may mean."""
    return any(token.tag in NOUNS and token.tag != "CRD" and (token.tag == "NN2") == plural for token in tagged(predicate))
