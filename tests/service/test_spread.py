"""Work over several processes gives what work in this one gives."""

import os

import pytest

from bookwright.errors import InputError
from bookwright.service.spread import MANY, spread


def doubled(number: int) -> int:
    return 2 * number


def process_of(_: int) -> int:
    return os.getpid()


def refused_after_ten(number: int) -> int:
    if number > 10:
        raise InputError(f"{number}: is too many")
    return number


@pytest.mark.parametrize("count", [0, 3, MANY + 7])
def test_results_come_in_the_order_of_the_items(count: int) -> None:
    assert list(spread(doubled, range(count))) == [2 * number for number in range(count)]


def test_few_items_stay_in_this_process_and_many_do_not() -> None:
    assert set(spread(process_of, range(10))) == {os.getpid()}
    assert os.getpid() not in set(spread(process_of, range(MANY)))


@pytest.mark.parametrize("count", [20, MANY])
def test_what_is_raised_comes_through(count: int) -> None:
    with pytest.raises(InputError, match="11: is too many"):
        list(spread(refused_after_ten, range(count)))
