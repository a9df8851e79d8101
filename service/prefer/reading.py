"""From rows of data to prompts with their answers, and to critique loops."""

from collections.abc import Iterator

from pydantic import JsonValue, ValidationError

from bookwright.agents.items import Brief
from bookwright.agents.prefer.items import Candidate, Prompted
from bookwright.curation.prefer.asking import asks_for
from bookwright.curation.prefer.loops import Loops, Unprompted
from bookwright.curation.prefer.telling import Story, story_of
from bookwright.curation.record import Source
from bookwright.errors import InputError
from bookwright.graphs.prefer.settings import PreferSettings
from bookwright.knowledge.dataset import Dataset, Example
from bookwright.knowledge.document import Document
from bookwright.knowledge.surroundings import paragraphs_around
from bookwright.service.recipe.material import Material

PROMPTS = ("prompt", "instruction", "question")
ANSWERS = ("answers", "completions", "responses")
WORDS = ("text", "response", "answer", "content", "completion")
NAMES = ("by", "model")
PAIR = ("chosen", "rejected")
FROM_DATA = "data"
ROWS = "application/jsonl"


def loops_of(material: Material) -> list[Loops]:
    """The critique loops of every row of a run. InputError, with the row, for one that is no record of its kind."""
    found = []
    for dataset in material.datasets:
        if dataset.is_run:
            documents = {document.id: document for document in dataset.documents[1:]}
            found += [Loops(row.id, _story(row), row.shown, documents) for row in dataset.examples]
    return found


def prompts_of(material: Material, method: PreferSettings, respondents: int) -> list[Prompted | Unprompted]:
    """The prompt of every row; a row of a run may have none. InputError, with the row, for another without, or with answers that cannot be
    used."""
    return [_prompt(row, dataset, method, respondents) for dataset in material.datasets for row in dataset.examples]


def sources_of(material: Material, licence: str | None) -> dict[str, Source]:
    """Where each row stands, by its id: in the source that a row of a run names, else in its file."""
    return {row.id: _source(row, dataset, licence) for dataset in material.datasets for row in dataset.examples}


def _written(dataset: Dataset) -> dict[str, Document]:
    """The documents of a run by id, without those that are rows of data themselves; none where the data are no run."""
    return {document.id: document for document in dataset.documents[1:] if document.media_type != ROWS}


def _story(row: Example) -> Story | None:
    try:
        return story_of(row.fields)
    except ValidationError as error:
        place = ".".join(map(str, error.errors()[0]["loc"]))
        raise InputError(f"{row.id}: {place}: is not as this version writes it; make the run again") from None


def _source(row: Example, dataset: Dataset, licence: str | None) -> Source:
    told = row.fields.get("source")
    if row.grounds and isinstance(told, dict):
        return Source.model_validate(told)
    return Source(title=dataset.path, path=dataset.path, licence=licence)


def _prompt(row: Example, dataset: Dataset, method: PreferSettings, respondents: int) -> Prompted | Unprompted:
    prompt = "\n\n".join(
        filter(None, (row.text(*PROMPTS), row.text("input") if row.text("instruction") and not row.text("prompt") else ""))
    )
    if not prompt and dataset.is_run:
        return Unprompted(row.id, row.shown)
    if not prompt:
        raise InputError(f"{row.id}: has no prompt; give each row a field named {', '.join(PROMPTS[:-1])} or {PROMPTS[-1]}")
    documents = _written(dataset)
    recorded = tuple(_recorded(row))
    language = row.language_or(dataset.document.language)
    grounds = tuple(piece for piece in row.grounds if piece.document_id in documents)
    passages = paragraphs_around(grounds, documents)
    titles = {passage.document_id: documents[passage.document_id].title for passage in passages}
    return Prompted(
        id=row.id,
        prompt=prompt,
        shown=row.shown,
        language=language,
        grounds=grounds,
        brief=Brief(passages=passages, titles=titles, language=language) if passages else None,
        recorded=recorded,
        preferred=0 if recorded and _first_of(row, ANSWERS) is None else None,
        asks=() if recorded else asks_for(row.id, method.answers, respondents, method.principles),
        generation=row.generation,
    )


def _recorded(row: Example) -> Iterator[Candidate]:
    """The answers that a row holds: a list of them, or one chosen and one rejected. InputError for what holds no two."""
    if (listed := _first_of(row, ANSWERS)) is not None:
        found = listed if isinstance(listed, list) else []
        if len(found) < 2:
            raise InputError(f"{row.id}: {_named(row, ANSWERS)}: is no list of two answers or more")
        yield from (_candidate(row, one, number) for number, one in enumerate(found, 1))
    elif all(row.fields.get(name) for name in PAIR):
        yield from (_candidate(row, row.fields[name], name) for name in PAIR)


def _candidate(row: Example, answer: JsonValue, place: object) -> Candidate:
    """An answer as text, as an object that has one, or as messages of which the last is it."""
    by: JsonValue = FROM_DATA
    if isinstance(answer, list) and answer:
        answer = answer[-1]
    if isinstance(answer, dict):
        by = next((answer[name] for name in NAMES if answer.get(name)), FROM_DATA)
        answer = next((answer[name] for name in WORDS if answer.get(name)), None)
    if not isinstance(answer, str) or not answer.strip():
        raise InputError(f"{row.id}: answer {place}: has no text; give text, or an object with {', '.join(WORDS[:2])} or {WORDS[2]}")
    return Candidate(text=answer.strip(), by=str(by))


def _first_of(row: Example, names: tuple[str, ...]) -> JsonValue:
    return next((row.fields[name] for name in names if row.fields.get(name) is not None), None)


def _named(row: Example, names: tuple[str, ...]) -> str:
    return next(name for name in names if row.fields.get(name) is not None)
