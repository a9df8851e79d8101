"""What a guide is made of, and what is left out and why."""

import asyncio
from collections.abc import Sequence
from threading import Event
from time import sleep

import pytest

from bookwright.agents.extractive.guide import guide_team
from bookwright.agents.extractive.guide.surveyor import survey
from bookwright.agents.textbook.plan import Cluster, Survey
from tests.agents.extractive.guide.conftest import document_of, example, inventory_of

LESSON = """# Tides

A tide is a rise and fall of the sea that the pull of the moon and the sun brings about. High water comes twice in most days, and low
water comes between the two. Tides are highest when the sun and the moon pull in one line.
"""
SAID = "The moon is shown to sailors on all of their charts in the way in which it was shown before, but for a few that have been mended."
LINKS = " ".join(f"Read of the {word} at https://a.example/{word}." for word in ("moon", "sun", "sea", "wind", "waves"))
GERMAN = """# Gezeiten

Die Gezeiten sind die Wasserbewegungen der Ozeane, die durch die Gezeitenkräfte des Mondes und der Sonne verursacht werden. Sie treten
an den meisten Küsten zweimal am Tag auf und verändern den Wasserstand um mehrere Meter.
"""


def surveyed(*texts: str) -> Survey:
    return survey(inventory_of(*(document_of(text, f"{number}.md") for number, text in enumerate(texts))))


async def test_topics_are_named_by_the_documents_own_headings() -> None:
    found = await guide_team().surveyor(inventory_of(example("prometheus-metric-types.md")))
    assert [topic.title for topic in found.topics] == ["Metric types", "Counter", "Gauge", "Histogram", "Summary"]
    assert found.unused == ()


async def test_a_topic_names_what_its_sentences_define() -> None:
    found = await guide_team().surveyor(inventory_of(example("prometheus-metric-types.md")))
    assert {topic.title: topic.terms for topic in found.topics}["Gauge"] == ("gauge",)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (f"# Changelog\n\n{SAID}\n", "change log"),
        (f"# License\n\n{SAID}\n", "licence"),
        (f"# Table of Contents\n\n{SAID}\n", "contents"),
        (f"# Further Reading\n\n{SAID}\n", "sources"),
        ("# Moon\n\n```\nlet tide = moon + sun;\n```\n", "words of prose"),
        (f"# Pages\n\n{LINKS}\n", "links"),
        (GERMAN, "English"),
    ],
)  # fmt: skip
def test_what_is_not_worth_teaching_is_left_out_with_the_reason(text: str, why: str) -> None:
    found = surveyed(LESSON, text)
    assert [topic.title for topic in found.topics] == ["Tides"]
    assert found.unused
    assert all(why in unused.why for unused in found.unused)


def test_a_chapter_on_licences_of_a_document_on_something_else_is_taught() -> None:
    body = "A licence is a permission that the owner of a work gives to others, who may then copy the work under its terms and no others."
    assert surveyed(f"# Copyright for Sailors\n\n{body}\n\n## Licence\n\n{body} {body}\n").unused == ()


def test_every_passage_is_in_one_topic_or_unused() -> None:
    inventory = inventory_of(example("github-dmca-takedown-policy.md"), document_of(GERMAN))
    found = survey(inventory)
    kept = [passage for topic in found.topics for passage in topic.passages]
    left = [unused.passage_id for unused in found.unused]
    assert sorted(kept + left) == sorted(passage for cluster in inventory.clusters for passage in cluster.passages)


def test_a_book_in_another_language_has_no_topics() -> None:
    found = survey(inventory_of(document_of(LESSON), language="de"))
    assert found.topics == ()
    assert {unused.why for unused in found.unused} == {"the rules write English only, and the book is wanted in “de”"}


async def test_a_survey_that_is_stopped_reads_no_further(monkeypatch: pytest.MonkeyPatch) -> None:
    inventory = inventory_of(*(document_of(f"{LESSON}\nTide {number} is high.\n", f"{number}.md") for number in range(9)))
    begun = Event()
    read: list[int] = []

    def why_unread(clusters: Sequence[Cluster]) -> str:
        read.append(len(clusters))
        begun.set()
        sleep(0.05)
        return ""

    monkeypatch.setattr("bookwright.agents.extractive.guide.surveyor.why_unread", why_unread)
    task = asyncio.create_task(guide_team().surveyor(inventory))
    await asyncio.to_thread(begun.wait)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await asyncio.sleep(0.3)
    assert len(read) <= 2
