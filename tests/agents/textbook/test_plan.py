"""The surveyor and the planner: what becomes of a model's reply."""

import json
from typing import Any

import pytest

from bookwright.agents.textbook.plan import Cluster, Inventory, Plan, PlanBrief
from bookwright.agents.textbook.planner import Planner
from bookwright.agents.textbook.specification import Specification
from bookwright.agents.textbook.surveyor import PAGE, Surveyor
from bookwright.errors import ReplyUnreadable
from tests.agents.conftest import saying


def inventory(count: int, gist: str = "It says something.") -> Inventory:
    clusters = (
        Cluster(id=f"c{n}", document_id="d", passages=(f"p{n}a", f"p{n}b"), headings=((f"Heading {n}",),), gist=(gist,), words=200)
        for n in range(1, count + 1)
    )
    return Inventory(clusters=tuple(clusters), titles={"d": "The Engine"}, specification=Specification())


def topics(*topics: tuple[str, list[int]], left: tuple[int, ...] = ()) -> str:
    named = [{"clusters": numbers, "terms": [title.lower()], "title": title} for title, numbers in topics]
    return json.dumps({"topics": named, "left_out": [{"cluster": number, "why": "a licence"} for number in left]})


async def test_a_survey_has_every_passage_once_or_says_why_not() -> None:
    survey = await Surveyor(saying(topics(("Paying", [3, 1]), ("Pace", [1]), left=(2,))))(inventory(4))
    assert [(topic.id, topic.title, topic.passages) for topic in survey.topics] == [("t1", "Paying", ("p1a", "p1b", "p3a", "p3b"))]
    assert [(unused.passage_id, unused.why) for unused in survey.unused] == [
        ("p2a", "a licence"),
        ("p2b", "a licence"),
        ("p4a", "the survey put it under no topic"),
        ("p4b", "the survey put it under no topic"),
    ]


async def test_a_cluster_that_is_not_there_is_asked_about_again() -> None:
    chat = saying(topics(("Paying", [9])), topics(("Paying", [1, 2])))
    await Surveyor(chat)(inventory(2))
    assert "none with the number 9; they are 1 to 2" in chat.requests[1].messages[-1].content


async def test_many_clusters_are_asked_about_in_pages_and_topics_of_one_name_are_one() -> None:
    count = 2 * PAGE // 900
    chat = saying(topics(("Paying", [1]), ("Pace", [2])))
    survey = await Surveyor(chat)(inventory(count, gist="word " * 300))
    assert len(chat.requests) > 1
    assert all(len(request.messages[1].content) < 2 * PAGE for request in chat.requests)
    assert [topic.title for topic in survey.topics] == ["Paying", "Pace"]
    assert len(survey.topics[0].passages) == 2 * len(chat.requests)
    known = [*(p for topic in survey.topics for p in topic.passages), *(unused.passage_id for unused in survey.unused)]
    assert sorted(known) == sorted(p for cluster in inventory(count).clusters for p in cluster.passages)


def wanted(*clusters: int, after: tuple[str, ...] = (), words: int = 300, **changes: Any) -> dict[str, Any]:
    objective = {"bloom": "apply", "text": "work out a price"}
    return {
        "title": "Paying",
        "question": "Why pay once?",
        "clusters": list(clusters),
        "objectives": [objective],
        "after": list(after),
        "words": words,
    } | changes


async def planned(*chapters: list[dict[str, Any]], wished: int | None = None) -> Plan:
    stock = inventory(3)
    survey = await Surveyor(saying(topics(("Paying", [1]), ("Pace", [2]), left=(3,))))(stock)
    built = [
        {"title": f"Chapter {n}", "thread": "A bill that is too high.", "case": "Ada pays for 40 seats.", "sections": sections}
        for n, sections in enumerate(chapters, 1)
    ]
    reply = json.dumps({"progression": "up", "title": "Thrift", "about": "engines", "chapters": built})
    return await Planner(saying(reply))(PlanBrief(survey=survey, inventory=stock, chapters=wished))


async def test_a_plan_numbers_its_sections_and_objectives_and_names_their_passages() -> None:
    plan = await planned([wanted(2, 1), wanted(1, after=("1.1",), words=9)])
    first, second = plan.sections
    assert (first.id, first.passages, first.objectives[0].id) == ("1.1", ("p2a", "p2b", "p1a", "p1b"), "1.1-a")
    assert (second.id, second.prerequisites, second.words) == ("1.2", ("1.1",), 50)
    assert plan.title == "Thrift"
    assert (plan.chapters[0].thread, first.question) == ("A bill that is too high.", "Why pay once?")
    assert plan.chapters[0].case == "Ada pays for 40 seats."


async def test_what_the_plan_leaves_out_is_named() -> None:
    plan = await planned([wanted(1)])
    assert [(unused.passage_id, unused.why) for unused in plan.unused][2:] == [
        ("p2a", "the plan has no section for it"),
        ("p2b", "the plan has no section for it"),
    ]


@pytest.mark.parametrize(
    ("chapters", "wished", "line"),
    [
        ([[wanted(1)], [wanted(2)], [wanted(1)]], None, "plan at most 2"),
        ([[wanted(1)], [wanted(2)]], 1, "plan at most 1"),
        ([[wanted(7)]], None, "there is no cluster 7"),
        ([[wanted()]], None, "rests on no cluster"),
        ([[wanted(1, after=("1.2",)), wanted(2)]], None, "which is no earlier section"),
        ([[wanted(1, objectives=[])]], None, "has no objective"),
        ([], None, "at least one chapter"),
    ],
)
async def test_a_plan_that_cannot_be_written_by_is_asked_for_again(chapters: Any, wished: int | None, line: str) -> None:
    with pytest.raises(ReplyUnreadable, match=line):
        await planned(*chapters, wished=wished)
