"""The surveyor: what the clusters of a library are about, and which of them hold nothing to teach."""

from collections.abc import Sequence

from bookwright.agents.reading import attribute, fenced, in_one_line, visible
from bookwright.agents.role import PromptRole
from bookwright.agents.textbook.page import written_for
from bookwright.agents.textbook.pages import answered, paged
from bookwright.agents.textbook.plan import Cluster, Inventory, Survey, Topic, Unused
from bookwright.knowledge.document import Frozen

PAGE = 24_000
"""Characters of clusters that are asked about at once."""
GIST = 900
"""Characters of a cluster's own sentences that are shown."""
UNNAMED = "the survey put it under no topic"


class NamedTopic(Frozen):
    """One topic: the clusters that are about it, the words that name it, and its title."""

    clusters: list[int]
    terms: list[str]
    title: str


class LeftOut(Frozen):
    """A cluster that is not worth teaching, and why."""

    cluster: int
    why: str


class Surveyed(Frozen):
    """The surveyor's reply."""

    topics: list[NamedTopic]
    left_out: list[LeftOut]


class Surveyor(PromptRole[Inventory, Surveyed, Survey]):
    """Inventory to survey. Clusters that do not fit a page are asked about in several, and topics of one name are one topic."""

    returns = Surveyed

    async def __call__(self, item: Inventory, /) -> Survey:
        pages = paged(item.clusters, lambda cluster: len(shown_cluster(1, cluster, item)), PAGE)
        return _joined(await answered([super(Surveyor, self).__call__(item.model_copy(update={"clusters": page})) for page in pages]), item)

    def fields(self, item: Inventory) -> dict[str, str]:
        return {
            "about": attribute(item.about) or "not named",
            "specification": written_for(item.specification),
            "clusters": "\n\n".join(shown_cluster(number, cluster, item) for number, cluster in enumerate(item.clusters, 1)),
        }

    def parse(self, item: Inventory, answer: Surveyed) -> Survey:
        numbers = {number for topic in answer.topics for number in topic.clusters} | {left.cluster for left in answer.left_out}
        if strange := sorted(numbers - set(range(1, len(item.clusters) + 1))):
            raise ValueError(f"clusters: there is none with the number {strange[0]}; they are 1 to {len(item.clusters)}")
        taken: set[int] = set()
        topics = []
        for topic in answer.topics:
            own = sorted(set(topic.clusters) - taken)
            taken |= set(own)
            if own:
                passages = tuple(passage for number in own for passage in item.clusters[number - 1].passages)
                terms = tuple(dict.fromkeys(in_one_line(visible(term)) for term in topic.terms if term.strip()))
                topics.append(
                    Topic(id=item.clusters[own[0] - 1].id, title=in_one_line(visible(topic.title)), passages=passages, terms=terms)
                )
        reasons = {left.cluster: in_one_line(visible(left.why)) for left in answer.left_out}
        unused = tuple(
            Unused(passage_id=passage, why=reasons.get(number, UNNAMED))
            for number, cluster in enumerate(item.clusters, 1)
            if number not in taken
            for passage in cluster.passages
        )
        return Survey(topics=tuple(topics), unused=unused)


def shown_cluster(number: int, cluster: Cluster, inventory: Inventory, gist: int = GIST) -> str:
    """A cluster: its document, headings and size, and sentences of its own that say most of it."""
    title = attribute(inventory.titles.get(cluster.document_id, ""))
    section = attribute("; ".join(" > ".join(path) for path in cluster.headings))
    said = fenced(" … ".join(map(in_one_line, cluster.gist)))[:gist]
    rules = f' rules="{cluster.rules}"' if cluster.rules else ""
    return f'<cluster number="{number}" document="{title}" section="{section}" words="{cluster.words}"{rules}>\n{said}\n</cluster>'


def _joined(surveys: Sequence[Survey], inventory: Inventory) -> Survey:
    """One survey of several: topics of one title together, numbered anew, their passages in reading order."""
    place = {passage: number for number, passage in enumerate(p for cluster in inventory.clusters for p in cluster.passages)}
    named: dict[str, Topic] = {}
    for topic in (topic for survey in surveys for topic in survey.topics):
        before = named.get(topic.title.casefold())
        passages = sorted({*topic.passages, *(before.passages if before else ())}, key=place.__getitem__)
        terms = tuple(dict.fromkeys((*(before.terms if before else ()), *topic.terms)))
        named[topic.title.casefold()] = Topic(id="", title=(before or topic).title, passages=tuple(passages), terms=terms)
    topics = tuple(topic.model_copy(update={"id": f"t{number}"}) for number, topic in enumerate(named.values(), 1))
    return Survey(topics=topics, unused=tuple(unused for survey in surveys for unused in survey.unused))
