"""Sentences of a text, as offsets."""

import re

from sentencex import get_sentence_boundaries

INITIAL = re.compile(r"(?:^|[\s(\-.])[A-Z]\.$")
"""A single capital before the full stop: "U." of "U. S.", "J." of a name; no sentence ends there."""
DOTS = re.compile(r"(?:\.{2,}|…)[)\]}`'\"]*$")
"""Dots that leave something out, maybe in a bracket or in code."""
OPENED, CLOSED = frozenset("([{"), frozenset(")]}`")


def sentence_spans(text: str, language: str = "en") -> list[tuple[int, int]]:
    """The sentences of `text` as (start, end), white space at either end left out; a blank line always ends a sentence."""
    spans: list[tuple[int, int]] = []
    for boundary in get_sentence_boundaries(language, text):
        start, end = boundary["start_index"], boundary["end_index"]
        piece = text[start:end]
        start += len(piece) - len(piece.lstrip())
        end -= len(piece) - len(piece.rstrip())
        if start >= end:
            continue
        if spans and _goes_on(text, spans[-1], start):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return spans


def _goes_on(text: str, before: tuple[int, int], start: int) -> bool:
    """Whether what starts here belongs to the sentence before: after an initial; after dots that leave something out, where these stand in
    code or no capital follows; and a bracket with nothing before it, as in a call of println!(). A blank line ends every sentence, and
    every line break one with an initial."""
    gap = text[before[1] : start]
    if not gap and text[start] in OPENED:
        return True
    if INITIAL.search(text, *before):
        return "\n" not in gap
    dots = DOTS.search(text, *before)
    return bool(dots) and gap.count("\n") < 2 and (text[before[1] - 1] in CLOSED or text[start].islower())
