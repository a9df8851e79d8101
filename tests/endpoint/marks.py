"""Marks by which an answer is known again: blanks for each request, and a word for each time it is served.

The blanks after the first brace of the JSON spell the hash of the request, so no two requests have answers of the same text, and the
same request is still answered the same. The word stands in the draft's question; whoever is shown a draft repeats the words of its
question in the reason or in the new question, so that a row made of two answers to one request shows two different words.
"""

import re
from collections.abc import Sequence
from typing import Any

LETTERS = "bcdfghjkmnprstvw"
WORD = re.compile(f"zq[{LETTERS}]{{6}}")
TAIL = re.compile(f"(?: for(?: {WORD.pattern})+)?\\?$")
BITS = 48


def blanks(sha: str, text: str) -> str:
    """The JSON text with the hash in its white space."""
    bits = f"{int(sha[:12], 16):0{BITS}b}"
    return text[:1] + "".join(" \t"[int(bit)] for bit in bits) + text[1:]


def word(place: int) -> str:
    """The word of the request that arrived at this place."""
    return "zq" + "".join(LETTERS[place >> shift & 15] for shift in range(20, -1, -4))


def words(text: str) -> list[str]:
    """The marks in a text, each once, in the order in which they stand there."""
    return list(dict.fromkeys(WORD.findall(text)))


def with_words(seat: str, honest: dict[str, Any], shown: Sequence[str], place: int) -> dict[str, Any]:
    """The honest object with its own mark, and those of the questions that it was shown."""
    marks = " ".join([*words(shown[0] if shown else ""), word(place)])
    if seat == "Judgements":
        return {name: {**judged, "reason": f"{judged['reason']}: {marks}"} for name, judged in honest.items()}
    if seat == "Criticism":
        return {"drafts": [_criticised(one, question, place) for one, question in zip(honest["drafts"], shown, strict=True)]}
    if seat == "Written":
        return {"drafts": [_marked(draft, marks) for draft in honest["drafts"]]}
    return {**honest, "draft": _marked(honest["draft"], marks)} if honest.get("draft") else honest


def _criticised(criticism: dict[str, Any], question: str, place: int) -> dict[str, Any]:
    marks = " ".join([*words(question), word(place)])
    return {**criticism, "faults": [{**fault, "reason": f"{fault['reason']}: {marks}"} for fault in criticism["faults"]]}


def _marked(draft: dict[str, Any], marks: str) -> dict[str, Any]:
    bare = TAIL.sub("", draft["question"])
    return {**draft, "question": f"{bare} for {marks}?"}
