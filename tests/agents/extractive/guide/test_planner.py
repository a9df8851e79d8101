"""Chapters and sections out of the documents' own outline."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bookwright.agents.extractive.guide import guide_team
from bookwright.agents.extractive.guide.planner import plan
from bookwright.agents.extractive.guide.surveyor import survey
from bookwright.agents.textbook.plan import Bloom, Cluster, Plan, PlanBrief, Survey
from bookwright.errors import InputError
from bookwright.knowledge.chunker import chunk
from bookwright.knowledge.document import Document
from tests.agents.extractive.guide.conftest import document_of, example, inventory_of, plan_of

NAMES = (
    "ch04-01-what-is-ownership.md",
    "github-dmca-takedown-policy.md",
    "nist-sp800-63b-session-management.md",
    "prometheus-alerting.md",
    "prometheus-data-model.md",
    "prometheus-metric-types.md",
)
FILLER = "The sea has a part number {n} that is called after its wind, because the wind of that part is what sailors speak of most there. "


def sea(title: str, path: str, words: int = 400) -> Document:
    """A document of about so many words on one heading."""
    sentences = "".join(FILLER.format(n=number) for number in range(words // 25))
    return document_of(f"# {title}\n\n{sentences}\n", path)


def titles_of(found: Plan) -> list[str]:
    return [chapter.title for chapter in found.chapters]


def test_a_short_document_is_one_chapter_with_a_section_for_its_headings() -> None:
    found = plan_of(example("prometheus-metric-types.md"))
    assert titles_of(found) == ["Metric types"]
    assert found.title == "Metric types"
    assert [section.title for section in found.sections] == ["Metric types: Overview", "Histogram and Summary"]


def test_a_long_document_has_a_chapter_for_each_of_its_top_headings() -> None:
    found = plan_of(example("ch04-01-what-is-ownership.md"))
    assert "The Stack and the Heap" in titles_of(found)
    assert "Memory and Allocation" in titles_of(found)


def test_folders_are_chapters_called_by_their_names() -> None:
    paths = {
        "Sails": "docs/a-ship/sails.md",
        "Masts": "docs/a-ship/masts.md",
        "Fish": "docs/the-sea/fish.md",
        "Salt": "docs/the-sea/salt.md",
    }
    found = plan_of(*(sea(title, path) for title, path in paths.items()))
    assert titles_of(found) == ["A Ship", "The Sea"]
    assert [section.title for section in found.sections] == ["Masts", "Sails", "Fish", "Salt"]


def test_numbered_files_are_a_chapter_called_by_the_file_that_opens_it() -> None:
    found = plan_of(sea("Knots", "ch2-01-knots.md"), sea("Sailing", "ch2-00-sailing.md", 60), sea("Stars", "ch10-00-stars.md"))
    assert titles_of(found) == ["Sailing", "Stars"]


def test_sections_of_a_sensible_size() -> None:
    for section in plan_of(*(example(name) for name in NAMES)).sections:
        assert 1 <= len(section.passages) <= 8
        assert 50 <= section.words <= 500


def test_a_large_cluster_is_cut_where_its_headings_change() -> None:
    inventory = inventory_of(example("nist-sp800-63b-session-management.md"))
    headings = tuple(dict.fromkeys(headings for cluster in inventory.clusters for headings in cluster.headings))
    whole = Cluster(
        id="c1",
        document_id=inventory.clusters[0].document_id,
        passages=tuple(passage for cluster in inventory.clusters for passage in cluster.passages),
        headings=headings,
        gist=inventory.clusters[0].gist,
        words=sum(cluster.words for cluster in inventory.clusters),
        places=tuple(headings.index(cluster.headings[0]) for cluster in inventory.clusters for _ in cluster.passages),
    )
    one = inventory.model_copy(update={"clusters": (whole,)})
    found = plan(PlanBrief(survey=survey(one), inventory=one))
    assert [section.title for section in found.sections] == ["Session Bindings", "Reauthentication from a Federation or Assertion"]
    unknown = one.model_copy(update={"clusters": (whole.model_copy(update={"places": ()}),)})
    assert "(part 1 of 2)" in plan(PlanBrief(survey=survey(unknown), inventory=unknown)).sections[0].title


def test_as_many_chapters_as_wanted_and_fewer_where_there_is_not_enough() -> None:
    documents = [example(name) for name in NAMES]
    assert [len(plan_of(*documents, chapters=wanted).chapters) for wanted in (1, 2, 3, 6, 40)] == [1, 2, 3, 6, 6]
    assert len(plan_of(sea("Salt", "salt.md"), chapters=10).chapters) == 1


def test_joined_chapters_keep_the_order_of_their_sections() -> None:
    documents = [example(name) for name in NAMES]
    whole, joined = plan_of(*documents), plan_of(*documents, chapters=2)
    assert [section.passages for section in whole.sections] == [section.passages for section in joined.sections]


def test_objectives_promise_what_the_section_holds() -> None:
    (first, *_) = plan_of(example("prometheus-metric-types.md")).sections
    assert [(objective.bloom, objective.text) for objective in first.objectives[:2]] == [
        (Bloom.REMEMBER, "Recall what is meant by “Counter”."),
        (Bloom.REMEMBER, "Recall what is meant by “Gauge”."),
    ]


def test_a_section_that_uses_a_term_of_the_one_before_asks_for_it() -> None:
    text = (
        "# Sailing\n\n"
        + "## Knots\n\nA bowline is a knot that makes a loop of fixed size at the end of a rope. "
        + FILLER.format(n=1) * 20
        + "\n\n## Mooring\n\nA boat is tied up with a bowline at the ring of the quay, where it stays until the tide has turned again. "
        + FILLER.format(n=2) * 20
    )
    assert [section.prerequisites for section in plan_of(document_of(text)).sections] == [(), ("1.1",)]


def test_titles_given_by_the_user_stand() -> None:
    assert plan_of(sea("Salt", "salt.md"), title="All of the Sea").title == "All of the Sea"


async def test_without_a_topic_there_is_no_book_and_one_line_says_why() -> None:
    inventory = inventory_of(document_of("# Code\n\n```\nx = 1\n```\n"))
    with pytest.raises(InputError, match=r"nothing to make a book from .*words of prose.*add documents"):
        await guide_team().planner(PlanBrief(survey=survey(inventory), inventory=inventory))
    with pytest.raises(InputError, match="hold no passage"):
        plan(PlanBrief(survey=Survey(topics=()), inventory=inventory))


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(NAMES), min_size=1, max_size=4, unique=True), st.none() | st.integers(min_value=1, max_value=12))
def test_what_holds_of_every_plan(names: list[str], chapters: int | None) -> None:
    documents = [example(name) for name in names]
    found = plan_of(*documents, chapters=chapters)
    told = [passage for section in found.sections for passage in section.passages]
    assert sorted(told + [unused.passage_id for unused in found.unused]) == sorted(p.id for document in documents for p in chunk(document))
    assert chapters is None or len(found.chapters) <= chapters
    ids = [section.id for section in found.sections]
    objectives = [objective.id for section in found.sections for objective in section.objectives]
    assert len(set(ids)) == len(ids)
    assert len(set(objectives)) == len(objectives)
    assert len({section.title for section in found.sections}) == len(ids)
    assert len({chapter.title for chapter in found.chapters}) == len(found.chapters)
    for place, section in enumerate(found.sections):
        assert set(section.prerequisites) <= set(ids[:place])


def test_a_guide_without_a_given_title_is_named_after_its_documents() -> None:
    names = ("Marlow Oars", "Marlow Ropes", "Marlow Sails", "Masts")
    assert plan_of(*(sea(name, f"policies/{name}/{name}.md") for name in names)).title == "Marlow Policies"
    on_site = [sea(f"{name} - The Boat Book", f"{name}.md", 60) for name in names]
    found = plan_of(*on_site)
    assert found.title == "The Boat Book"
    assert all("Boat Book" not in title for title in (*titles_of(found), *(section.title for section in found.sections)))
