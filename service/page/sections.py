"""The sections of a report: each says in a line what its numbers mean."""

from collections.abc import Sequence

from bookwright.curation.figures import Figures
from bookwright.curation.selftest import Alarms, Stage
from bookwright.service.page.charts import bars, histogram
from bookwright.service.page.judges import judges_told, jury_told
from bookwright.service.page.markup import Markup, element, joined
from bookwright.service.page.parts import card, details, facts, figure, paragraph, section, share, table
from bookwright.service.reported import Rejected, Reported, RunTold
from bookwright.service.selftest_told import REWORDED, UNTOUCHED, WORTH, alarm_rows, fault_columns, fault_rows
from bookwright.service.words import counted


def cards(told: Reported) -> Markup:
    """What is asked for most, at a glance."""
    figures, citations = told.figures, told.figures.citations
    scored = citations.claims - citations.not_scored
    return element(
        "dl",
        card("Records", f"{figures.records:,}", f"accepted; {sum(row.count for row in told.rejected):,} rejects"),
        card(
            "Citation recall", share(citations.recall), f"{citations.entailed:,} of {scored:,} scored claims are carried by what they cite"
        ),
        card(
            "Citation precision",
            share(citations.precision),
            f"{citations.precise:,} of {citations.citations:,} citations are needed or enough",
        ),
        card("Self-test", *_selftest_card(told)),
        class_="cards",
    )


def _selftest_card(told: Reported) -> tuple[str, str]:
    if told.selftest is None:
        return "–", "not made yet; see below how"
    planted = sum(row.all.planted for row in told.selftest.faults)
    caught = sum(row.all.caught for row in told.selftest.faults)
    rate = f"{int(100 * caught / planted)} %" if planted else "–"
    reworded = told.selftest.reworded.all
    alarms = f"the gates object to {reworded.by[Stage.GATES]:,} of {counted(reworded.records, 'sound rewording')}"
    return rate, f"{caught:,} of {planted:,} planted faults caught; {alarms}"


CITATIONS = (
    "Does what a claim cites carry it? These are ALCE's measures (Gao et al. 2023), with the model-free support score in the place of its "
    "entailment model. A citation is idle if its claim is not carried, or if alone it does not carry it and the others do. Both shares are "
    "means over the records. They see what the evidence lacks; a lost “not” or two exchanged numbers are for the gates to find."
)
SELFTEST = (
    "How far can gates, critic and judge be trusted on these documents? This command plants known faults and counts who catches them; then "
    "make the report again:"
)
LIMITS = (
    "They rank and flag; they accept nothing and prove nothing. The support score is a small model of how words align: it knows few "
    "synonyms, and it can pass a claim that keeps every word of its evidence and says something else. A judge's score is the opinion of "
    "one reader. A self-test tells how well planted faults of known kinds are caught, not how many faults there are. The numbers are good "
    "for comparing runs, and for choosing what a person reads first."
)


def limits() -> Markup:
    """What the numbers are not."""
    return section("limits", "What these numbers are not", paragraph(LIMITS))


def run_section(told: Reported) -> Markup:
    """What the run is: sources, counts, makers, cost."""
    run, counts = told.run, told.run.counts
    makers: dict[str, list[str]] = {}
    for role, maker in run.team.items():
        makers.setdefault(maker, []).append(role)
    tokens = f"{told.paid.input_tokens:,} tokens read, {told.paid.output_tokens:,} written"
    rows = [
        ("documents", f"{len(run.documents):,} read, {len(run.skipped):,} skipped"),
        ("passages", f"{told.done:,} of {told.passages:,} worked on"),
        ("drafts", f"{counts.get('written', 0):,} written, {counts.get('revised', 0):,} revised"),
        ("made by", "; ".join(f"{maker} ({', '.join(roles)})" for maker, roles in makers.items()) or "not known yet"),
        ("cost", f"{counted(told.paid.calls, 'answer')}, {tokens}, {told.cost}" if told.paid.calls else "nothing; no model has answered"),
        *([("unanswered", counted(told.unanswered, "request"))] if told.unanswered else []),
        ("started", run.started or "not known"),
        ("command", element("code", run.command) if run.command else "not known"),
        ("records.jsonl", element("code", told.records_sha256 or "not written yet")),
    ]
    return section("run", "The run", facts(rows), *sources_told(run))


def sources_told(run: RunTold) -> list[Markup]:
    """The documents that were read, and what was skipped and why."""
    read = ((document.title, document.path, document.language, document.licence or "–") for document in run.documents)
    skipped = ((document.path, document.reason) for document in run.skipped)
    told = []
    if run.documents:
        told.append(details(counted(len(run.documents), "document"), table(("title", "path", "language", "licence"), read, numbers=False)))
    if run.skipped:
        told.append(details(f"{len(run.skipped)} skipped", table(("path", "reason"), skipped, numbers=False)))
    return told


def rejects_section(rejected: Sequence[Rejected]) -> Markup:
    """What was rejected, by stage and reason."""
    if not rejected:
        return section("rejects", "What was rejected", paragraph("Nothing."))
    chart = bars([(row.reason, row.count) for row in rejected], "Rejects by stage and reason")
    rows = ((row.reason, f"{row.count:,}", row.example) for row in rejected)
    return section(
        "rejects",
        "What was rejected",
        figure(chart, "Drafts, and passages without one, by the stage that ended them and its reason. All are in rejects.jsonl."),
        details("An example of each", table(("reason", "count", "such as"), rows, numbers=False)),
    )


def citations_section(figures: Figures) -> Markup:
    """Citation recall and precision, and the support scores that they rest on."""
    found, rule = figures.citations, figures.entailment
    scored = found.claims - found.not_scored
    rows = [
        (
            "recall",
            f"{share(found.recall)}: the share of claims carried by all that they cite, taken together ({found.entailed:,} of {scored:,})",
        ),
        ("precision", f"{share(found.precision)}: the share of citations that are not idle ({found.precise:,} of {found.citations:,})"),
        ("scored", f"{scored:,} of {counted(found.claims, 'claim')}; {found.not_scored:,} not in English or without content words"),
        ("left out", f"{counted(figures.connective, 'connective sentence')}, which state no fact"),
        ("word for word", f"{figures.verbatim:,} of the scored claims are sentences of the source, and score 1"),
    ]
    bins = ", ".join(map(str, figures.support))
    chart = histogram(figures.support, rule.threshold, f"Claims by support score, from 0 to 1 in tenths: {bins}")
    caption = f"Claims by support score (standard “{rule.standard}”). From {rule.threshold:g} on, a claim counts as carried."
    return section(
        "citations",
        "Citations",
        paragraph(CITATIONS, kind="soft"),
        facts(rows),
        *([figure(chart, caption)] if scored else []),
    )


def judge_section(told: Reported) -> Markup:
    """The judge's scores by criterion, and what each judge says where there are several."""
    figures, judges = told.figures, [*judges_told(told.opinions.judging), *jury_told(told.jury)]
    if not figures.judge:
        return section("judge", "Judge", paragraph("No record was judged."), *judges)
    scores = sorted({score for counts in figures.judge.values() for score in counts} | {1, 2, 3, 4, 5})
    rows = []
    for criterion, counts in figures.judge.items():
        mean = sum(score * count for score, count in counts.items()) / counts_total if (counts_total := sum(counts.values())) else 0.0
        rows.append((criterion.replace("_", " "), f"{mean:.2f}", *(f"{counts.get(score, 0):,}" for score in scores)))
    return section(
        "judge",
        "Judge",
        paragraph(
            "Accepted records by score, 1 worst and 5 best, for each criterion of the rubric. Those rejected are not among "
            "them. Where several judged, it is the lowest score of all, or of those that the jury followed.",
            kind="soft",
        ),
        table(("criterion", "mean", *map(str, scores)), rows),
        *judges,
    )


def selftest_section(told: Reported) -> Markup:
    """What gates, critic and judge caught of planted faults."""
    found = told.selftest
    if found is None:
        return section("selftest", "Self-test", paragraph(SELFTEST), paragraph(element("code", told.selftest_command)))
    older = [paragraph("The records were written again after this self-test; make it again for these.", kind="banner")]
    return section(
        "selftest",
        "Self-test",
        *(older if told.selftest_is_older else []),
        paragraph(
            f"Known faults, planted into {counted(found.records, 'record')}; critic and judge: {found.critic_and_judge}. Shares of those "
            "planted, caught by any stage and by each alone; no gate was tuned on the ways of planting that are held out.",
            kind="soft",
        ),
        table(fault_columns(found), fault_rows(found)),
        *_alarms(found.alarms, UNTOUCHED),
        *_alarms(found.reworded.all, REWORDED),
    )


def _alarms(alarms: Alarms, kind: str) -> tuple[Markup, ...]:
    return (
        element("h3", f"False alarms on {counted(alarms.records, f'{kind} record')}"),
        paragraph(WORTH[kind], kind="soft"),
        table(("stage", "objected to"), alarm_rows(alarms)),
    )


def files_section() -> Markup:
    """Where the rest is."""
    rows = (("claims.jsonl", "every claim of every record with its scores and citations"), ("report.json", "the numbers of this page"))
    more = joined("All records are in ", element("code", "records.jsonl"), " of the run. The report changes none of its files.")
    return section("files", "Beside this page", facts(rows), paragraph(more))
