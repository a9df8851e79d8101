"""How much a rewrite adds (Xu et al. 2023, appendices A to E: "can only add 10 to 20 words"; appendix E: a similar length in breadth)."""

from bookwright.agents.evolve.items import Growth, Operator
from bookwright.knowledge.words import count_words


def growth_fault(parent: str, child: str, operator: Operator, growth: Growth) -> str | None:
    """What is wrong with the length of a rewritten instruction, in words for whoever wrote it; None where nothing is.

    In depth it adds as many words as `growth` allows; one in breadth differs by at most as many. Without spaces, two characters are a word.
    """
    added = count_words(child) - count_words(parent)
    if operator is Operator.BROADEN:
        return None if abs(added) <= growth.most else f"it differs from the task by {abs(added)} words, not by {growth.most} at most"
    if growth.least <= added <= growth.most:
        return None
    return f"it adds {added} words to the task, not {growth.least} to {growth.most}"
