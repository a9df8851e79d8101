"""The matcher: how answers to one question agree with the record's."""

from bookwright.agents.inquiry import Likening, Match, Matched
from bookwright.agents.reading import fenced
from bookwright.agents.role import PromptRole
from bookwright.knowledge.document import Frozen


class AnswerMatch(Frozen):
    """One answer as a model compares it: its number, the reason, then the match."""

    answer: int
    reason: str
    match: Match


class Matches(Frozen):
    """The matcher's reply: each answer in its turn."""

    answers: list[AnswerMatch]


class Matcher(PromptRole[Likening, Matches, tuple[Matched, ...]]):
    """Likening to one word for each answer, in their order. It is not told who answered, nor from what."""

    returns = Matches

    def fields(self, item: Likening) -> dict[str, str]:
        answers = (f'<answer number="{number}">\n{fenced(text)}\n</answer>' for number, text in enumerate(item.answers, 1))
        return {"question": fenced(item.question), "reference": fenced(item.reference), "answers": "\n\n".join(answers)}

    def parse(self, item: Likening, answer: Matches) -> tuple[Matched, ...]:
        wanted = list(range(1, len(item.answers) + 1))
        if sorted(compared.answer for compared in answer.answers) != wanted:
            raise ValueError(f"answers: compare each of the answers {wanted} once, by its number")
        in_order = sorted(answer.answers, key=lambda compared: compared.answer)
        return tuple(Matched(match=compared.match, reason=compared.reason) for compared in in_order)
