"""A figure drawn from a table is worked out again from the words of the evidence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookwright.agents.textbook.check import Operation, Proof, TableCheck, Verification
from bookwright.curation.verification import verify
from bookwright.curation.verification.amount import amounts
from bookwright.curation.verification.table import verify_table
from bookwright.knowledge.evidence import Evidence

SALES = """Year | Sales | Share | Note
2020 | $1,200 | 5.5 % | first
2021 | $1,300 | 7 % |
2022 | $900 | −2 % | last"""


def evidence(quote: str) -> Evidence:
    return Evidence(document_id="d", start=0, end=len(quote), quote=quote)


async def checked(operation: Operation, equals: str, *rows: str, column: str = "Sales", quote: str = SALES) -> Verification:
    check = TableCheck(evidence=0, column=column, rows=rows, operation=operation, equals=equals)
    return await verify(check, [evidence(quote)])


@pytest.mark.parametrize(
    ("operation", "equals", "rows", "wrong"),
    [
        (Operation.SUM, "$3,400", (), "$3,401"),
        (Operation.SUM, "2500", ("2020", "2021"), "2400"),
        (Operation.MEAN, "1,133.33", (), "1,133.34"),
        (Operation.MEAN, "1250", ("2020", "2021"), "1251"),
        (Operation.MINIMUM, "900 ", (), "1200"),
        (Operation.MAXIMUM, "$1,300", (), "$1,200"),
        (Operation.COUNT, "3", (), "4"),
        (Operation.DIFFERENCE, "100", ("2021", "2020"), "-100"),
        (Operation.DIFFERENCE, "100", ("2020", "2021"), "101"),
        (Operation.VALUE, "$900", ("2022",), "$90"),
    ],
)
async def test_an_operation_is_worked_out_again(operation: Operation, equals: str, rows: tuple[str, ...], wrong: str) -> None:
    assert (await checked(operation, equals, *rows)).proof is Proof.HOLDS
    assert (await checked(operation, wrong, *rows)).proof is Proof.FAILS


async def test_a_column_may_have_signs_and_per_cent() -> None:
    assert (await checked(Operation.SUM, "10.5 %", column="share")).proof is Proof.HOLDS


async def test_a_decimal_comma_is_seen_from_the_column() -> None:
    german = "Jahr | Umsatz\n2020 | 1.200\n2021 | 0,5"

    assert (await checked(Operation.SUM, "1.200,5", column="Umsatz", quote=german)).proof is Proof.HOLDS


@pytest.mark.parametrize(("digits", "proof"), [(400, Proof.FAILS), (5_000, Proof.UNCHECKED)])
async def test_a_number_of_hundreds_of_digits_does_not_make_it_raise(digits: int, proof: Proof) -> None:
    huge = f"Year | Sales\n2020 | {'9' * digits}"

    assert (await checked(Operation.VALUE, "1", quote=huge)).proof is proof


async def test_what_it_comes_to_is_said_for_people() -> None:
    assert "is 3400, not" in (await checked(Operation.SUM, "$3,401")).detail
    assert "is 1133.333333, not" in (await checked(Operation.MEAN, "1,133.34")).detail


@pytest.mark.parametrize(
    ("operation", "equals", "rows", "column", "why"),
    [
        (Operation.SUM, "1", (), "Costs", "no columns are called “Costs”"),
        (Operation.SUM, "1", ("1999",), "Sales", "no row begins with “1999”"),
        (Operation.SUM, "1", (), "Note", "“first” is no number"),
        (Operation.SUM, "many", (), "Sales", "“many” is no number"),
        (Operation.SUM, "3400 €", (), "Sales", "another unit"),
        (Operation.VALUE, "900", (), "Sales", "takes 1 rows, not 3"),
        (Operation.DIFFERENCE, "900", ("2020",), "Sales", "takes 2 rows, not 1"),
    ],
)
async def test_what_the_table_does_not_hold_is_unchecked(
    operation: Operation, equals: str, rows: tuple[str, ...], column: str, why: str
) -> None:
    verification = await checked(operation, equals, *rows, column=column)

    assert verification.proof is Proof.UNCHECKED
    assert why in verification.detail


@pytest.mark.parametrize(
    ("quote", "why"),
    [
        ("There is no table here.", "no table"),
        ("Year | Sales", "no table"),
        ("Year | Sales\n2020 | 1 | 2", "3 cells where there are 2 headings"),
        ("Year | Sales | Sales\n2020 | 1 | 2", "2 columns"),
        ("Year | Sales\n2020 | 1 km\n2021 | 2 m", "different units"),
    ],
)
async def test_evidence_that_is_no_clear_table_is_unchecked(quote: str, why: str) -> None:
    verification = await checked(Operation.SUM, "3", quote=quote)

    assert verification.proof is Proof.UNCHECKED
    assert why in verification.detail


async def test_evidence_that_is_not_there_is_unchecked() -> None:
    check = TableCheck(evidence=3, column="Sales", operation=Operation.SUM, equals="1")

    assert (await verify(check, [])).proof is Proof.UNCHECKED


async def test_a_table_of_markdown_is_read_too() -> None:
    assert (await checked(Operation.SUM, "3", quote="| Year | Sales |\n|---|--:|\n| 2020 | 1 |\n| 2021 | 2 |")).proof is Proof.HOLDS


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("(300)", -300),
        ("−12 %", -12),
        ("$-5", -5),
        ("1 234", 1234),
        ("12 km/h", 12),
        ("1.2.3", None),
        ("12[1]", None),
        ("", None),
        ("12–15", None),
    ],
)
def test_an_amount_is_read_whole_or_not_at_all(text: str, value: int | None) -> None:
    (amount,) = amounts([text])

    assert (amount and amount.value) == value


@given(st.lists(st.integers(-(10**9), 10**9), min_size=1, max_size=12), st.integers(-3, 3).filter(bool))
def test_a_sum_holds_and_no_other(values: list[int], off: int) -> None:
    table = evidence("Name | Value\n" + "\n".join(f"r{n} | {value:,}" for n, value in enumerate(values)))

    def proof(equals: int) -> Proof:
        return verify_table(TableCheck(evidence=0, column="Value", operation=Operation.SUM, equals=f"{equals:,}"), [table]).proof

    assert proof(sum(values)) is Proof.HOLDS
    assert proof(sum(values) + off) is Proof.FAILS


@given(st.text(max_size=300), st.text(max_size=20), st.sampled_from(Operation))
def test_no_text_makes_it_raise(quote: str, word: str, operation: Operation) -> None:
    check = TableCheck(evidence=0, column=word, rows=(word,) if word else (), operation=operation, equals=word)

    assert verify_table(check, [evidence(quote)]).proof in Proof
