"""The page of a recipe's run, whatever its records are."""

from collections.abc import Iterator, Mapping, Sequence

from pydantic import JsonValue

from bookwright.service.page.charts import bars
from bookwright.service.page.grid import grid_section
from bookwright.service.page.markup import Markup, element, joined
from bookwright.service.page.measured import cell, measured_section
from bookwright.service.page.parts import card, facts, figure, paragraph, quoted, section, table
from bookwright.service.page.records import place_of
from bookwright.service.page.sections import rejects_section, sources_told
from bookwright.service.page.whole import whole_page
from bookwright.service.recipe.reported import Length, RecipeReported, Row
from bookwright.service.words import counted

LONGEST = 1500
LIMITS = (
    "Counts and measures of what this run made. They say how much there is, how it differs and where the rest was lost; whether a record "
    "is right they do not say. Read a sample before anything is trained on these records."
)
GENERATIONS = (
    "How many times models have written from what models wrote: 0 where people or rules wrote all of a record, 1 where a model wrote from "
    "people's words."
)
DIVERSITY = (
    "Of {n} records, drawn by the hash of their words. Distinct-2 is how many different word pairs there are for each word; the Vendi "
    "score says how many records wholly unlike each other would be as diverse; the nearest cosine is the mean likeness of a record with "
    "the one most like it; the overlapping share is that of records of which another has ROUGE-L 0.7 or more. All depend on the number "
    "of records: compare at the same one, with bookwright diversity."
)


def recipe_page(told: RecipeReported, sample: Sequence[Row]) -> str:
    """The whole page, with the sample in its order."""
    sections = {
        "limits": ("Limits", section("limits", "What these numbers are not", paragraph(LIMITS))),
        "run": ("Run", _run_section(told)),
        "rejects": ("Rejects", rejects_section(told.rejected)),
        "figures": ("Figures", measured_section(told.run.figures)),
        "grid": ("Grid", grid_section(told.run.figures)),
        "lengths": ("Lengths", _lengths_section(told.lengths)),
        "generations": ("Generations", _generations_section(told.generations)),
        "diversity": ("Diversity", _diversity_section(told)),
        "sources": ("Sources", _sources_section(told)),
        "sample": ("Sample", _sample_section(sample)),
    }
    return whole_page(told.name, told.unfinished, _cards(told), sections)


def _cards(told: RecipeReported) -> Markup:
    lost = sum(row.count for row in told.rejected)
    return element(
        "dl",
        card("Records", f"{told.records:,}", f"accepted; {lost:,} rejects"),
        card("Recipe", told.kind, f"{told.done:,} of {counted(told.planned, 'item')} worked on"),
        card("Generation", str(max(told.generations, default="–")), "the deepest: models writing from what models wrote"),
        card("Answers", f"{told.paid.calls:,}", told.cost if told.paid.calls else "no model has answered"),
        class_="cards",
    )


def _run_section(told: RecipeReported) -> Markup:
    run, counts = told.run, told.run.counts
    seats: dict[str, list[str]] = {}
    for role, maker in run.team.items():
        seats.setdefault(maker, []).append(role)
    tokens = f"{told.paid.input_tokens:,} tokens read, {told.paid.output_tokens:,} written"
    rows = [
        ("rows of data", f"{counts.get('examples', 0):,}"),
        ("documents", f"{counts.get('documents', 0):,} read, {counts.get('skipped', 0):,} skipped"),
        ("items", f"{told.done:,} of {told.planned:,} worked on in {counted(counts.get('rounds', 0), 'round')}"),
        ("seats", "; ".join(f"{maker} ({', '.join(roles)})" for maker, roles in seats.items()) or "not known yet"),
        ("cost", f"{counted(told.paid.calls, 'answer')}, {tokens}, {told.cost}" if told.paid.calls else "nothing; no model has answered"),
        *([("unanswered", counted(told.unanswered, "request"))] if told.unanswered else []),
        ("started", run.started or "not known"),
        ("command", element("code", run.command) if run.command else "not known"),
        ("records.jsonl", element("code", told.records_sha256 or "not written yet")),
    ]
    return section("run", "The run", facts(rows), *sources_told(run))


def _lengths_section(lengths: Sequence[Length]) -> str:
    if not lengths:
        return ""
    columns = ("field", "records", "shortest", "median", "mean", "longest")
    rows = [(row.field, *(f"{number:,g}" for number in (row.records, row.least, row.median, row.mean, row.most))) for row in lengths]
    return section("lengths", "Lengths", paragraph("In words, of the records' fields with text.", kind="soft"), table(columns, rows))


def _generations_section(generations: Mapping[int, int]) -> str:
    if not generations:
        return ""
    named = [(f"generation {depth}", count) for depth, count in sorted(generations.items())]
    return section("generations", "Generation depth", figure(bars(named, "Records by generation depth"), GENERATIONS))


def _diversity_section(told: RecipeReported) -> str:
    found = told.diversity
    if found is None:
        return ""
    rows = [
        ("distinct-2", f"{found.distinct_2:.3f}"),
        ("Vendi score", f"{found.vendi:.1f}"),
        ("nearest cosine", f"{found.nearest:.2f}"),
        ("overlapping", f"{found.overlapping:.2f}"),
    ]
    return section("diversity", "Diversity", paragraph(DIVERSITY.format(n=f"{found.n:,}"), kind="soft"), facts(rows))


def _sources_section(told: RecipeReported) -> str:
    if not told.records:
        return ""
    return section("sources", "Licences, languages and makers", *_counts(told))


def _counts(told: RecipeReported) -> Iterator[Markup]:
    counts: dict[str, Mapping[str, int]] = {"licence": told.licences, "language": told.languages, "made by": told.makers}
    for name, by_value in counts.items():
        yield table((name, "records"), ((value, f"{count:,}") for value, count in by_value.items()))


def _sample_section(sample: Sequence[Row]) -> Markup:
    drawn = f"{counted(len(sample), 'record')}, drawn by the hash of their ids: the same ones every time, chosen by nobody."
    return section("sample", "A sample to read", paragraph(drawn, kind="soft"), *map(_article, sample))


def _article(row: Row) -> Markup:
    asked = [element("span", f"{axis.replace('_', ' ')}: {value}") for axis, value in row.specification.items()]
    return element(
        "article",
        *([element("p", *asked, class_="why")] if asked else []),
        *(_field(name, value) for name, value in row.own.items() if value not in (None, "", [], {})),
        *(quoted(_short(piece.quote), "blockquote", "evidence") for piece in row.evidence),
        *([paragraph("; ".join(row.verdict.reasons), kind="soft")] if row.verdict.reasons else []),
        paragraph("record ", element("code", row.id), f" from {place_of(row.source)}, made by {row.made_by}", kind="soft"),
    )


def _field(name: str, value: JsonValue) -> Markup:
    if isinstance(value, str):
        return joined(paragraph(name.replace("_", " "), kind="soft"), quoted(_short(value)))
    return paragraph(f"{name.replace('_', ' ')}: {_short(cell(value))}", kind="soft")


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[:LONGEST].rstrip() + " …"
