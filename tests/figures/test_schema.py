"""The one table of columns: consistent in itself, and closed to changes."""

import pytest

from topline.figures.schema import FIGURE_COLUMNS, SAMPLE_COLUMNS


def test_a_user_must_bring_two_columns():
    required = {key for key, column in FIGURE_COLUMNS.items() if column.required}
    assert required == {"percent", "n"}


def test_every_column_says_what_it_means_and_holds():
    for column in FIGURE_COLUMNS.values():
        assert column.meaning
        assert column.dtype in ("string", "Int64", "Float64", "category")
        assert bool(column.categories) == (column.dtype == "category")
        assert column.default is None or column.default in column.categories
        assert not column.ordered or column.categories


def test_sample_columns_are_columns():
    assert set(SAMPLE_COLUMNS) < set(FIGURE_COLUMNS)
    assert SAMPLE_COLUMNS[0] == "survey_id"


def test_the_table_cannot_be_changed():
    with pytest.raises(TypeError):
        FIGURE_COLUMNS["n"] = FIGURE_COLUMNS["claim"]
    with pytest.raises(AttributeError):
        FIGURE_COLUMNS["n"].meaning = "something else"
