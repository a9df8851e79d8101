"""Questions that the author asks: a heading with a question mark, answered by the paragraph below it."""

import re
from collections.abc import Iterator

from bookwright.agents.extractive.answer import speaks_of_place
from bookwright.agents.extractive.candidate import Candidate, Place, asked
from bookwright.agents.extractive.reading import Sentence
from bookwright.agents.extractive.rules.asking import points
from bookwright.agents.items import QuestionKind

NOT_A_DEFINITION = re.compile(r"(?:In order to|To|Before|When|If|We|You|There)\b")
WHOLE_UP_TO = 90
KINDS = {"why": QuestionKind.CAUSE, "how": QuestionKind.PROCEDURE, "when": QuestionKind.CONDITION}


def heading(place: Place) -> Iterator[Candidate]:
    """`Can Prometheus be made highly available?` with its first paragraph, or as many of its sentences as make a short answer."""
    if not place.is_first or not place.heading.endswith("?") or place.in_list or len(place.heading.split()) < 4 or points(place.heading):
        return
    first = place.heading.split()[0].lower()
    answer = _opening(place.block.sentences)
    if first == "what" and NOT_A_DEFINITION.match(place.text):
        return
    if not answer or answer[-1].text.endswith(":") or any(speaks_of_place(s.text) for s in answer):
        return
    yield Candidate(
        asked(place.heading), KINDS.get(first, QuestionKind.DEFINITION if first == "what" else QuestionKind.FACT), answer, 1.0, "heading"
    )


def _opening(sentences: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
    taken: list[Sentence] = []
    words = 0
    for sentence in sentences:
        words += len(sentence.text.split())
        if taken and words > WHOLE_UP_TO:
            break
        taken.append(sentence)
    return tuple(taken)
