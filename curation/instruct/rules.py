"""Which instructions are kept as they stand: the rules of Self-Instruct (Wang et al. 2023, section 2.2, "Filtering and Postprocessing") and
those that Alpaca added, by their released lists, which the paper only gives examples of."""

import re
import string
from collections.abc import Iterable
from functools import lru_cache

from bookwright.knowledge.document import Frozen
from bookwright.knowledge.words import count_words

FEWEST_WORDS, MOST_WORDS = 4, 150
UNSEEABLE = ("image", "images", "graph", "graphs", "picture", "pictures", "file", "files", "map", "maps", "draw", "plot", "go to")
"""What a model of text can neither see nor do."""
UNHEARABLE = ("video", "audio", "music", "flowchart", "diagram")
"""What Alpaca refuses beside it."""
PROGRAM = "write a program"
LETTER_BEYOND = re.compile(r"[^\W\d_a-z]", re.IGNORECASE)


class InstructionRules(Frozen):
    """The rules of a run: the words that an instruction must not have, and whether it must begin with a character of ASCII."""

    refused: tuple[str, ...] = UNSEEABLE
    ascii_start: bool = True

    def broken(self, instruction: str) -> tuple[str, str] | None:
        """The first rule that an instruction breaks, as a cause in one word and as a sentence; None for one that breaks none.

        It comes in one line. Words of scripts without spaces are counted by their characters, two a word.
        """
        words = max(len(instruction.split()), count_words(instruction))
        first, refused = instruction[:1], refused_words(self.refused).search(instruction)
        rules = (
            ("words", not FEWEST_WORDS <= words <= MOST_WORDS, f"it has {words} words, not {FEWEST_WORDS} to {MOST_WORDS}"),
            ("blacklist", refused, f'it has "{refused[0] if refused else ""}", which a model of text cannot do'),
            ("program", instruction.casefold().startswith(PROGRAM), "it leaves open whether a program or its result is wanted"),
            ("punctuation", first in string.punctuation, f'it begins with "{first}"'),
            ("script", self.ascii_start and not first.isascii(), f'it begins with "{first}", as none of the seeds does'),
        )
        return next(((cause, detail) for cause, broken, detail in rules if broken), None)


def rules_for(instructions: Iterable[str], *, refused: tuple[str, ...] = UNSEEABLE) -> InstructionRules:
    """The rules beside these seeds: an instruction must begin with a character of ASCII where no letter of theirs is beyond it."""
    return InstructionRules(refused=refused, ascii_start=not any(LETTER_BEYOND.search(text) for text in instructions))


@lru_cache
def refused_words(words: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern for any of the words, whole and in either case."""
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE)
