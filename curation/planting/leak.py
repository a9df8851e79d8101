"""Leak: a question that holds its answer."""

from random import Random

from bookwright.agents.items import Draft
from bookwright.curation.planting.sound import Sound, Way, with_question
from bookwright.curation.terms import WORD, content_terms


def as_a_hint(sound: Sound, _: Random) -> Draft | None:
    """The answer in brackets behind the question."""
    question, answer = _bare(sound)
    return with_question(sound.draft, f"{question} ({answer})?") if answer else None


def as_a_premise(sound: Sound, _: Random) -> Draft | None:
    """The answer before the question, as something known."""
    question, answer = _bare(sound)
    premise = f"{answer[:1].lower()}{answer[1:]}"
    return with_question(sound.draft, f"Given that {premise}, {question[:1].lower()}{question[1:]}?") if answer else None


def as_a_choice(sound: Sound, _: Random) -> Draft | None:
    """The answer to be agreed with."""
    answer = _bare(sound)[1]
    return with_question(sound.draft, f"Is it true that {answer[:1].lower()}{answer[1:]}?") if answer else None


def by_its_words(sound: Sound, _: Random) -> Draft | None:
    """The words that the answer adds to the question, in a question that goes on."""
    question, answer = _bare(sound)
    asked = content_terms(question)
    new = [word for word in dict.fromkeys(WORD.findall(answer)) if content_terms(word) - asked]
    return with_question(sound.draft, f"{question}, speaking of {', '.join(new)}?") if new else None


def _bare(sound: Sound) -> tuple[str, str]:
    return sound.draft.question.rstrip("? "), sound.draft.answer.rstrip(". ")


WAYS = (
    Way("as a hint", as_a_hint),
    Way("as a premise", as_a_premise),
    Way("as a choice", as_a_choice),
    Way("by its words", by_its_words, held_out=True),
)
