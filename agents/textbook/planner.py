"""The planner: chapters and sections from simple to complex, each with objectives, prerequisites and the passages that it may rest on."""

from collections.abc import Iterator

from bookwright.agents.reading import attribute, in_one_line, visible
from bookwright.agents.role import PromptRole
from bookwright.agents.textbook.page import written_for
from bookwright.agents.textbook.plan import Bloom, Cluster, Objective, Plan, PlanBrief, PlannedChapter, PlannedSection, Unused
from bookwright.agents.textbook.surveyor import GIST, shown_cluster
from bookwright.knowledge.document import Frozen

PAGE = 24_000
"""Characters of clusters that a planner is shown; with many clusters there are fewer of each."""
HEAD, LEAST = 250, 80
"""Characters that a cluster takes with its topic beside its own sentences, and the least of those."""
SHORTEST, LONGEST = 50, 5000
UNPLANNED = "the plan has no section for it"


class WantedObjective(Frozen):
    """What a reader can do after a section, and at which level."""

    bloom: Bloom
    text: str


class WantedSection(Frozen):
    """A section of the plan: the question that it answers; `after` are the numbers ("1.2") of sections that it takes for known."""

    title: str
    question: str
    clusters: list[int]
    objectives: list[WantedObjective]
    after: list[str]
    words: int


class WantedChapter(Frozen):
    """A chapter of the plan: what it is for, what runs through it, and the case that is made up for it, "" where none is wanted."""

    title: str
    thread: str
    case: str
    sections: list[WantedSection]


class Planned(Frozen):
    """The planner's reply: first how the subject is built up, then the book."""

    progression: str
    title: str
    about: str
    chapters: list[WantedChapter]


class Planner(PromptRole[PlanBrief, Planned, Plan]):
    """Survey to plan. Passages that no section rests on are listed with the reason."""

    returns = Planned

    def fields(self, item: PlanBrief) -> dict[str, str]:
        clusters = _clusters(item)
        gist = min(GIST, max(LEAST, PAGE // max(1, len(clusters)) - HEAD))
        topics = []
        for topic in item.survey.topics:
            own = (
                shown_cluster(number, cluster, item.inventory, gist)
                for number, cluster in clusters.items()
                if set(cluster.passages) & set(topic.passages)
            )
            terms = attribute(", ".join(topic.terms))
            topics.append(f'<topic title="{attribute(topic.title)}" terms="{terms}">\n' + "\n".join(own) + "\n</topic>")
        return {
            "topics": "\n\n".join(topics),
            "specification": written_for(item.inventory.specification),
            "about": attribute(item.inventory.about) or "not named",
            "title": attribute(item.title) or "find one",
            "chapters": f"at most {_most(item)}" + (f"; {item.chapters} are wanted" if item.chapters else ""),
        }

    def parse(self, item: PlanBrief, answer: Planned) -> Plan:
        if not answer.chapters or not all(chapter.sections for chapter in answer.chapters):
            raise ValueError("chapters: a plan has at least one chapter, and a chapter at least one section")
        if len(answer.chapters) > _most(item):
            raise ValueError(f"chapters: there are {len(answer.chapters)}; plan at most {_most(item)}")
        clusters = _clusters(item)
        places = [f"{c}.{s}" for c, chapter in enumerate(answer.chapters, 1) for s in range(1, len(chapter.sections) + 1)]
        sections = iter(
            [
                _section(place, section, clusters, places)
                for place, section in zip(places, (s for chapter in answer.chapters for s in chapter.sections), strict=True)
            ]
        )
        chapters = tuple(
            PlannedChapter(
                title=in_one_line(visible(chapter.title)),
                thread=in_one_line(visible(chapter.thread)),
                case=in_one_line(visible(chapter.case)),
                sections=tuple(next(sections) for _ in chapter.sections),
            )
            for chapter in answer.chapters
        )
        used = {passage for chapter in chapters for section in chapter.sections for passage in section.passages}
        left = (passage for topic in item.survey.topics for passage in topic.passages if passage not in used)
        return Plan(
            title=item.title or in_one_line(visible(answer.title)),
            specification=item.inventory.specification,
            chapters=chapters,
            about=item.inventory.about or in_one_line(visible(answer.about)),
            unused=(*item.survey.unused, *(Unused(passage_id=passage, why=UNPLANNED) for passage in dict.fromkeys(left))),
        )


def _most(item: PlanBrief) -> int:
    """Never more chapters than topics, or than were asked for."""
    return max(1, min(item.chapters or len(item.survey.topics), len(item.survey.topics)))


def _clusters(item: PlanBrief) -> dict[int, Cluster]:
    """The clusters that some topic is about, by the numbers under which the planner sees them."""
    wanted = {passage for topic in item.survey.topics for passage in topic.passages}
    return dict(enumerate((cluster for cluster in item.inventory.clusters if set(cluster.passages) & wanted), 1))


def _section(place: str, wanted: WantedSection, clusters: dict[int, Cluster], places: list[str]) -> PlannedSection:
    """The section as planned. ValueError, as a wish to the model, for what it cannot rest on or follow."""
    problem = next(_problems(place, wanted, clusters, places), None)
    if problem:
        raise ValueError(f"section {place}: {problem}")
    passages = tuple(dict.fromkeys(passage for number in wanted.clusters for passage in clusters[number].passages))
    objectives = tuple(
        Objective(id=f"{place}-{letter}", bloom=objective.bloom, text=in_one_line(visible(objective.text)))
        for letter, objective in zip("abcdefghijkl", wanted.objectives, strict=False)
    )
    return PlannedSection(
        id=place,
        title=in_one_line(visible(wanted.title)),
        question=in_one_line(visible(wanted.question)),
        objectives=objectives,
        prerequisites=tuple(dict.fromkeys(wanted.after)),
        passages=passages,
        words=min(max(wanted.words, SHORTEST), LONGEST),
    )


def _problems(place: str, wanted: WantedSection, clusters: dict[int, Cluster], places: list[str]) -> Iterator[str]:
    if not wanted.clusters:
        yield "it rests on no cluster; name those that it is written from, or leave it out"
    if strange := [number for number in wanted.clusters if number not in clusters]:
        yield f"there is no cluster {strange[0]}; they are 1 to {len(clusters)}"
    if not wanted.objectives:
        yield "it has no objective; say what a reader can do after it"
    earlier = places[: places.index(place)]
    if late := [after for after in wanted.after if after not in earlier]:
        yield f'it comes after "{late[0]}", which is no earlier section; earlier ones are {", ".join(earlier) or "none"}'
