"""The surveyor of the rule-based team: topics by the documents' own headings, and what is not worth teaching."""

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
        return await aside(survey, item)


def survey(inventory: Inventory) -> Survey:
    """The topics, and the passages left out."""
    topics: list[Topic] = []
    unused: list[Unused] = []
    unread = _unread(inventory)
    for cluster in inventory.clusters:
        title = inventory.titles.get(cluster.document_id, "")
        if why := unread[cluster.document_id] or why_unused(cluster, title, inventory.paths.get(cluster.document_id, "")):
            unused += (Unused(passage_id=passage, why=why) for passage in cluster.passages)
        else:
            topics.append(_topic(cluster, inventory))
    return Survey(topics=tuple(topics), unused=tuple(unused))


def _unread(inventory: Inventory) -> dict[str, str]:
    """Why a document cannot be read at all, for each; empty for those that can."""
    wanted = inventory.specification.language
    if wanted != LANGUAGE:
        why = f"the rules write English only, and the book is wanted in “{wanted}”"
        return {cluster.document_id: why for cluster in inventory.clusters}
    found: dict[str, list[Cluster]] = {}
    for cluster in inventory.clusters:
        found.setdefault(cluster.document_id, []).append(cluster)
    return {document: why_unread(clusters) for document, clusters in found.items()}


def _topic(cluster: Cluster, inventory: Inventory) -> Topic:
    title = inventory.titles.get(cluster.document_id, "")
    paths = [path_of(headings, title) for headings in cluster.headings] or [path_of((), title)]
    return Topic(
        id=cluster.id,
        title=(title_of(paths) or path_of((), title))[-1],
        passages=cluster.passages,
        terms=names_in(cluster, title),
    )
