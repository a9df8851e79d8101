"""What a reader is told in words: how a solution was checked, who made what, for whom it was written."""

from collections.abc import Mapping

from bookwright.agents.textbook.check import Check, CodeCheck, MathCheck, Proof, TableCheck, Verification
from bookwright.agents.textbook.items import ExerciseKind, PartKind
from bookwright.agents.textbook.specification import Audience, Specification, Style, Terms
from bookwright.curation.book.book import Book
from bookwright.service.book.view import Checked

RULES = "rules"
RULES_TOLD = "rules, without a language model"
METHODS = {
    "math": "Checked by calculation",
    "code": "Checked by running the program",
    "table": "Checked by working it out again from the table",
    "solver": "Checked: solved independently, with the same answer",
    "source": "Checked: these are the words of the source",
}
AUDIENCES = {
    Audience.CHILD: "children",
    Audience.SCHOOL: "pupils",
    Audience.COLLEGE: "college students",
    Audience.PROFESSIONAL: "professionals",
    Audience.RESEARCHER: "researchers",
}
STYLES = {Style.RIGOROUS: "rigorous", Style.ENGAGING: "engaging", Style.APPLIED: "applied"}
TERMS = {Terms.KEPT: "used as they are", Terms.EXPLAINED: "explained where they first stand"}
EXERCISES = {
    ExerciseKind.RECALL: "recall",
    ExerciseKind.EXPLAIN: "explain",
    ExerciseKind.APPLY: "apply",
    ExerciseKind.COMPARE: "compare",
    ExerciseKind.FIND_ERROR: "find the error",
    ExerciseKind.CODE: "program",
    ExerciseKind.UNANSWERABLE: "what is left open",
}
PARTS = {
    PartKind.HOOK: "",
    PartKind.CONCEPT: "",
    PartKind.EXAMPLE: "Example",
    PartKind.ILLUSTRATION: "Example",
    PartKind.COMPARISON: "Comparison",
    PartKind.CONFLICT: "The sources disagree",
    PartKind.MISCONCEPTION: "A common misconception",
    PartKind.PROCEDURE: "Step by step",
    PartKind.LIST: "",
    PartKind.WORKED_EXAMPLE: "Worked example",
    PartKind.EXHIBIT: "",
    PartKind.SUMMARY: "In short",
}
TITLED = frozenset({PartKind.EXAMPLE, PartKind.COMPARISON, PartKind.MISCONCEPTION, PartKind.PROCEDURE, PartKind.SUMMARY})
"""Parts that running text does not label where they have a title: it says enough, and so many labels would read as a form."""

INVENTED = "invented"
"""What stands beside the label of a part that applies rules to a made-up case."""
CASE = "An invented case runs through this chapter. Its people, things and figures are made up; the rules applied to it are the sources’."
LOST = {
    "judge:substance": "too little of its sources can be told in sentences that stand by themselves",
    "judge:coverage": "what can be told takes up too few of its headings",
    "judge:coherence": "its sentences do not stand by themselves",
    "gates:evidence_missing": "not all of it rests on words of the sources",
    "gates:number_mismatch": "a figure of it is not that of its source",
}
SAME_AS, SAME = "says the same as ", "says the same as another passage"
STAGES = {"gates": "it did not pass the checks", "judge": "its judges did not take it", "critic": "its readers objected"}
LISTED = 40
"""Rules without a section that a page lists; book.json has all of them."""


def label_of(kind: PartKind, *, invented: bool) -> str:
    """What a part is called above its title; nothing where it is plain text."""
    return f"{PARTS[kind]}, {INVENTED}" if invented else PARTS[kind]


def checked(verification: Verification, check: Check | None) -> Checked:
    """How a solution was made sure of. A check that was not worked out is told with its reason, and so is one that failed."""
    detail = verification.detail.strip().rstrip(".")
    if verification.proof is Proof.UNCHECKED or verification.method not in METHODS:
        return Checked(verification.proof, f"Not checked: {detail or 'there was nothing to work out'}.")
    if verification.proof is Proof.FAILS:
        return Checked(verification.proof, f"The check failed{f': {detail}' if detail else ''}.")
    told = METHODS[verification.method]
    if isinstance(check, MathCheck) and verification.method == "math":
        return Checked(verification.proof, f"{told}: {check.expression} {'≈' if check.rounding is not None else '='} {check.equals}")
    if isinstance(check, TableCheck) and verification.method == "table":
        rows = f" in {', '.join(check.rows)}" if check.rows else ""
        return Checked(verification.proof, f"{told}: {check.operation.value} of “{check.column}”{rows} = {check.equals}")
    if isinstance(check, CodeCheck) and verification.method == "code":
        return Checked(verification.proof, f"{told}.", check.source.strip("\n"), check.prints.strip("\n"))
    return Checked(verification.proof, f"{told}.")


def maker_told(maker: str) -> str:
    """A model's name as it is, "rules" in words."""
    return RULES_TOLD if maker == RULES else maker


def makers_told(makers: Mapping[str, str]) -> list[tuple[str, str]]:
    """Each maker in words with the seats it had."""
    seats: dict[str, list[str]] = {}
    for seat, maker in makers.items():
        seats.setdefault(maker, []).append(seat)
    return [(maker_told(maker), ", ".join(had)) for maker, had in seats.items()]


def colophon_of(book: Book) -> list[tuple[str, str]]:
    """Who had which seat, and how many sections of the book each maker wrote."""
    written: dict[str, int] = {}
    for section in book.sections:
        written[section.made_by] = written.get(section.made_by, 0) + 1
    sections = "; ".join(f"{maker_told(maker)} ({count})" for maker, count in written.items())
    return [("Sections written by", sections or "nobody"), *makers_told(book.makers)]


def specification_told(specification: Specification) -> list[tuple[str, str]]:
    """For whom a book is written, and how."""
    return [
        ("Written for", AUDIENCES[specification.audience]),
        ("Style", STYLES[specification.style]),
        ("Words of the subject", TERMS[specification.terms]),
        ("Language", specification.language),
        *([("Exercises", "also on what the sources leave open")] if specification.unanswerable else []),
    ]


def loss_told(reason: str) -> str:
    """Why a planned section is not in the book, from the reason of its reject ("judge:substance"): no number or score of the making."""
    if reason in LOST:
        return LOST[reason]
    stage, _, cause = reason.partition(":")
    return f"{STAGES[stage]}: {reason_told(cause)}" if stage in STAGES and cause else reason_told(reason)


def unused_told(why: str) -> str:
    """Why no section rests on a passage, without the place of another that says the same: each would be a reason of its own."""
    return SAME if why.startswith(SAME_AS) else reason_told(why)


def reason_told(reason: str) -> str:
    """A reason as it stands in a record ("judge:not_grounded") in words."""
    return reason.replace("_", " ").replace(":", ": ")
