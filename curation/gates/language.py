"""Language: the pair is written in the language that was asked for."""

from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from bookwright.agents.items import Fault, FaultKind, Submission

ENOUGH_LETTERS = 60
MARGIN = 40.0


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE)


def language(submission: Submission) -> tuple[Fault, ...]:
    """A fault when the pair is clearly of another language than the one asked for, whose region does not count.

    Short pairs, pairs full of names or code, and languages that the identifier does not know get the benefit of doubt.
    """
    text = submission.draft.question + " " + submission.draft.answer
    if sum(map(str.isalpha, text)) < ENOUGH_LETTERS:
        return ()
    ranked = dict(_identifier().rank(text))
    wanted = submission.brief.language.replace("_", "-").partition("-")[0].casefold()
    found, score = max(ranked.items(), key=lambda pair: pair[1])
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
