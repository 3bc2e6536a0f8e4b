"""Problems of a table, told at once."""

import pytest

from topline import DataError
from topline.figures.problems import SHOWN, Problem, reason_of, refuse


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


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (IndexError("index 0 is out of bounds for axis 0 with size 0"), "its reader stopped"),
        (KeyError("xl/workbook.xml"), "its reader stopped"),
        (SyntaxError("mismatched tag (<string>, line 1)"), "a part of it is cut off, or no XML"),
        (ValueError("Unable to read from file.\nmore"), "Unable to read from file"),
        (OSError(""), "OSError"),
    ],
)
def test_what_a_library_did_not_foresee_is_told_in_our_words(error, reason):
    assert reason_of(error) == reason
