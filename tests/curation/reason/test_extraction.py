"""The answer that a recorded solution ends in, however it is marked."""

import pytest

from bookwright.curation.reason.extraction import ending


@pytest.mark.parametrize(
    ("text", "reasoning", "answer"),
    [
        ("16 - 7 = 9\n9 * 2 = 18\n#### 18", "16 - 7 = 9\n9 * 2 = 18", "18"),
        ("16 - 7 = 9\nA: 9", "16 - 7 = 9", "9"),
        ("A: 3\nNo, wrong.\nA: 4", "A: 3\nNo, wrong.", "4"),
        ("It is half.\n**Final answer:** 1/2.", "It is half.", "1/2"),
        ("Steps.\nAnswer: $x^2$", "Steps.", "x^2"),
        ("Steps. The answer is 12.", "Steps. The answer is 12.", "12"),
        (r"So $x = \boxed{\frac{1}{2}}$.", r"So $x = \boxed{\frac{1}{2}}$.", r"\frac{1}{2}"),
        (r"First $\boxed{1}$, then $\boxed{\{2, \sqrt{3}\}}$.", r"First $\boxed{1}$, then $\boxed{\{2, \sqrt{3}\}}$.", r"\{2, \sqrt{3}\}"),
        ("Steps.\nAnswer: $\\boxed{7}$", "Steps.", "7"),
        (r"It is \boxed 5", r"It is \boxed 5", "5"),
        ("#### 18\nand so \\boxed{19}", "#### 18\nand so \\boxed{19}", "19"),
        ("The answer is 12. Twice 6 is that.", "The answer is 12. Twice 6 is that.", "12"),
        ("The answer is 3.5, because 7 is odd.", "The answer is 3.5, because 7 is odd.", "3.5"),
        ("So\n\\begin{pmatrix}\n1 \\\\ 2\n\\end{pmatrix}", "So", "\\begin{pmatrix}\n1 \\\\ 2\n\\end{pmatrix}"),
        ("One step.\n42", "One step.", "42"),
        ("$1,234.50", "", "$1,234.50"),
    ],
)
def test_the_last_mark_counts(text: str, reasoning: str, answer: str) -> None:
    found = ending(text)
    assert (found.reasoning, found.answer) == (reasoning, answer)


@pytest.mark.parametrize(("text", "marked"), [("#### 18", True), (r"\boxed{18}", True), ("18", False), ("Alas, nothing.", False)])
def test_it_says_whether_there_was_a_mark(text: str, marked: bool) -> None:
    assert ending(text).marked is marked
