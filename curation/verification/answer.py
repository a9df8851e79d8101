"""Whether an answer is the one that is right: the same words, or the same value."""

import re

from bookwright.agents.textbook.check import Proof, Verification
from bookwright.curation.verification.math import same_value
from bookwright.curation.verification.writing import bare, plain, spread

METHOD = "answer"
IN_WORDS = re.compile(r"[^\W\d_]{3,}(?:[ '-][^\W\d_]+)*|[A-Z]")


async def verify_answer(answer: str, reference: str) -> Verification:
    """Whether an answer says what the reference says. Text is compared as it stands, for what cannot be worked out (names, choices,
    numbers in other bases); everything else by value. Never raises for what the two hold."""
    given, right = plain(answer), plain(reference)
    if not given or not right:
        return _result(Proof.UNCHECKED, f"the {'answer' if right else 'reference'} is empty")
    if given == right:
        return _result(Proof.HOLDS, "the same words")
    if IN_WORDS.fullmatch(given) and IN_WORDS.fullmatch(right):
        same = given.casefold() == right.casefold()
        return _result(Proof.HOLDS, "the same words") if same else _result(Proof.FAILS, f"“{given}” is not “{right}”")
    equal, why = await same_value(spread(bare(answer)), spread(bare(reference)))
    if equal is None:
        return _result(Proof.UNCHECKED, why or f"it cannot be said whether “{given}” is “{right}”")
    return _result(Proof.HOLDS, "the same value") if equal else _result(Proof.FAILS, f"“{given}” is not “{right}”")


def _result(proof: Proof, detail: str) -> Verification:
    return Verification(method=METHOD, proof=proof, detail=detail)
