"""The surveyor of the rule-based team: topics by the documents' own headings, and what is not worth teaching."""

from collections.abc import Iterable

from bookwright.agents.extractive.guide.aside import aside
from bookwright.agents.extractive.guide.outline import path_of
from bookwright.agents.extractive.guide.questions import names_in
from bookwright.agents.extractive.guide.titles import title_of
from bookwright.agents.extractive.guide.worth import LANGUAGE, why_unread, why_unused
from bookwright.agents.textbook.plan import Cluster, Inventory, Survey, Topic, Unused


class GuideSurveyor:
    """Inventory to survey: a topic for each cluster that is worth teaching, in their order, and the passages of all others with the
    reason. Rules read English only: nothing is a topic of a book in another language."""

    maker = "rules"

    async def __call__(self, item: Inventory, /) -> Survey:
        """One piece of work for each cluster, so that a survey which is stopped ends with the cluster that is being read."""
        return _gathered([await aside(_read, (cluster, item)) for cluster in item.clusters])


def survey(inventory: Inventory) -> Survey:
    """The topics, and the passages left out."""
    return _gathered([_read((cluster, inventory)) for cluster in inventory.clusters])


def _gathered(found: Iterable[Topic | tuple[Unused, ...]]) -> Survey:
    read = list(found)
    unused = tuple(one for lost in read if isinstance(lost, tuple) for one in lost)
    return Survey(topics=tuple(topic for topic in read if isinstance(topic, Topic)), unused=unused)


def _read(one: tuple[Cluster, Inventory]) -> Topic | tuple[Unused, ...]:
    """The topic of a cluster, or its passages with the reason why it is none."""
    cluster, inventory = one
    title, path = (names.get(cluster.document_id, "") for names in (inventory.titles, inventory.paths))
    if why := _unread(cluster.document_id, inventory) or why_unused(cluster, title, path):
        return tuple(Unused(passage_id=passage, why=why) for passage in cluster.passages)
    return _topic(cluster, inventory)


def _unread(document: str, inventory: Inventory) -> str:
    """Why a document cannot be read at all; empty for one that can."""
    wanted = inventory.specification.language
    if wanted != LANGUAGE:
        return f"the rules write English only, and the book is wanted in “{wanted}”"
    return why_unread([cluster for cluster in inventory.clusters if cluster.document_id == document])


def _topic(cluster: Cluster, inventory: Inventory) -> Topic:
    title = inventory.titles.get(cluster.document_id, "")
    paths = [path_of(headings, title) for headings in cluster.headings] or [path_of((), title)]
    return Topic(
        id=cluster.id,
        title=(title_of(paths) or path_of((), title))[-1],
        passages=cluster.passages,
        terms=names_in(cluster, title),
    )
