"""What a recipe works on: the rows of data files, and the library of documents where it has one."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from bookwright.errors import InputError
from bookwright.knowledge.dataset import Dataset, Example, read_dataset
from bookwright.knowledge.document import Document
from bookwright.knowledge.library import Library
from bookwright.service.directory import RunDirectory
from bookwright.service.intake import Intake, take_in
from bookwright.service.progress import Progress
from bookwright.service.recipe.settings import RecipeSettings

FEW = 3
NOTHING_READ = Intake(documents=(), skipped=(), seconds=0)


@dataclass(frozen=True)
class Material:
    """The data and the library of a run, and what was read and skipped for the library."""

    datasets: tuple[Dataset, ...]
    library: Library | None
    intake: Intake

    @property
    def examples(self) -> tuple[Example, ...]:
        """The rows of all data, in their order."""
        return tuple(example for dataset in self.datasets for example in dataset.examples)

    def documents(self) -> Iterator[Document]:
        """Every text that evidence can stand in, each once."""
        seen: set[str] = set()
        for document in self._every():
            if document.id not in seen:
                seen.add(document.id)
                yield document

    def _every(self) -> Iterator[Document]:
        for dataset in self.datasets:
            yield from dataset.documents
        if self.library:
            yield from self.library.each_document()


def read_data(settings: RecipeSettings) -> tuple[Dataset, ...]:
    """The data named. InputError for what cannot be read, and where two rows have one id."""
    datasets = tuple(read_dataset(path, settings.licence) for path in settings.data)
    seen: dict[str, str] = {}
    for dataset in datasets:
        for example in dataset.examples:
            if example.id in seen:
                raise InputError(f'{dataset.path}: the id "{example.id}" is also in {seen[example.id]}; name each file once, or rename one')
            seen[example.id] = dataset.path
    return datasets


@contextmanager
def material_of(settings: RecipeSettings, datasets: tuple[Dataset, ...], run: RunDirectory, progress: Progress) -> Iterator[Material]:
    """The material of a run; its library is open inside the block. Ids that rows share are told."""
    for dataset in datasets:
        if dataset.repeated:
            progress.note(_renamed(dataset))
    if not settings.sources:
        yield Material(datasets, None, NOTHING_READ)
        return
    with Library.open(run.library, settings.library) as library:
        yield Material(datasets, library, take_in(settings.sources, library, settings.licence, progress))


def _renamed(dataset: Dataset) -> str:
    shown = ", ".join(f'"{one}"' for one in dataset.repeated[:FEW]) + (", …" if len(dataset.repeated) > FEW else "")
    return f"{dataset.path}: {len(dataset.repeated)} ids are given by more than one row, which go by file and number instead: {shown}"
