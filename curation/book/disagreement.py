"""Disagreement: two sentences that are the same but for one thing, which both cannot have.

The sentences are aligned word by word. Where they differ in one place only, in a number, a unit, a "not", a direction, a word that excludes
the other or a name that there can be one of, they contradict each other. Where they differ in more, they may well be about two things, and
nothing is said.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from rapidfuzz.distance import Indel

from bookwright.agents.extractive.tagging import tagged
from bookwright.curation.alignment import Sentence, read_sentence
from bookwright.curation.gates.direction import POLES
from bookwright.curation.gates.names import IDENTIFIER, capitalised
from bookwright.curation.gates.negation import CUES, FILLERS, FOLLOWING
from bookwright.curation.gates.numbers import figures, number_words, ordinals
from bookwright.curation.gates.units import AMBIGUOUS, UNITS, amounts
from bookwright.curation.support.lexicon import are_forms, opposites, root, synonyms
from bookwright.curation.terms import AT_HAND, FUNCTION_WORDS

SHARED = 0.6
"""The part of either sentence's words that must be the other's."""
FEWEST = 2
"""Words of substance that both must share, and how many words in all."""
FEWEST_WORDS = 6
POINTING = frozenset("it its they their this that these those he she here there such both each one another".split())
"""A sentence that begins so is about what stood before it, which is not known here."""
CONDITIONS = frozenset("if when whenever unless whether while where".split())
REACH = 8
"""Words that a condition goes on for."""
SHOUTED = frozenset("MUST SHALL SHOULD MAY NOT AT OF IN FOR AND OR US USD EUR GBP".split())
"""Words in capitals that are no names before a number."""
MORE = frozenset("more greater larger bigger higher longer most greatest largest biggest highest longest".split())
LESS = frozenset("less fewer lesser smaller lower shorter least fewest smallest lowest shortest".split())
"""Whichever of these stands for one of the others, turns it round."""
LABELS = frozenset(
    """appendix article attempt case chapter clause column example exercise figure footnote item lesson level line lines listing method
    note option page pages paragraph part phase point port question release revision round row rule section stage step table task test tier
    type variant version volume""".split()
)
"""Words whose number says which one, not how many."""
IDENTIFYING = frozenset("is are was were be been called named by as to in on at from of for with than equals".split())
"""Words after which a name says which one it is."""


@dataclass(frozen=True)
class Difference:
    """What two sentences have in one place, as they are written, and the words of the first one before it."""

    one: tuple[str, ...]
    other: tuple[str, ...]
    before: tuple[str, ...]

    @property
    def both(self) -> tuple[str, ...]:
        """The words of both."""
        return (*self.one, *self.other)


@lru_cache(AT_HAND)
def disagreement(one: str, other: str) -> str:
    """Why two sentences cannot both hold; nothing where they can, or where it cannot be told from the words alone."""
    first, second = read_sentence(one), read_sentence(other)
    if first.stems == second.stems or not _are_about_the_same(first, second):
        return ""
    material = [difference for difference in _differences(first, second) if not _is_a_wording(difference)]
    if len(material) != 1:
        return ""
    (difference,) = material
    return next((reason for check in CHECKS if (reason := check(difference, f"{one}\n{other}"))), "")


def _are_about_the_same(one: Sentence, other: Sentence) -> bool:
    """Whether two sentences share enough words, and neither leans on what stands before it."""
    if any(sentence.written[:1] and sentence.written[0].casefold() in POINTING for sentence in (one, other)):
        return False
    common = set(one.stems) & set(other.stems)
    if len(common) < SHARED * max(len(set(one.stems)), len(set(other.stems))):
        return False
    substance = sum(word not in FUNCTION_WORDS and not word[:1].isdigit() for word in common)
    return len(common) >= FEWEST_WORDS and substance >= FEWEST


def _differences(one: Sentence, other: Sentence) -> Iterator[Difference]:
    """All places where two sentences differ, in order."""
    for equal, run in groupby(Indel.opcodes(one.stems, other.stems), key=lambda step: step.tag == "equal"):
        if not equal:
            steps = list(run)
            start, end = steps[0].src_start, steps[-1].src_end
            yield Difference(one.written[start:end], other.written[steps[0].dest_start : steps[-1].dest_end], one.written[:start])


def _is_a_wording(difference: Difference) -> bool:
    """Whether both words say the same: other function words, a form, a synonym, the same number otherwise written."""
    if {word.casefold() for word in difference.both} & (CUES | POLES.keys()):
        return False
    ours, theirs = _substance(difference.one), _substance(difference.other)
    if len(ours) != len(theirs):
        return False
    return all(
        one == other or other in synonyms().get(one, ()) or (are_forms(one, other) and not _is_code(difference))
        for one, other in zip(ours, theirs, strict=True)
    )


def _substance(written: tuple[str, ...]) -> list[str]:
    return [root(word) for word in written if word.casefold() not in FUNCTION_WORDS]


def _is_code(difference: Difference) -> bool:
    return any(IDENTIFIER.fullmatch(word) for word in difference.both)


def _negation(difference: Difference, _: str) -> str:
    """One has a "not" more, outside a condition, and nothing else."""
    ours, theirs = ([word.casefold() for word in words] for words in (difference.one, difference.other))
    odd = (sum(word in CUES - FOLLOWING for word in ours) - sum(word in CUES - FOLLOWING for word in theirs)) % 2
    left = [sorted(map(root, set(words) - CUES - FILLERS)) for words in (ours, theirs)]  # "understood" and "did not understand"
    if not odd or left[0] != left[1] or _is_conditional(difference):
        return ""
    return f'one says "{_said(difference, CUES)}" where the other does not'


def _number(difference: Difference, _: str) -> str:
    """Another number, which says how many or how much and not which one."""
    ours, theirs = _stated(difference.one), _stated(difference.other)
    if not ours or not theirs or ours & theirs or _is_label(difference):
        return ""
    left = _substance(difference.one), _substance(difference.other)
    others = [[word for word in words if not word[:1].isdigit() and word not in UNITS] for words in left]
    return _instead(difference) if others[0] == others[1] else ""


def _unit(difference: Difference, _: str) -> str:
    """Another unit, month or day in the same place."""
    if len(difference.one) != 1 or len(difference.other) != 1:
        return ""
    counted = bool(difference.before) and bool(_stated(difference.before[-1:]))
    ours, theirs = _units(difference.one[0], counted=counted), _units(difference.other[0], counted=counted)
    return _instead(difference) if ours and theirs and ours != theirs else ""


def _units(word: str, *, counted: bool) -> frozenset[str]:
    """The unit that a word is, or that stands right behind its number; letters that may stand for anything are none, unless counted."""
    if counted or (len(word) > 1 and word not in AMBIGUOUS):
        unit = UNITS.get(word.casefold())
        return frozenset([unit]) if unit else frozenset(unit for _, unit in amounts(word))
    return frozenset()


def _direction(difference: Difference, _: str) -> str:
    """More where the other has less, before where it has after."""
    ours, theirs = ({word.casefold() for word in words} for words in (difference.one, difference.other))
    if max(len(difference.one), len(difference.other)) > 2 or _is_conditional(difference):
        return ""
    poles = {pole for word in ours for pole in POLES.get(word, ())}, {pole for word in theirs for pole in POLES.get(word, ())}
    opposed = any((axis, 1 - sign) in poles[1] for axis, sign in poles[0])
    return _instead(difference) if opposed or (ours & MORE and theirs & LESS) or (ours & LESS and theirs & MORE) else ""


def _opposite(difference: Difference, _: str) -> str:
    """A word that excludes the other's."""
    ours, theirs = _substance(difference.one), _substance(difference.other)
    if len(ours) != 1 or len(theirs) != 1 or _stated(difference.both) or _is_conditional(difference) or _is_code(difference):
        return ""
    return _instead(difference) if theirs[0] in opposites(ours[0]) or ours[0] in opposites(theirs[0]) else ""


def _name(difference: Difference, text: str) -> str:
    """Another name where the sentence says which one it is: behind its verb, and no other number of the same series."""
    ours, theirs = difference.one, difference.other
    if not ours or not theirs or _is_conditional(difference) or not _is_told(difference):
        return ""
    if difference.before[-1].casefold() not in IDENTIFYING or _series(ours) == _series(theirs):
        return ""
    names = capitalised(text)
    return _instead(difference) if all(IDENTIFIER.fullmatch(word) or word in names for word in (*ours, *theirs)) else ""


Check = Callable[[Difference, str], str]
CHECKS: tuple[Check, ...] = (_negation, _number, _unit, _direction, _opposite, _name)


def _stated(written: tuple[str, ...]) -> frozenset[str]:
    text = " ".join(written)
    return figures(text) | number_words(text) | ordinals(text)


def _is_label(difference: Difference) -> bool:
    """Whether the number says which one: "Listing 4", "Listing 4-3", "RFC 8", "the first arm"."""
    before = [word for word in difference.before if not word.isdigit()][-1:]
    if not before:
        return bool(ordinals(" ".join(difference.both)))
    counts = any(word.islower() and word.isalpha() for word in difference.both)  # "in C++, two operators": no name goes on in small letters
    named = before[0][:1].isupper() and before[0] not in SHOUTED and len(difference.before) > 1 and not counts
    return named or before[0].casefold() in LABELS or (bool(ordinals(" ".join(difference.both))) and not _is_told(difference))


def _is_told(difference: Difference) -> bool:
    """Whether the place is behind the verb of the sentence, where it is told something of what stands before."""
    return any(token.is_finite for token in tagged(" ".join((*difference.before, *difference.one)))[: len(difference.before)])


def _series(words: tuple[str, ...]) -> str:
    """A name without its digits: "AAL1" and "AAL2" are of one series."""
    return "".join(char for char in " ".join(words) if not char.isdigit())


def _is_conditional(difference: Difference) -> bool:
    """Whether the place is in a condition: then the other sentence may be about the other case."""
    return any(word.casefold() in CONDITIONS for word in difference.before[-REACH:])


def _said(difference: Difference, among: frozenset[str]) -> str:
    return next(word for word in difference.both if word.casefold() in among)


def _instead(difference: Difference) -> str:
    return f'one says "{" ".join(difference.one)}" where the other says "{" ".join(difference.other)}"'
