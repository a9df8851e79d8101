"""The records to look at first, with question, answer, evidence and what is held against them."""

from collections.abc import Iterable

from bookwright.agents.items import Standing
from bookwright.curation.attention import Look
from bookwright.curation.claims import ClaimReading, RecordReading
from bookwright.curation.record import Record, Source
from bookwright.knowledge.document import Frozen
from bookwright.knowledge.evidence import Evidence
from bookwright.service.page.markup import Markup, element, joined
from bookwright.service.page.parts import paragraph, quoted, section

LONGEST_QUOTE = 1500
MEANING = (
    "One of each in turn: the lowest support (does the evidence have all of the claim?); the lowest wording "
    "(is anything changed? Only the order of these scores tells something: sound rewordings lie below 0.5, too); the judge's lowest "
    "scores. A place on this list is no verdict."
)


class Exhibit(Frozen):
    """A record on the list, with why it is there, what is known of its claims, and the path of the document of each piece of evidence."""

    look: Look
    record: Record
    reading: RecordReading
    paths: tuple[str, ...]


def look_first_section(exhibits: Iterable[Exhibit]) -> Markup:
    """The list, worst first."""
    articles = [_article(place, exhibit) for place, exhibit in enumerate(exhibits, 1)]
    nothing = "Nothing is held against any record. That is no proof: read a sample of records.jsonl all the same."
    return section("look", "Look at these first", *([paragraph(MEANING, kind="soft"), *articles] if articles else [paragraph(nothing)]))


def place_of(source: Source) -> str:
    """Where in the sources a record comes from: path, headings, page."""
    page = (f"page {source.page}",) if source.page is not None else ()
    return " › ".join((source.path, *source.headings, *page))


def _article(place: int, exhibit: Exhibit) -> Markup:
    record = exhibit.record
    return element(
        "article",
        element("p", *(element("span", why) for why in (*exhibit.look.why, *_easy(record))), class_="why"),
        quoted(f"{place}. {record.question}", "h3"),
        paragraph("Answer, claim by claim", kind="soft"),
        element("ol", *map(_claim, exhibit.reading.claims), class_="claim"),
        *(_evidence(number, evidence, path) for number, (evidence, path) in enumerate(zip(record.evidence, exhibit.paths, strict=True), 1)),
        paragraph(f"Asked about {place_of(record.source)}", kind="soft"),
        paragraph("record ", element("code", record.id), f", made by {record.made_by}", kind="soft"),
    )


def _claim(claim: ClaimReading) -> Markup:
    told = ["connects, states no fact"] if claim.connective else [_cites(claim), _scores(claim)]
    if claim.critic:
        words = f": “{claim.critic_words}”" if claim.critic_words else ""
        told.append(f"critic: {claim.critic.replace('_', ' ')}{words}")
    told += dict.fromkeys(f"“{reason.word}”: {reason.why}" for reason in claim.reasons)
    doubted = claim.critic in (Standing.CONTRADICTED, Standing.NOT_STATED)
    return element(
        "li", quoted(claim.text, "span"), paragraph("; ".join(told), kind="soft bad" if doubted or claim.recall is False else "soft")
    )


def _cites(claim: ClaimReading) -> str:
    return f"cites {', '.join(str(index + 1) for index in claim.evidence) or 'nothing'}"


def _evidence(number: int, evidence: Evidence, path: str) -> Markup:
    place = f"Evidence {number}: {path}, characters {evidence.start:,} to {evidence.end:,}"
    return joined(paragraph(place, kind="soft"), quoted(_shortened(evidence.quote), "blockquote", "evidence"))


def _scores(claim: ClaimReading) -> str:
    if claim.support is None or claim.rewording is None:
        return "not scored"
    if claim.support == 1:
        told = "stands word for word in its evidence"
    else:
        told = f"support {claim.support:.2f}, wording {claim.rewording:.2f}, " + ("carried" if claim.recall else "not carried")
    idle = claim.precise.count(False) if claim.recall and claim.precise else 0
    return told + (f", {idle} of {len(claim.evidence)} citations idle" if idle else "")


def _easy(record: Record) -> list[str]:
    return ["easy: answered without the evidence"] if record.answering and record.answering.easy else []


def _shortened(quote: str) -> str:
    return quote if len(quote) <= LONGEST_QUOTE else quote[:LONGEST_QUOTE].rstrip() + " …"
