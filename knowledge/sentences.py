"""Sentences of a text, as offsets."""

import re

from sentencex import get_sentence_boundaries

INITIAL = re.compile(r"(?:^|[\s(\-.])[A-Z]\.$")
"""A single capital before the full stop: "U." of "U. S.", "J." of a name; no sentence ends there."""


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
        goes_on = spans and INITIAL.search(text, spans[-1][0], spans[-1][1]) and "\n" not in text[spans[-1][1] : start]
        if goes_on:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return spans
