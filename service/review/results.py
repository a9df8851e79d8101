"""The reviews command: what the reviews of a run say, and what follows from them."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from rich.console import Console

from bookwright.agents.items import Decision
from bookwright.curation.review.agreement import alpha_of, pairs_agree
from bookwright.curation.review.export import LABELS, argilla, label_studio
from bookwright.curation.review.pairs import pairs_of
from bookwright.curation.review.precision import precision
from bookwright.curation.review.sample import Sample
from bookwright.curation.review.signed import SignedReview
from bookwright.curation.reviews import Review, Reviews, settled
from bookwright.errors import InputError
from bookwright.service.calibrate import FEWEST, learn_jury
from bookwright.service.directory import read_state
from bookwright.service.review.apply import apply_edits
from bookwright.service.review.files import FOLDER, PAIRS, read_all, read_sample, write_text
from bookwright.service.review.sampling import rows_of_run
from bookwright.service.review.told import agreement_table, judges_agree, precision_table
from bookwright.service.words import counted

ByReviewer = Mapping[str, Mapping[str, SignedReview]]


def run(path: Path, target: float, *, apply: bool, tool: str | None) -> None:
    """Runs the command. RunError for no run; InputError where nothing was reviewed, or files of reviews cannot be read."""
    read_state(path)
    sample, every = read_sample(path), read_all(path)
    if sample is None or not every:
        raise InputError(f"{path}: nothing was reviewed in it; begin with: bookwright review {path}")
    reviews = of_sample(sample, every)
    console = Console(highlight=False, markup=False)
    for line in _told(path, sample, reviews, target, console):
        console.print(line, soft_wrap=True)
    if edits := sum(review.edited is not None for given in every.values() for review in given.values()):
        file = path / FOLDER / f"{PAIRS}.jsonl"
        pairs = pairs_of(review for _, given in sorted(every.items()) for review in given.values())
        write_text(file, "".join(pair.model_dump_json() + "\n" for pair in pairs))
        console.print(f"{counted(edits, 'edit')}, as preference pairs: {file}", soft_wrap=True)
    if tool:
        console.print(f"For {tool}: {_exported(path, sample, reviews, tool)}", soft_wrap=True)
    if apply:
        for line in apply_edits(path, every):
            console.print(line, soft_wrap=True)
    elif edits:
        console.print(f"To put the edits into the run: bookwright reviews {path} --apply", soft_wrap=True)


def of_sample(sample: Sample, every: ByReviewer) -> dict[str, dict[str, SignedReview]]:
    """The reviews of the sample's items as they were drawn, by reviewer and item."""
    drawn = {item.id: item.text_sha256 for item in sample.items}
    return {name: {item: one for item, one in given.items() if drawn.get(item) == one.text_sha256} for name, given in every.items()}


def gold_of(reviews: ByReviewer) -> Reviews:
    """What most of the reviewers of each item decided."""
    return settled([Review(id=one.id, decision=one.decision, reviewer=name) for name, given in reviews.items() for one in given.values()])


def _told(path: Path, sample: Sample, reviews: ByReviewer, target: float, console: Console) -> Iterator[str]:
    """Shows the tables, and gives the lines below them."""
    gold = gold_of(reviews)
    found = precision(sample, gold.gold)
    reviewed = len({item for given in reviews.values() for item in given})
    yield f"{reviewed} of {len(sample.items)} reviewed by {', '.join(f'{name} ({len(given)})' for name, given in sorted(reviews.items()))}"
    if found.all:
        console.print(precision_table(found))
    for key in found.unreviewed:
        yield f"No review of {', '.join(key)}: the estimates say nothing of it"
    if gold.ties:
        yield f"Left out, for their reviewers are even: {', '.join(gold.ties)}"
    raters = {name: {item: one.decision for item, one in given.items()} for name, given in reviews.items()}
    judges = _judges(sample)
    if (pairs := pairs_agree(raters)) or judges:
        console.print(agreement_table(pairs, judges_agree(raters, judges)))
    if len(raters) > 1:
        alpha = alpha_of(raters)
        yield f"Krippendorff's alpha of {len(raters)} reviewers: {'not defined, all say the same' if alpha is None else f'{alpha:.3f}'}"
    judged = {item: end for item, end in gold.gold.items() if any(item in said for said in judges.values())}
    if len(judged) >= FEWEST:
        yield from learn_jury(path, judges, judged, target, console)
    else:
        yield f"{counted(len(judged), 'review')} of what judges read: from {FEWEST} on, judges are calibrated and a jury is fitted"


def _judges(sample: Sample) -> dict[str, dict[str, Decision]]:
    """What each judge decided on the items of the sample, as it was when they were drawn."""
    names = sorted({name for item in sample.items for name in item.judged})
    return {name: {item.id: item.judged[name] for item in sample.items if name in item.judged} for name in names}


def _exported(path: Path, sample: Sample, reviews: ByReviewer, tool: str) -> Path:
    drawn = {item.id for item in sample.items}
    rows = [row for row in rows_of_run(path) if row.id in drawn]
    file = path / FOLDER / f"{tool}.json"
    made = argilla(rows, reviews) if tool == "argilla" else label_studio(rows, reviews)
    write_text(file, json.dumps(made, ensure_ascii=False, indent=1) + "\n")
    if tool != "argilla":
        write_text(path / FOLDER / f"{tool}.xml", LABELS)
    return file
