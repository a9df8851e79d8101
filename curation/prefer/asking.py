"""Which answers are asked for: from whom, and by which principle."""

from collections import Counter
from collections.abc import Sequence
from math import lcm

from bookwright.agents.prefer.items import Ask
from bookwright.curation.draw import shuffled


def asks_for(prompt: str, answers: int, respondents: int, principles: Sequence[str]) -> tuple[Ask, ...]:
    """As many answers as are wanted to a prompt, by its id, from so many respondents.

    Respondents and principles are each taken in an order drawn for this prompt, and again from the first once all have had their turn, so
    that models and principles meet at random and none is left out (UltraFeedback draws four models of all and a principle for each answer:
    Cui et al. 2024, section 2). Where the two come together again, another sample is wanted.
    """
    seats, drawn = shuffled(f"{prompt} respondents", range(respondents)), shuffled(f"{prompt} principles", principles)
    met: Counter[tuple[int, str]] = Counter()
    asks = []
    for number in range(answers):
        # A step further once the same would meet again: else each of two respondents would always have the same two of four principles.
        again = number // lcm(len(seats), len(drawn))
        pair = seats[(number + again) % len(seats)], drawn[number % len(drawn)]
        asks.append(Ask(respondent=pair[0], principle=pair[1], sample=met[pair]))
        met[pair] += 1
    return tuple(asks)
