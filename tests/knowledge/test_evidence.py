"""Evidence: what models change without meaning to is forgiven, a changed word, "not" or number never, and offsets are true."""

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bookwright.knowledge.evidence import Evidence, locate, locate_parts, numbers, squeeze, squeezed

SOURCE = (
    "Under § 4, the tenant must not sub-let the flat—whole or part—without the landlord’s consent.\n\n"
    "The deposit is $1,250.50, i.e. 2.5 months’ rent; it is returned within 30–45 days [12] if no damage is found.\n"
    "At −5 °C the pump stops. At 5 °C it runs again, and max_retries grows by 12 %. The naïve café test took 1.5 million steps.\n"
    "Call printf(fmt, ...) first. It is unable to recover. The water is H₂O, the office is efﬁcient."
)
BASE = 1000
WORDS = sorted(set(re.findall(r"[A-Za-zï’é]{4,}", SOURCE)))


def find(quote: str) -> str | None:
    """The source's own words for a quote; checks that they stand at the offsets given."""
    evidence = locate(quote, SOURCE, "d", BASE)
    return None if evidence is None else at(evidence)


def at(evidence: Evidence) -> str:
    assert SOURCE[evidence.start - BASE : evidence.end - BASE] == evidence.quote
    assert evidence.document_id == "d"
    return evidence.quote


@pytest.mark.parametrize(
    ("changed", "quote", "found"),
    [
        ("nothing", "the tenant must not sub-let the flat", "the tenant must not sub-let the flat"),
        ("white space", "the  tenant\nmust not\tsub-let", "the tenant must not sub-let"),
        ("white space across a paragraph", "landlord’s consent. The deposit is", "landlord’s consent.\n\nThe deposit is"),
        ("hyphenation", "the ten-\nant must not sublet the flat", "the tenant must not sub-let the flat"),
        ("dashes", "the flat - whole or part - without", "the flat—whole or part—without"),
        ("quotation marks", "the landlord's consent", "the landlord’s consent"),
        ("case", "THE TENANT MUST NOT", "the tenant must not"),
        ("bold", "the tenant **must not** sub-let", "the tenant must not sub-let"),
        ("a reference inserted", "the tenant must not [3] sub-let [4–6]", "the tenant must not sub-let"),
        ("a reference of the source's own", "45 days [12] if no damage", "45 days [12] if no damage"),
        ("a range with a hyphen", "within 30-45 days", "within 30–45 days"),
        ("another minus", "At -5 °C the pump", "At −5 °C the pump"),
        ("space before per cent", "grows by 12%", "grows by 12 %."),
        ("ligatures", "the office is efficient", "the office is efﬁcient"),
        ("decomposed accents", "The nai\u0308ve cafe\u0301 test", "The naïve café test"),
        ("closing marks left out", "if no damage is found", "if no damage is found"),
        ("closing marks of another kind", "if no damage is found!", "if no damage is found."),
        ("underscores", "max retries grows", "max_retries grows"),
        ("an ellipsis of the source's own", "Call printf(fmt, ...) first.", "Call printf(fmt, ...) first."),
    ],
)
def test_what_models_change_without_meaning_to_is_forgiven(changed: str, quote: str, found: str) -> None:
    assert find(quote) == found


@pytest.mark.parametrize(
    ("changed", "quote"),
    [
        ("number", "within 30–54 days"),
        ("number without its decimals", "2 months’ rent"),
        ("number cut at the front", "5 months’ rent"),
        ("number cut at the end", "The deposit is $1"),
        ("number cut at its decimals", "The deposit is $1,250"),
        ("number cut out of a decimal", "took 1"),
        ("decimal point", "test took 15 million steps"),
        ("thousands for decimals", "The deposit is $1.250,50"),
        ("minus dropped", "5 °C the pump stops"),
        ("minus added", "At −5 °C it runs"),
        ("per cent dropped", "grows by 12. The"),
        ("negation dropped", "the tenant must sub-let"),
        ("negation added", "if no damage is not found"),
        ("negation inside a word", "able to recover"),
        ("word swapped", "the tenant must not sell the flat"),
        ("word dropped", "the tenant must sub-let the flat"),
        ("word cut", "enant must not sub-let"),
        ("accent dropped", "The naive cafe test"),
        ("half a ligature", "the office is eff"),
        ("order", "must not the tenant"),
        ("other document", "A ledger keeps every paid answer"),
        ("nothing to find", "—"),
        ("too short", "It"),
        ("empty", ""),
    ],
)
def test_what_changes_the_meaning_is_never_located(changed: str, quote: str) -> None:
    assert find(quote) is None
    assert locate_parts(quote, SOURCE, "d", BASE) == ()


@pytest.mark.parametrize(
    ("quote", "source", "located"),
    [
        ("the caf\u00e9", "In the cafe\u0301 at noon.", True),
        ("the cafe\u0301", "In the caf\u00e9 at noon.", True),
        ("the cafe", "In the cafe\u0301 at noon.", False),
        ("the ❤ sign", "Press the ❤\ufe0f sign.", True),
        ("कम", "कमी है", False),
        ("会话", "一个会话在什么时候结束", False),
        ("会话在", "一个会话在什么时候结束", True),
    ],
)
def test_accents_and_other_scripts(quote: str, source: str, located: bool) -> None:
    assert (locate(quote, source, "d") is not None) == located


@pytest.mark.parametrize(
    ("quote", "source", "located"),
    [
        ("The queue holds > 5 items", "The queue holds < 5 items.", False),
        ("The queue holds 5 items", "The queue holds < 5 items.", False),
        ("The queue holds <5 items", "The queue holds < 5 items.", True),
        ("The queue holds <= 5 items", "The queue holds ≤ 5 items.", True),
        ("The queue holds ≥ 5 items", "The queue holds ≤ 5 items.", False),
        ("if a = b it ends", "if a != b it ends", False),
        ("if a ≠ b it ends", "if a ≠ b it ends", True),
        ("if a = b it ends", "if a ≠ b it ends", False),
        ("see https://a.org/b5 for more", "see <https://a.org/b5> for more", True),
        ("see <https://a.org/b5>", "see https://a.org/b5 for more", True),
        ("the sum a b is", "the sum a + b is", False),
        ("the fee is €5 a day", "the fee is $5 a day", False),
        ("the fee is 5 a day", "the fee is £5 a day", False),
        ("the fee is **$5** a day", "the fee is $5 a day", True),
        ("€5 a day", "the fee is $5 a day", False),
        ("$5 a day", "the fee is $5 a day", True),
        ("> 5 items", "The queue holds < 5 items.", False),
        ("the fee is 5 €", "the fee is 5 $ a day", False),
        ("the fee is 5 €", "the fee is 5 € a day", True),
        ("> The queue holds\n> five items", "The queue holds five items", True),
        ("The queue holds five items", "The queue holds\n> five items", True),
        ("open File -> Save now", "open File → Save now", True),
    ],
)
def test_operators_and_currencies_are_the_sources(quote: str, source: str, located: bool) -> None:
    assert (locate(quote, source, "d") is not None) == located


@pytest.mark.parametrize(
    ("quote", "source", "located"),
    [
        ("is notable to grow", "It is not able to grow.", False),
        ("is not able to grow", "It is notable to grow.", False),
        ("is **not**able to grow", "It is not able to grow.", False),
        ("is not\nable to grow", "It is not **able** to grow.", True),
        ("is note**worthy** to all", "It is noteworthy to all.", True),
        ("the tenant pays", "the ten-\nant pays", True),
        ("the tenant pays", "the ten- ant pays", True),
        ("the flat whole or part", "the flat - whole or part", True),
        ("the flatwhole or part", "the flat - whole or part", False),
        ("a file of 5GB at most", "a file of 5 GB at most", True),
        ("一个 会话在", "一个会话在什么时候结束", True),
    ],
)
def test_the_edges_of_words_are_the_sources(quote: str, source: str, located: bool) -> None:
    assert (locate(quote, source, "d") is not None) == located


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("the tenant must not … without the landlord’s consent", ["the tenant must not", "without the landlord’s consent"]),
        ("the tenant ... the flat", ["the tenant", "the flat"]),
        ("the tenant […] sub-let [...] the flat", ["the tenant", "sub-let", "the flat"]),
        ("… the tenant must not …", ["the tenant must not"]),
        ("The pump stops ... .", ["the pump stops."]),
        ("Call printf(fmt, ...)", ["Call printf(fmt,"]),
        ("the tenant … must not sub-let", ["the tenant must not sub-let"]),
    ],
)
def test_the_parts_around_an_ellipsis_are_located_each(quote: str, found: list[str]) -> None:
    assert [at(piece) for piece in locate_parts(quote, SOURCE, "d", BASE)] == found


@pytest.mark.parametrize("quote", ["the flat … the tenant must", "the tenant … a ledger", "the tenant … It", "…", "", "..."])
def test_parts_in_another_order_or_missing_are_nothing_at_all(quote: str) -> None:
    assert locate_parts(quote, SOURCE, "d", BASE) == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("−5 °C, 12 %, $1,250.50", ["-5", "12%", "1,250.50"]),
        ("30–45 and 30-45", ["30", "45", "30", "45"]),
        ("v1.2.3, RFC9110.", ["1.2.3", "9110"]),
    ],
)
def test_number_tokens_are_as_written(text: str, found: list[str]) -> None:
    assert numbers(text) == found


WORD = st.text(alphabet="abcdeéß", min_size=1, max_size=6)
NUMERAL = st.integers(0, 99_999).map(str) | st.decimals(0, 99, places=2).map(str)
PIECE = WORD | NUMERAL | st.sampled_from(["[7]", "(a)", "“x”", "not", "…", "—", "x̂", "ﬁ", "中文", "❤️", "½", "x²", "\u00ad"])
TEXT = st.lists(PIECE, min_size=3, max_size=25).map(" ".join)


@given(TEXT, st.data())
def test_whatever_is_copied_word_by_word_is_located(text: str, data: st.DataObject) -> None:
    pieces = text.split(" ")
    first = data.draw(st.integers(0, len(pieces) - 1))
    last = data.draw(st.integers(first, len(pieces) - 1))
    quote = " ".join(pieces[first : last + 1])
    assume(len(squeezed(quote)) >= 3)
    evidence = locate(quote, text, "d", BASE)
    assert evidence
    assert text[evidence.start - BASE : evidence.end - BASE] == evidence.quote
    assert squeezed(evidence.quote) == squeezed(quote)


@given(TEXT, st.text(alphabet="abé1.,-−% [7]…not", max_size=30))
def test_whatever_is_located_has_the_same_letters_and_the_same_numbers_at_true_offsets(text: str, quote: str) -> None:
    for evidence in locate_parts(quote, text, "d", BASE):
        assert text[evidence.start - BASE : evidence.end - BASE] == evidence.quote
        assert squeezed(evidence.quote) in squeezed(quote)
        assert all(number in numbers(quote) for number in numbers(evidence.quote))


@given(st.lists(NUMERAL, min_size=2, max_size=6), st.data())
def test_a_number_changed_is_never_located(numerals: list[str], data: st.DataObject) -> None:
    text = " ".join(f"item {number} costs {numeral} euros;" for number, numeral in zip("abcdef", numerals, strict=False))
    place = data.draw(st.integers(0, len(numerals) - 1))
    other = data.draw(NUMERAL.filter(lambda numeral: numeral != numerals[place]))
    assert locate(f"item {'abcdef'[place]} costs {other} euros", text, "d") is None


@given(st.sampled_from(WORDS), st.sampled_from(["not", "never", "no"]))
def test_a_negation_added_anywhere_is_never_located(word: str, negation: str) -> None:
    for sentence in re.split(r"(?<=\.)\s", SOURCE):
        if f" {word} " in sentence:
            assert find(sentence.replace(f" {word} ", f" {negation} {word} ")) is None


def test_squeezing_remembers_where_each_letter_came_from() -> None:
    run, origins = squeeze("Aﬁ—é")
    assert (run, [*origins]) == ("afie\u0301", [0, 1, 1, 3, 3])


def test_a_quote_of_code_keeps_its_brackets() -> None:
    source = 'cumulative counters for the buckets, exposed as <basename>_bucket{le="<upper inclusive bound>"} in each scrape'
    found = locate('<basename>_bucket{le="<upper inclusive bound>"}', source, "d")
    assert found
    assert found.quote == '<basename>_bucket{le="<upper inclusive bound>"}'


def test_of_two_places_with_the_same_letters_the_one_with_the_same_marks_is_meant() -> None:
    source = 'Write <metric name>{<label name>="<value>", ...} or, quoted, {"<metric name>", <label name>="<value>", ...} here.'
    quote = '{"<metric name>", <label name>="<value>", ...}'
    found = locate(quote, source, "d")
    assert found
    assert found.start == source.index(quote)
    assert quote.startswith(found.quote)
