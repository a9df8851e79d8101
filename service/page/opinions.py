"""The sections on what critics and answerers said of all drafts."""

from bookwright.curation.answered import Answered
from bookwright.curation.criticism import Criticism, Fate
from bookwright.service.page.markup import Markup, element
from bookwright.service.page.parts import facts, paragraph, section, table

FATES = {Fate.ACCEPTED: "in a record", Fate.REPLACED: "replaced before acceptance", Fate.REJECTED: "in a reject"}
CRITIC = (
    "The critics' words on every version that they read, and what became of it: it is the record, a revision or an earlier version is the "
    "record in its stead, or no record came of it. A draft with a fault is no record, so that doubts end in the last two columns."
)
ANSWERING = (
    "Others were asked the questions of the drafts that the judge accepted: open book, with the evidence, and closed book, without. One "
    "that nobody answers rightly from its evidence is rejected. An easy question is kept: a model knows its answer without the document."
)


def critic_section(criticism: Criticism) -> Markup:
    """What critics found and what became of it; nothing where none said anything."""
    claims = [(standing.replace("_", " "), *_counts(fates)) for standing, fates in criticism.claims.items()]
    faults = [(kind.replace("_", " "), *_counts(fates)) for kind, fates in criticism.faults.items()]
    if not claims and not faults:
        return Markup("")
    return section(
        "critic",
        "What the critic found and what became of it",
        paragraph(CRITIC, kind="soft"),
        *([table(("claim is", *FATES.values()), claims)] if claims else []),
        *([element("h3", "Faults by kind"), table(("fault", *FATES.values()), faults)] if faults else []),
    )


def answering_section(answered: Answered | None) -> Markup:
    """What came of asking others; nothing where nobody was asked."""
    if answered is None:
        return Markup("")
    of = f"of {answered.records:,} accepted"
    rows = [
        ("open book", f"{answered.same:,} {of} answered as the record, {answered.partial:,} in part"),
        ("closed book", f"{answered.easy:,} {of} answered rightly without the evidence: easy"),
        *((reason, f"{count:,} rejected") for reason, count in answered.rejected.items()),
    ]
    return section("answering", "Answering", paragraph(ANSWERING, kind="soft"), facts(rows))


def _counts(fates: dict[Fate, int]) -> list[str]:
    return [f"{fates.get(fate, 0):,}" for fate in FATES]
