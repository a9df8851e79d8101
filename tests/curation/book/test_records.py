"""The record of a term: judged within the section that defines it."""

from bookwright.agents.chat import Usage
from bookwright.agents.items import Decision, Verdict
from bookwright.curation.book.book import Entry
from bookwright.curation.book.records import SectionRecord, SectionVersion, glossary_record
from bookwright.curation.record import Source
from tests.curation.book.drafts import BRIEF, EVIDENCE, SENTENCES, carried, part, section


def test_a_term_ships_by_the_verdict_of_its_section() -> None:
    draft = section(part(carried(0), carried(1))).draft
    source = Source(title="The Engine", path="engine.md")
    record = SectionRecord(
        id="section-1.1",
        section="1.1",
        title=BRIEF.plan.title,
        chapter="Paying",
        objectives=BRIEF.plan.objectives,
        prerequisites=(),
        text=draft.text,
        parts=draft.parts,
        terms=draft.terms,
        verifications=(),
        lineage=(SectionVersion(draft=draft, operator="write", by="scripted"),),
        passages=("p",),
        specification=BRIEF.specification,
        evidence=draft.evidence,
        claims=draft.claims,
        verdict=Verdict(decision=Decision.ACCEPT, by="scripted", text_sha256=draft.sha256),
        text_sha256=draft.sha256,
        made_by="scripted",
        prompts={},
        critiques=(),
        source=source,
        language="en",
        usage=Usage(calls=3),
    )
    entry = Entry(name="ledger", definition=SENTENCES[0], evidence=EVIDENCE[:1], defined_in="1.1", made_by="scripted")
    term = glossary_record(1, entry, record, source)
    assert (term.id, term.kind, term.name) == ("glossary-1", "glossary", "ledger")
    assert term.verdict.text_sha256 == term.text_sha256 == record.text_sha256
    assert [claim.evidence for claim in term.claims] == [(0,)]
    assert term.evidence[0].quote == SENTENCES[0]
    assert term.usage == Usage()
    assert {"lineage", "critiques", "source", "language", "usage", "prompts"} < set(term.model_dump())
