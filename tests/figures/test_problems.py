"""Problems of a table, told at once."""

import pytest

from topline import DataError
from topline.figures.problems import SHOWN, Problem, refuse


def told(problems, lines=None):
    with pytest.raises(DataError) as caught:
        refuse(problems, "polls.csv", lines)
    return str(caught.value)


def test_no_problem_is_no_error():
    assert refuse([], "polls.csv") is None


def test_one_problem_is_one_sentence():
    assert told([Problem(4, "n", "-5", "write it in digits")], lines=range(2, 9)) == (
        "polls.csv, row 5 (line 6), column 'n', value '-5': write it in digits"
    )
    assert told([Problem(0, "unit", None, "say what was measured")]) == (
        "polls.csv, row 1, column 'unit', empty: say what was measured"
    )


def test_a_long_value_is_cut():
    message = told([Problem(0, "n", "9" * 5000, "correct it")])
    assert message == f"polls.csv, row 1, column 'n', value '{'9' * 59}…': correct it"


def test_many_problems_come_in_row_order_and_the_rest_is_counted():
    message = told([Problem(row, "n", "0", "correct it") for row in reversed(range(SHOWN + 3))])
    lines = message.splitlines()
    assert lines[0] == "polls.csv has 13 problems:"
    assert lines[1] == "- row 1, column 'n', value '0': correct it"
    assert lines[-1] == "- and 3 more"
    assert len(lines) == SHOWN + 2
