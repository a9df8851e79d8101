"""plan.yaml, as a person edits it."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bookwright.agents.textbook.plan import Bloom, Objective, Plan, PlannedChapter, PlannedSection, Unused
from bookwright.agents.textbook.specification import Specification
from bookwright.errors import InputError
from bookwright.knowledge.passage import Passage
from bookwright.service.textbook.plan_file import is_edited, plan_to_follow, plan_yaml, read_plan, text_of

WORDS = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1, max_size=60)


def section(number: str = "1.1", title: str = "Locks", passages: tuple[str, ...] = ("a-1",)) -> PlannedSection:
    """A section with one objective."""
    objectives = (Objective(id=f"{number}-a", bloom=Bloom.REMEMBER, text="Say what a lock is."),)
    return PlannedSection(id=number, title=title, objectives=objectives, passages=passages)


def plan(*sections: PlannedSection, title: str = "Locks and keys") -> Plan:
    """A plan of one chapter."""
    return Plan(title=title, specification=Specification(), chapters=(PlannedChapter(title="First", sections=sections or (section(),)),))


def passage(name: str) -> Passage:
    """A passage on locks."""
    text = "A lock keeps a door shut.\n\nIt opens with its own key and with no other, whatever its make and age."
    return Passage(id=name, document_id="d", start=0, end=len(text), text=text, headings=("Guide", "Locks"))


def written(tmp_path: Path, text: str) -> Path:
    """The file with that text."""
    file = tmp_path / "plan.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_plan_comes_back_as_it_was_written(tmp_path: Path) -> None:
    whole = plan(section(), section("1.2", "Keys", ("a-2", "b-1"))).model_copy(update={"unused": (Unused(passage_id="c-1", why="a list"),)})
    file = written(tmp_path, plan_yaml(whole, passage))
    assert read_plan(text_of(file), file) == whole


def test_the_invented_case_of_a_chapter_can_be_edited_and_is_not_there_where_there_is_none(tmp_path: Path) -> None:
    (chapter,) = plan().chapters
    made_up = plan().model_copy(update={"chapters": (chapter.model_copy(update={"case": "Ada keeps 3 doors."}),)})
    text = plan_yaml(made_up, passage)
    assert read_plan(text, tmp_path) == made_up
    assert read_plan(text.replace("3 doors", "4 doors"), tmp_path).chapters[0].case == "Ada keeps 4 doors."
    assert "  case: " not in plan_yaml(plan(), passage)


@given(title=WORDS, heading=WORDS)
def test_titles_of_any_characters_come_back(tmp_path_factory: pytest.TempPathFactory, title: str, heading: str) -> None:
    whole = plan(section(title=heading), title=title)
    file = written(tmp_path_factory.mktemp("plan"), plan_yaml(whole, passage))
    assert read_plan(text_of(file), file) == whole


def test_a_passage_is_shown_with_its_place_and_first_words() -> None:
    assert "- a-1  # Guide › Locks: A lock keeps a door shut. It opens with its own key and …" in plan_yaml(plan(), passage)


def test_ids_that_a_person_leaves_out_are_given_by_place(tmp_path: Path) -> None:
    text = """
title: Locks
specification: {audience: school}
chapters:
  - title: First
    sections:
      - title: Locks
        objectives: [{bloom: remember, text: Say what a lock is.}, {bloom: apply, text: Open one.}]
        passages: [a-1]
      - title: Keys
        prerequisites: [1.1]
        objectives: [{bloom: remember, text: Say what a key is.}]
        passages: [a-2]
"""
    sections = read_plan(text, tmp_path / "plan.yaml").sections
    assert [one.id for one in sections] == ["1.1", "1.2"]
    assert [objective.id for objective in sections[0].objectives] == ["1.1-a", "1.1-b"]
    assert sections[1].prerequisites == ("1.1",)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("title: [", "line 1, column 9: is no YAML"),
        ("- a\n- b\n", "holds no plan"),
        ("title: A\nchapters: []\nspecification: {}\n", "chapters: is empty; give at least one"),
        ("title: A\nspecification: {audience: cats}\nchapters: []\n", "specification, audience: Input should be 'child'"),
    ],
)
def test_what_is_no_plan_is_told_with_its_place(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(InputError, match=r"plan\.yaml: ") as told:
        read_plan(text, tmp_path / "plan.yaml")
    assert words in str(told.value)


def test_a_fault_in_a_section_names_the_section(tmp_path: Path) -> None:
    text = plan_yaml(plan(section(), section("1.2", "Keys")), passage).replace("words: 600", "words: many")
    with pytest.raises(InputError, match=r'chapter 1 \("First"\), section 1 \("Locks"\), words: Input should be a valid integer'):
        read_plan(text, tmp_path / "plan.yaml")


@given(st.text(max_size=200))
def test_no_text_whatever_breaks_the_reader(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    file = tmp_path_factory.mktemp("plan") / "plan.yaml"
    file.write_text(text, encoding="utf-8", errors="replace")
    with pytest.raises(InputError):
        read_plan(text, file)


def test_a_section_that_is_put_in_between_gets_an_id_of_its_own(tmp_path: Path) -> None:
    objective = {"bloom": "remember", "text": "Say what it is."}
    given = [
        {"id": "1.1", "title": "Locks", "objectives": [{"id": "1.1-a", **objective}], "passages": ["a"]},
        {"title": "Bolts", "objectives": [dict(objective), dict(objective)], "passages": ["b"]},
        {"id": "1.2", "title": "Keys", "objectives": [dict(objective), {"id": "1.2-a", **objective}], "passages": ["c"]},
    ]
    whole = {"title": "Doors", "specification": {}, "chapters": [{"title": "All", "sections": given}]}
    sections = read_plan(yaml.safe_dump(whole), tmp_path / "plan.yaml").sections
    assert [section.id for section in sections] == ["1.1", "1.3", "1.2"]
    assert [[objective.id for objective in section.objectives] for section in sections] == [
        ["1.1-a"],
        ["1.3-a", "1.3-b"],
        ["1.2-b", "1.2-a"],
    ]


def test_an_id_is_what_stands_there(tmp_path: Path) -> None:
    text = plan_yaml(plan(section("1.10")), passage).replace("'1.10'", "1.10")
    assert read_plan(text, tmp_path / "plan.yaml").sections[0].id == "1.10"


def test_a_plan_is_edited_once_anything_in_it_is_changed() -> None:
    text = plan_yaml(plan(), passage)
    assert not is_edited(text)
    assert is_edited(text.replace("Locks and keys", "Keys"))
    assert is_edited("title: mine\n")


def test_a_folder_in_its_place_is_told(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").mkdir()
    with pytest.raises(InputError, match="cannot be read"):
        text_of(tmp_path / "plan.yaml")


def test_an_alias_that_could_stand_for_more_than_can_be_held_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"line 2, column 8: is no YAML \(\*all stands for something else; write it out\)"):
        read_plan("title: &all [a, b]\nabout: *all\n", tmp_path)


def test_a_plan_to_follow_names_only_what_the_library_holds(tmp_path: Path) -> None:
    text = plan_yaml(plan(), passage)
    assert plan_to_follow(text, tmp_path, {"a-1"}) == plan_to_follow(text, tmp_path) == plan()
    with pytest.raises(InputError, match=r"section 1\.1: the library holds no passage a-1"):
        plan_to_follow(text, tmp_path, {"b-1"})
