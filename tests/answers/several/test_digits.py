"""Several answers written as one number."""

import pytest

from tests.conftest import in_one_test
from topline.answers.several import several_in_digits, split_answers


@pytest.mark.quick
@in_one_test(
    ("texts", "told"),
    [
        (["1", "2", "3", "12", "13", "23", "123"], "'123' could be the answers 1, 2 and 3"),
        (
            ["10110", "01100", "00000", "11111", "00011"],
            "'10110' could be an answer for each place",
        ),
        # without the zeros that lead
        (["0", "1", "10", "11", "101", "110", "111", "1011"], "'11' could be an answer for each"),
        # ages, counts, amounts, years, marks, yes and no
        ([str(age) for age in range(18, 90)], ""),
        ([str(n) for n in range(1, 21)], ""),
        (["12", "13", "14", "15", "16", "17", "18", "19"], ""),
        (["1", "2", "3", "12", "15", "24", "36"], ""),
        (["0", "10", "100", "1000", "10000"], ""),
        (["1", "10", "100", "110", "101"], ""),
        (["0", "1"], ""),
        (["1", "2", "3", "4", "5"], ""),
        (["a", "12", "13", "23", "123"], ""),
        ([], ""),
    ],
)
def test_digits_that_are_answers(texts, told):
    found = several_in_digits(texts)
    assert found.startswith(told)
    assert bool(found) == bool(told)


def test_lists_as_r_writes_them_are_several_answers():
    counts = {'c("Radio", "TV")': 9, "Radio": 8, "TV": 7, 'c("Radio", "TV", "Web")': 4, "Web": 3}
    found = split_answers({**counts, "character(0)": 5})
    assert found is not None
    assert found.options == ("Radio", "TV", "Web")
