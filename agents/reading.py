"""How source text stands in a prompt: numbered, fenced, and without characters that a reader cannot see."""

import re
import unicodedata

from bookwright.agents.items import Brief, Draft, Fault

VARIATION_SELECTORS = {*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)}
JOINERS = {0x200C, 0x200D}
FENCE = re.compile(r"<(?=/?\s*(?:passage|draft|faults)\b)", re.IGNORECASE)


def visible(text: str) -> str:
    """The text without control, format, tag and variation characters; the joiners that some scripts need are kept.

    Quotes of the result are still found in the source, since locating looks at letters and digits alone.
    """
    return "".join(
        char
        for char in text
        if char in "\n\t"
        or ord(char) in JOINERS
        or not (unicodedata.category(char) in {"Cc", "Cf", "Co"} or ord(char) in VARIATION_SELECTORS)
    )


def fenced(text: str) -> str:
    """Text that can stand inside a fence: visible, and unable to open or close one."""
    return FENCE.sub("‹", visible(text))


def numbered_passages(brief: Brief) -> str:
    """The brief's passages, numbered from 1, each with its document's title and heading path."""
    return "\n\n".join(
        f'<passage number="{number}" document="{_attribute(brief.titles.get(passage.document_id, ""))}" '
        f'section="{_attribute(" > ".join(passage.headings))}">\n{fenced(passage.text)}\n</passage>'
        for number, passage in enumerate(brief.passages, 1)
    )


def shown_draft(draft: Draft) -> str:
    """A draft with its sentences and, under each, the source words that it names."""
    lines = [f"Question ({draft.kind}): {draft.question}", "Answer, sentence by sentence, each with the source words it names:"]
    for number, claim in enumerate(draft.claims, 1):
        lines.append(f"{number}. {claim.text}")
        lines += [f'   source: "{draft.evidence[index].quote}"' for index in claim.evidence]
        if not claim.evidence:
            lines.append("   source: none" + (" (connective)" if claim.connective else ""))
    lines += [f'Words given as a quote that stand in no passage: "{quote}"' for quote in draft.unlocated]
    return "<draft>\n" + fenced("\n".join(lines)) + "\n</draft>"


def listed_faults(faults: tuple[Fault, ...]) -> str:
    """The faults, one a line."""
    lines = (f'- {fault.kind}: "{fault.quote}" — {fault.reason}' + (f" Remedy: {fault.remedy}" if fault.remedy else "") for fault in faults)
    return "<faults>\n" + fenced("\n".join(lines)) + "\n</faults>"


def _attribute(text: str) -> str:
    return fenced(text).replace('"', "'").replace("\n", " ")
