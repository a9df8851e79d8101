"""Language: the pair is written in the language that was asked for."""

from functools import cache

import numpy as np
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from bookwright.agents.items import Fault, FaultKind, Submission
from bookwright.knowledge.language import is_plainly_english

ENOUGH_LETTERS = 60
MARGIN = 40.0


@cache
def _identifier() -> LanguageIdentifier:
    """The identifier with its table in single precision: the same scores without converting half precision for every text."""
    read = LanguageIdentifier.from_model_file(MODEL_FILE)
    table = read.nb_ptc.astype(np.float32)
    return LanguageIdentifier(table, read.nb_pc, read.nb_classes, read.tk_nextmove, read.tk_output, tk_row=read.tk_row)


def language(submission: Submission) -> tuple[Fault, ...]:
    """A fault when the pair is clearly of another language than the one asked for, whose region does not count.

    Short pairs, pairs full of names or code, and languages that the identifier does not know get the benefit of doubt.
    """
    text = submission.draft.question + " " + submission.draft.answer
    if sum(map(str.isalpha, text[: 2 * ENOUGH_LETTERS])) < ENOUGH_LETTERS and sum(map(str.isalpha, text)) < ENOUGH_LETTERS:
        return ()
    wanted = submission.brief.language.replace("_", "-").partition("-")[0].casefold()
    if wanted == "en" and is_plainly_english(text):
        return ()
    found, score = _identifier().classify(text)
    if found == wanted:
        return ()
    ranked = dict(_identifier().rank(text))
    if wanted not in ranked or score - ranked[wanted] < MARGIN:
        return ()
    return (
        Fault(
            kind=FaultKind.LANGUAGE,
            quote=submission.draft.question,
            reason=f'this reads as "{found}", not as "{submission.brief.language}"',
            remedy="write in the language asked for",
        ),
    )
