"""The four eliminations of Evol-Instruct (Xu et al. 2023, section 3.3)."""

import re
from enum import StrEnum

from bookwright.agents.evolve.items import Gain, GainCheck
from bookwright.agents.instruction import Instruction
from bookwright.curation.terms import FUNCTION_WORDS, words
from bookwright.knowledge.document import Frozen
from bookwright.knowledge.words import count_words

APOLOGY_WORDS = 80
LEAKED = re.compile(
    r"#?\b(?:given|rewritten|created|evolved)[ _]prompt\b#?|#(?:given|rewritten|created|evolved) (?:instruction|task)#", re.IGNORECASE
)
"""The paper's phrases, and the same of tasks where they stand as a heading of a prompt."""


class Elimination(StrEnum):
    """Why an evolution is thrown away, in the order of the paper's list."""

    EQUAL = "equal"
    APOLOGY = "apology"
    EMPTY = "empty"
    LEAK = "leak"


class Eliminated(Frozen):
    """One evolution thrown away: the rule, and the reason in words."""

    rule: Elimination
    reason: str


def folded(text: str) -> str:
    """The text as far as two are the same: without regard to case, white space and the mark at its end."""
    return " ".join(text.casefold().split()).rstrip(".!?")


def without_gain(check: GainCheck) -> Eliminated | None:
    """Rule 1: whoever compares the two says that they are equal."""
    return Eliminated(rule=Elimination.EQUAL, reason=check.reason) if check.gain is Gain.EQUAL else None


def unchanged(parent: Instruction, child: Instruction) -> Eliminated | None:
    """Rule 1, where nobody need be asked: but for case, white space and the mark at the end the two are the same."""
    if folded(parent.text) != folded(child.text):
        return None
    return Eliminated(rule=Elimination.EQUAL, reason="it is the same, word for word")


def apologetic(response: str) -> Eliminated | None:
    """Rule 2: the response has the word "sorry" and fewer than 80 words."""
    count = count_words(response)
    if "sorry" not in words(response) or count >= APOLOGY_WORDS:
        return None
    return Eliminated(rule=Elimination.APOLOGY, reason=f'the response says "sorry" and has {count} words')


def empty(response: str) -> Eliminated | None:
    """Rule 3: the response has nothing but punctuation and function words. Digits count as words; "yes" and "no" answer something."""
    if any(word not in FUNCTION_WORDS or word == "no" for word in words(response)):
        return None
    return Eliminated(rule=Elimination.EMPTY, reason="the response has only punctuation and function words")


def leaking(parent: Instruction, child: Instruction) -> Eliminated | None:
    """Rule 4: the instruction copies words of the prompt that it was evolved by, which its parent does not have."""
    said = parent.instruction.casefold()
    found = next((match[0] for match in LEAKED.finditer(child.instruction) if match[0].strip("#").casefold() not in said), None)
    return Eliminated(rule=Elimination.LEAK, reason=f'the instruction has the words "{found}" of the prompt') if found else None
