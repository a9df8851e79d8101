"""The answer that a solution in prose ends in: "#### 18", "A: 18", "the answer is 18", a LaTeX box, or its last line."""

import re

from bookwright.curation.verification.writing import last_box, unwrapped
from bookwright.knowledge.document import Frozen

MARKED = re.compile(
    r"^[ \t]*(?:####|\**(?:A|(?:the[ ])?(?:final[ ])?answer(?:[ ]is)?)\**[ \t]*[:：]\**)[ \t]*(?P<answer>\S.*?)[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)
SAID = re.compile(
    r"\banswer is[ \t]*:?[ \t]*(?P<answer>\S.*?)(?:[.\s]*$|[.,;][ \t]+(?=[A-Z]|(?:because|since|as|so)\b))", re.MULTILINE | re.IGNORECASE
)
BLOCK = re.compile(r"\\begin\{")


class Ending(Frozen):
    """What a solution comes to, and the steps that lead there. `marked` says whether the answer is told apart from the steps."""

    reasoning: str
    answer: str
    marked: bool


def ending(text: str) -> Ending:
    """The last answer that is marked as one, else the last line or the block of LaTeX that ends there; the steps are the text without the
    line of the mark."""
    text = text.strip()
    lines, boxed_at, boxed = list(MARKED.finditer(text)), *last_box(text)
    line = lines[-1] if lines else None
    if boxed_at is not None and (line is None or boxed_at > line.start()):
        in_line = line is not None and boxed_at < line.end()
        return Ending(reasoning=text[: line.start()].strip() if line and in_line else text, answer=unwrapped(boxed), marked=True)
    if line:
        return Ending(reasoning=text[: line.start()].strip(), answer=unwrapped(line["answer"]), marked=True)
    if said := list(SAID.finditer(text)):
        return Ending(reasoning=text, answer=unwrapped(said[-1]["answer"]), marked=True)
    blocks = [found.start() for found in BLOCK.finditer(text)] if text.endswith("}") else []
    start = blocks[-1] if blocks and "\\end{" in text[text.rfind("\n") + 1 :] else text.rfind("\n") + 1
    return Ending(reasoning=text[:start].strip(), answer=unwrapped(text[start:]), marked=False)
