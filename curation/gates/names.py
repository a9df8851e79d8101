"""Names: the people, places, products, acronyms and identifiers of an answer are those of its source."""

import re
from functools import lru_cache

from bookwright.agents.items import Brief, Claim, Fault, FaultKind, Submission
from bookwright.curation.alignment import Edit, edits, is_quoted
from bookwright.curation.gates.units import MONTHS, UNITS
from bookwright.curation.terms import AT_HAND, FUNCTION_WORDS, stem, tokens

IDENTIFIER = re.compile(
    r"(?<![\w-])--?[a-z][\w-]+|\b[A-Za-z]\w*(?:(?:::|\.)[A-Za-z_]\w+)+|\b\w*[A-Za-z]_\w+|\b[A-Za-z]\w*\(\)|\b[a-z]+[A-Z]\w*"
    r"|\b[A-Z][a-z]+[A-Z]\w*"
)
CAPITAL = r"[A-Z][\w&]*(?:[-’'.][\w&]+)*"
NAME = re.compile(rf"\b{CAPITAL}")
BEGINS = re.compile(r"(?:^|[.!?:;]|[\n“\"‘'(\[*•—–|])\s*$")
BEFORE = 4
"""Characters before a word that show whether a sentence begins with it."""
RUN = re.compile(rf"\b{CAPITAL}(?:\s+(?:(?:of|and|for|the|on|in)\s+)?{CAPITAL})+")
CONTRACTED = re.compile(r"['’]")
DOTTED = re.compile(r"\b(?:[A-Za-z]\.){2,}")
BEGINNING = 4
"""Letters that two forms of a name have in common: "Americans" and "American"."""
SMALL = frozenset("of and for the on in a an de von van der la".split())
OTHERWISE_CHECKED = frozenset(unit.casefold() for unit in MONTHS) | frozenset(
    "monday tuesday wednesday thursday friday saturday sunday".split()
)


def names(submission: Submission) -> tuple[Fault, ...]:
    """A fault for each claim with a name that nothing shown has, or that stands in the place of another name of its evidence.

    Plain names are told by their capital, in English only; acronyms and identifiers in every language. A name may come as its initials,
    as an initial and in another form of the word.
    """
    draft, brief = submission.draft, submission.brief
    shown = (draft.question, *_shown(brief), *(piece.quote for piece in draft.evidence))
    found = []
    for claim in draft.claims:
        evidence = "\n".join(draft.evidence[index].quote for index in claim.evidence)
        if is_quoted(claim.text, evidence):
            continue
        if unknown := [name for name in _named(claim.text, brief.language) if not _is_known(name, shown, claim.text)]:
            found.append(_fault(claim, f"nothing shown has the name {', '.join(sorted(unknown))}"))
        elif exchanged := next((edit for edit in _differences(claim.text, evidence) if _exchanges(edit, (claim.text, *shown))), None):
            found.append(_fault(claim, f'it says "{" ".join(exchanged.claim)}" where the source has "{" ".join(exchanged.source)}"'))
    return tuple(found)


@lru_cache(AT_HAND)
def identifiers(text: str) -> frozenset[str]:
    """Code names, options and words with a capital inside."""
    return frozenset(name for name in IDENTIFIER.findall(text) if not DOTTED.fullmatch(name + "."))


@lru_cache(AT_HAND)
def capitalised(text: str) -> frozenset[str]:
    """The words with a capital that do not stand where every word has one."""
    found = ((match[0], text[max(0, match.start() - BEFORE) : match.start()]) for match in NAME.finditer(text))
    return frozenset(name for name, before in found if not BEGINS.search(before) or name[1:2].isupper())


def _shown(brief: Brief) -> tuple[str, ...]:
    """All that the brief says."""
    return (brief.about, *brief.titles.values(), *(part for passage in brief.passages for part in (*passage.headings, passage.text)))


def _named(claim: str, language: str) -> frozenset[str]:
    plain = frozenset(
        name
        for name in capitalised(claim)
        if (language.startswith("en") or name.isupper())
        and len(name) > 1
        and CONTRACTED.split(name)[0].casefold() not in FUNCTION_WORDS | OTHERWISE_CHECKED
    )
    return plain | identifiers(claim)


def _is_known(name: str, shown: tuple[str, ...], claim: str) -> bool:
    """Whether a text shown has the name, in one of its forms."""
    folded = name.casefold().removesuffix("'s").removesuffix("’s")
    if any(folded in tokens(text) or _stands_in(folded, text) for text in shown):
        return True
    parts = frozenset(part.casefold() for part in re.split(r"\W+", name) if part and (part[0].isupper() or name in identifiers(claim)))
    if all(any(part in tokens(text) or _is_form_of_a_word(part, text) for text in shown) for part in parts):
        return name not in identifiers(claim) or any(folded.strip("-()") in text.casefold() for text in shown)
    return _stands_for_initials(name, shown) or any(_is_its_initials(run[0], shown) for run in RUN.finditer(claim) if name in run[0])


def _stands_in(name: str, text: str) -> bool:
    """Whether the text has the name letter by letter, case aside; words alone do not tell that of code such as `api_requests_total`."""
    return name in text.casefold() and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text.casefold()) is not None


def _is_form_of_a_word(part: str, text: str) -> bool:
    """Whether the text has a word of the same stem or beginning, or, for a single letter, one that begins with it."""
    if len(part) < BEGINNING:
        return any(stem(part) == stem(token) for token in tokens(text)) or (len(part) == 1 and part in _initials(text))
    return part[:BEGINNING] in _beginnings(text)


@lru_cache(AT_HAND)
def _beginnings(text: str) -> frozenset[str]:
    return frozenset(token[:BEGINNING] for token in tokens(text))


@lru_cache(AT_HAND)
def _initials(text: str) -> frozenset[str]:
    return frozenset(name[0].casefold() for name in NAME.findall(text))


def _stands_for_initials(name: str, shown: tuple[str, ...]) -> bool:
    """Whether an acronym is made of the first letters of neighbouring words shown."""
    letters = re.sub(r"\W|s$", "", name)
    if not 2 <= len(letters) <= 8 or not letters.isupper():
        return False
    spelt = re.compile(r"\b" + r"\w*\W+(?:(?:of|and|for|the|on|in|to)\W+)?".join(letters), re.IGNORECASE)
    return any(spelt.search(text) for text in shown)


def _is_its_initials(run: str, shown: tuple[str, ...]) -> bool:
    """Whether a name of several words is one whose initials are shown."""
    letters = "".join(word[0] for word in run.split() if word.casefold() not in SMALL).casefold()
    dotted = "".join(f"{letter}." for letter in letters)
    return any(letters in tokens(text) or dotted in text.casefold() for text in shown)


def _differences(claim: str, evidence: str) -> list[Edit]:
    """Where the claim differs from its evidence, but for a name that was only put before it: "Under the Terms, the Fund pays"."""
    return [edit for edit in edits(claim, evidence) if not _all_stand_in(edit.source, claim) or _all_stand_in(edit.claim, evidence)]


def _all_stand_in(some: tuple[str, ...], text: str) -> bool:
    return tokens(" ".join(some)) <= tokens(text)


def _exchanges(edit: Edit, shown: tuple[str, ...]) -> bool:
    """Whether one name, and nothing else, stands in the place of another; a capital that only begins a sentence makes no name."""
    ours, theirs = (tuple(word for word in words if word.casefold() not in SMALL) for words in (edit.claim, edit.source))
    if not ours or not theirs or not all(_is_name(word, shown) for word in (*ours, *theirs)):
        return False
    heads = {"".join(word[0] for word in words).casefold() for words in (ours, theirs)}
    return not any(_alike(one, other) for one in ours for other in theirs) and not heads & {
        word.casefold().removesuffix("s") for word in (*ours, *theirs)
    }


def _alike(one: str, other: str) -> bool:
    return one[:BEGINNING].casefold() == other[:BEGINNING].casefold() and (len(one) > BEGINNING) == (len(other) > BEGINNING)


def _is_name(word: str, shown: tuple[str, ...]) -> bool:
    """A word that has a capital within a sentence, or code; a unit is none."""
    if word.casefold() in UNITS.keys() | FUNCTION_WORDS:
        return False
    return bool(IDENTIFIER.fullmatch(word)) or any(word in capitalised(text) for text in shown)


def _fault(claim: Claim, reason: str) -> Fault:
    return Fault(kind=FaultKind.NAME_MISMATCH, quote=claim.text, reason=reason, remedy="name what the source names")
