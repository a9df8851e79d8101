"""How source text stands in a prompt: numbered, fenced, and without characters that a reader cannot see."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache

from bookwright.agents.items import Brief, Claim, Draft, Fault
from bookwright.knowledge.evidence import Evidence
from bookwright.knowledge.passage import Passage

# Controls, formats, private use and surrogates are told by their category; these are the other characters that Unicode shows as nothing.
UNSEEN = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2028\u2029\u2065\u3164\ufe00-\ufe0f\uffa0\ufff0-\ufff8\U000e0000-\U000e0fff]"
)
SUSPECT = re.compile(r"[^ -~\n\t]+")
"""All that is not plain ASCII; most text is, and need not be looked at character by character."""
GAP = 2  # a blank line parts two blocks
JOINERS = "\u200c\u200d"
# After these a joiner has a meaning: letters of the scripts from Arabic on that join or stack, their presentation forms, and emoji.
JOINED = "\u0600-\u1cff\u2190-\u2bff\ua800-\ua8ff\ua9e0-\uaaff\ufb50-\ufdff\ufe70-\ufefc\U00010a00-\U00011fff\U0001f000-\U0001faff"
STRAY = re.compile(f"(?<![{JOINED}])[{JOINERS}]+")
FENCES = tuple(
    "passage draft faults task question reference answer cluster topic known lesson text material dialogue worked specified"
    " person subject outline".split()
)
FENCE = re.compile(rf"<(?=[\s/]*(?:{'|'.join(FENCES)})\b)", re.IGNORECASE)


def visible(text: str) -> str:
    """The text without control, format, tag, variation and blank characters; a joiner is kept where it joins something.

    Quotes of the result are still found in the source, since locating looks at the letters and digits that are seen.
    """
    return SUSPECT.sub(lambda match: STRAY.sub("", "".join(filter(_is_seen, match.group()))), text)


def _is_seen(char: str) -> bool:
    return char in JOINERS or not (unicodedata.category(char) in {"Cc", "Cf", "Co", "Cs"} or UNSEEN.match(char))


def fenced(text: str) -> str:
    """Text that can stand inside a fence: visible, and unable to open or close one."""
    return FENCE.sub("‹", visible(text))


def in_one_line(text: str) -> str:
    """The text with each run of white space as one space, so that no line of it can pass for a line of the page it stands on."""
    return " ".join(text.split())


def numbered_passages(brief: Brief) -> str:
    """The passages, numbered from 1, with title and heading path of each, under the name of the whole work if it has one."""
    work = f"All passages are from: {attribute(brief.about)}\n\n" if brief.about else ""
    shown = (
        _passage(number, passage, brief.titles.get(passage.document_id, ""), _follows(passage, brief))
        for number, passage in enumerate(brief.passages, 1)
    )
    return work + "\n\n".join(shown)


@lru_cache(maxsize=1024)
def _passage(number: int, passage: Passage, title: str, follows: str) -> str:
    """One passage; every role of its brief shows it anew."""
    section = attribute(" > ".join(passage.headings))
    return f'<passage number="{number}" document="{attribute(title)}" section="{section}"{follows}>\n{fenced(passage.text)}\n</passage>'


def _follows(passage: Passage, brief: Brief) -> str:
    """Which of the passages shown this one continues, if it does."""
    for number, other in enumerate(brief.passages, 1):
        if other.document_id == passage.document_id and other.start < passage.start <= other.end + GAP:
            return f' follows="{number}"'
    return ""


def shown_draft(draft: Draft, number: int | None = None) -> str:
    """A draft with its sentences and, under each, the source words that it names, all in a line of its own; numbered where there are
    several."""
    lines = [
        f"Question ({draft.kind}): {in_one_line(draft.question)}",
        "Answer, sentence by sentence, each with the source words it names:",
        *sourced(dict(enumerate(draft.claims, 1)), draft.evidence),
        *lost(draft.unlocated),
    ]
    opening = "<draft>" if number is None else f'<draft number="{number}">'
    return f"{opening}\n" + fenced("\n".join(lines)) + "\n</draft>"


def sourced(claims: Mapping[int, Claim], evidence: Sequence[Evidence]) -> list[str]:
    """A line for each claim by its number and, under it, one for each of the source words that it names."""
    lines = []
    for number, claim in claims.items():
        lines.append(f"{number}. {in_one_line(claim.text)}")
        lines += [f'   source: "{in_one_line(evidence[index].quote)}"' for index in claim.evidence]
        if not claim.evidence:
            lines.append("   source: none" + (" (connective)" if claim.connective else ""))
    return lines


def lost(unlocated: Sequence[str]) -> list[str]:
    """A line for each quote that was not found."""
    return [f'Words given as a quote that stand in no passage: "{in_one_line(quote)}"' for quote in unlocated]


def numbered_drafts(drafts: tuple[Draft, ...]) -> str:
    """The drafts, numbered from 1."""
    return "\n\n".join(shown_draft(draft, number) for number, draft in enumerate(drafts, 1))


def answers_in_order(first: str, second: str) -> str:
    """Two answers, each in a fence that tells its place."""
    return "\n\n".join(f'<answer place="{place}">\n{fenced(text)}\n</answer>' for place, text in (("first", first), ("second", second)))


def listed_faults(faults: tuple[Fault, ...]) -> str:
    """The faults, one a line."""
    said = (f"- {fault.kind}: {_objected(fault)}{fault.reason}" + (f" Remedy: {fault.remedy}" if fault.remedy else "") for fault in faults)
    return "<faults>\n" + fenced("\n".join(map(in_one_line, said))) + "\n</faults>"


def _objected(fault: Fault) -> str:
    """The words that a fault objects to; nothing where it is about the whole."""
    return f'"{fault.quote}" — ' if fault.quote else ""


def attribute(text: str) -> str:
    """Text that can stand as an attribute of a fence."""
    return in_one_line(fenced(text)).replace('"', "'")
