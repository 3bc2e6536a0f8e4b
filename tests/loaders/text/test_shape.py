"""What the bytes of a text say of its rows, however they come in parts."""

import pandas as pd
import pytest

from tests.conftest import in_one_test
from topline.loaders.codebook.different import different_values
from topline.loaders.text.shape import shape_of

pytestmark = pytest.mark.quick

# the last cell of a row and the first of the next count the same
TEXTS = {
    "plain": ("1,2\n3,4\n", 2, False, set()),
    "no last break": ("1,2\n3,4", 2, False, set()),
    "blank lines": ("\n\n1,2\n\n\n3,4\n\n", 2, False, set()),
    "returns": ("1,2\r\n\r\n3,4\r\n", 2, False, set()),
    "old Macintosh": ("1,2\r3,4\r\r5,6", 3, False, set()),
    "break in a cell": ('1,"a\n\nb"\n2,"c"\n', 2, True, set()),
    "codes": ('01,0\n5,"007"\n', 2, False, {0, 1}),
    "zeros that are numbers": ("0,0\n0.5,-0\n0,0", 3, False, set()),
    "signs": ("1, -05\n-0.5,10\n", 2, False, {0, 1}),
}


@in_one_test(("text", "rows", "broken", "padded"), TEXTS.values(), ids=TEXTS)
@in_one_test("size", [1, 2, 3, 5, 100])
def test_rows_and_codes_are_counted_whatever_the_parts(text, rows, broken, padded, size):
    raw = text.encode()
    found = shape_of((raw[k : k + size] for k in range(0, len(raw), size)), ",", 2)
    assert (found.sound, found.rows, found.broken) == (True, rows, broken)
    assert set(found.padded) == padded


def test_a_separator_above_the_digits_begins_a_cell():
    assert set(shape_of([b"1;007;10\n"], ";", 3).padded) == {1}


@in_one_test(
    "values",
    [
        [3, 1, 3, -2],
        [2.0, None, 5.0, 2.0],
        [0.5, 1.0, None],
        [1.0, float("inf"), 2.0],
        [1e300, -1e300],
        [None, None],
        [10**17, 5],
        ["a", None, "b", "a"],
        [True, False, None],
        pd.to_datetime(["2024-02-01", None, "2023-01-01", "2024-02-01"]),
        pd.to_timedelta([3, 1, None, 3], unit="s"),
    ],
)
def test_different_values_are_those_of_pandas(values):
    cells = pd.Series(values)
    if cells.dtype == object and values[0] is None:
        cells = cells.astype(float)
    found = different_values(cells)
    assert sorted(found.tolist()) == sorted(cells.dropna().unique().tolist())
    assert len(found) == cells.nunique()


@in_one_test("text", [text for text, *_ in TEXTS.values()], ids=TEXTS)
@in_one_test("size", [1, 2, 3, 5, 100])
def test_rows_above_a_place_where_a_text_is_parted_are_counted(text, size):
    raw = text.encode()
    for place, above in shape_of(
        (raw[k : k + size] for k in range(0, len(raw), size)), ",", 2
    ).starts:
        assert above == shape_of([raw[:place]], ",", 2).rows, place
