"""book.html: one file, every sentence of it leads to the words of its source."""

import re
from collections.abc import Mapping
from itertools import pairwise

import pytest

from bookwright.agents.textbook.check import Proof, Verification
from bookwright.curation.book.book import Book
from bookwright.errors import InputError
from bookwright.knowledge.document import Document
from bookwright.service.book.citations import AROUND, cited
from bookwright.service.book.html import html_of
from tests.service.book.reading import Page


@pytest.fixture(scope="module")
def page(book: Book, sources: Mapping[str, Document]) -> Page:
    return Page(html_of(book, sources))


def part(page: Page, kind: str) -> str:
    return page.words(f"(//div[contains(concat(' ', @class, ' '), ' {kind} ')])[1]")


def test_nothing_is_fetched_from_anywhere(page: Page) -> None:
    targets = page.tree.xpath("//@href | //@src | //@srcset | //@action | //@data | //@poster")
    assert targets
    assert all(target.startswith("#") for target in targets)
    assert not re.search(r"url\(|@import", page.source)


def test_every_link_has_its_target_and_every_id_is_there_once(page: Page) -> None:
    assert {target[1:] for target in page.tree.xpath("//@href")} <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))
    assert set(" ".join(page.tree.xpath("//@aria-labelledby")).split()) <= set(page.ids)


def test_only_the_style_and_the_script_of_the_file_may_act(page: Page) -> None:
    (policy,) = page.tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert len(page.tree.xpath("//script")) == len(page.tree.xpath("//style")) == 1
    assert not page.tree.xpath("//@style")


def test_a_citation_leads_to_the_exact_words_inside_what_stands_around_them(
    page: Page, book: Book, sources: Mapping[str, Document]
) -> None:
    evidence = list(dict.fromkeys(evidence for _, evidence in cited(book)))
    assert len(page.tree.xpath("//mark")) == len(evidence)
    for number, words in enumerate(evidence, 1):
        assert page.marked(f"source-{number}") == words.quote
        (shown,) = page.tree.xpath(f"//*[@id='source-{number}']/blockquote")
        around = shown.text_content().removeprefix("… ").removesuffix(" …")
        assert around in sources[words.document_id].text
        assert len(words.quote) <= len(around) <= len(words.quote) + 2 * AROUND


def test_each_sentence_has_the_numbers_of_its_own_evidence(page: Page, book: Book) -> None:
    summary = book.sections[0].draft.parts[-1]
    for claim, item in zip(summary.claims, page.tree.xpath("(//div[@class='part summary'])[1]//li"), strict=True):
        quotes = [page.marked(target[1:]) for target in item.xpath(".//a[@class='cite']/@href")]
        assert quotes == [book.sections[0].draft.evidence[index].quote for index in claim.evidence]


def test_a_passage_names_its_document_and_the_headings_above_it(page: Page) -> None:
    assert page.words("//*[@id='source-1']/p") == "Shared-State Concurrency , Controlling Access with Mutexes"


def test_headings_go_down_by_one(page: Page) -> None:
    levels = [int(heading.tag[1]) for heading in page.tree.xpath("//h1 | //h2 | //h3 | //h4 | //h5")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_tables_code_and_figures_of_the_sources_are_shown_as_such(page: Page) -> None:
    table = page.tree.xpath("//figure[contains(@class, 'table')]//table")[0]
    assert [cell.text for cell in table.xpath(".//th")] == ["AAL", "Requirement"]
    assert [[cell.text for cell in row.xpath("td")] for row in table.xpath(".//tbody/tr")] == [
        ["1", "Presentation of any one factor"],
        ["2", "Presentation of a memorized secret or biometric"],
    ]
    assert page.words("//figure[contains(@class, 'code')]//code") == 'let s = String::from("hello");'
    assert "Exploring the API of Mutex<T>" in page.words("//figure[contains(@class, 'figure')]/blockquote")


def test_each_kind_of_part_says_what_it_is(page: Page) -> None:
    assert part(page, "conflict").startswith("The sources disagree Session Management A cookie is no authenticator.")
    assert "Shared-State Concurrency A mutex keeps others out." in part(page, "conflict")
    assert part(page, "misconception").startswith("A common misconception")
    assert len(page.tree.xpath("//div[@class='part procedure']/ol/li")) == 2


def test_a_worked_example_has_steps_an_answer_and_its_check(page: Page) -> None:
    told = part(page, "worked_example")
    assert "Answer 7" in told
    assert "Checked by running the program." in told
    assert "total += step" in told


def test_solutions_unfold_and_say_how_they_were_checked(page: Page) -> None:
    solutions = [" ".join(found.text_content().split()) for found in page.tree.xpath("//ol[@class='exercises']//details")]
    assert "Checked: these are the words of the source." in solutions[0]
    assert "5 and 6 are added. It holds 11." in solutions[1]
    assert "Answer" not in solutions[1]
    assert "Checked by calculation: 5+6 = 11" in solutions[1]
    assert "Not checked: there was nothing to work out." in solutions[2]


def test_a_check_that_failed_is_not_told_as_one_that_held(book: Book, sources: Mapping[str, Document]) -> None:
    (chapter, *others) = book.chapters
    (section, *rest) = chapter.sections
    failed = Verification(method="code", proof=Proof.FAILS, detail="it prints 8")
    changed = section.model_copy(update={"verifications": (failed,)})
    chapters = (chapter.model_copy(update={"sections": (changed, *rest)}), *others)
    told = part(Page(html_of(book.model_copy(update={"chapters": chapters}), sources)), "worked_example")
    assert "The check failed: it prints 8." in told
    assert "Checked by" not in told


def test_a_section_names_what_it_builds_on(page: Page) -> None:
    told = page.tree.xpath("//section[@id='section-1-2']//p[@class='builds']")[0]
    assert told.xpath("a/@href") == ["#section-1-1"]
    assert "“Histograms” (not in this book)" in told.text_content()


def test_a_term_leads_to_its_entry_where_it_first_stands_in_a_section(page: Page) -> None:
    in_first = page.tree.xpath("//section[@id='section-1-1']//a[@class='term']")
    assert [link.text for link in in_first] == ["mutex"]
    assert page.words(f"//*[@id='{in_first[0].get('href')[1:]}']/dt") == "mutex"


def test_a_contract_s_own_term_is_marked_where_that_contract_is_cited_alone(book: Book, sources: Mapping[str, Document]) -> None:
    glossary = tuple(entry.model_copy(update={"definition": f"“{entry.name}” means what keeps others out."}) for entry in book.glossary)
    assert "mutex" in [link.text for link in Page(html_of(book, sources)).tree.xpath("//a[@class='term']")]
    home = next(entry for entry in glossary if entry.name == "mutex").evidence[0].document_id
    away = tuple(
        entry.model_copy(update={"evidence": (book.sections[1].draft.evidence[0],)}) if entry.name == "mutex" else entry
        for entry in glossary
    )
    page = Page(html_of(book.model_copy(update={"glossary": away}), sources))
    assert home != away[0].evidence[0].document_id
    assert not page.tree.xpath("//section[@id='section-1-1']//a[@class='term']")


def test_what_was_left_out_is_told_with_the_reason(page: Page) -> None:
    told = page.words("//section[@id='left_out']")
    assert "1 section: its judges did not take it: not grounded Histograms" in told
    assert "two sentences rest on nothing" not in told, "what a judge said is for the run's rejects"
    assert "2.2" not in told, "a number of the plan is that of another section in the book"
    assert "only links 2" in told
    assert "too short 1" in told
    assert "says the same as another passage 2" in told


def test_sources_have_their_licences(page: Page) -> None:
    told = page.words("//section[@id='documents']")
    assert "prometheus-alerting.md · licence: CC-BY-4.0" in told
    assert "ch10-00-generics.md · no licence stated" in told


def test_the_colophon_tells_who_made_it(page: Page) -> None:
    told = page.words("//section[@id='colophon']")
    assert "a-model planner, writer" in told
    assert "rules, without a language model judge" in told
    assert "Written for college students" in told


def test_a_study_guide_says_that_it_is_one(book: Book, sources: Mapping[str, Document], page: Page) -> None:
    guide = Page(html_of(book.model_copy(update={"guide": True}), sources))
    assert guide.words("//header").startswith("Study guide")
    assert "the sources’ own words" in guide.words("//header")
    assert page.words("//header").startswith("Textbook")


def test_an_empty_book_is_still_a_page(book: Book) -> None:
    nothing = {"chapters": (), "glossary": (), "index": (), "missing": (), "findings": (), "unused": (), "documents": ()}
    empty = Page(html_of(book.model_copy(update=nothing), {}))
    assert [section.get("id") for section in empty.tree.xpath("//main/section")] == ["colophon"]


def test_a_book_is_not_shown_over_other_documents(book: Book, sources: Mapping[str, Document]) -> None:
    cited_one = next(evidence.document_id for _, evidence in cited(book))
    changed = sources[cited_one].model_copy(update={"text": "x" + sources[cited_one].text})
    for others in ({}, {**sources, cited_one: changed}):
        with pytest.raises(InputError, match=f"document {cited_one[:12]}: does not hold words that the book cites"):
            html_of(book, others)


def test_what_is_made_up_is_marked_as_invented(page: Page) -> None:
    case = page.words("//section[@id='chapter-1']/div[@class='case']")
    assert case.startswith("An invented case runs through this chapter.")
    assert case.endswith("Ada's shop has 3 tills that raise one counter.")
    assert not page.tree.xpath("//section[@id='chapter-2']/div[@class='case']")
    assert part(page, "illustration").startswith("Example, invented Three tills Three tills sell at once.")
    assert part(page, "worked_example").startswith("Worked example, invented Two steps")
    assert "invented" not in part(page, "example")


def test_rules_that_no_section_takes_up_are_named_with_their_document(page: Page) -> None:
    told = page.words("//section[@id='left_out']")
    assert (
        "1 rule of the sources that no section takes up: “You must attempt to acquire the lock before using the data.” Shared-State" in told
    )
