"""What charts read of a table: checked at the door, the same for every chart."""

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from tests.plotting.special import scale
from tests.plotting.test_sizes import rows
from topline import (
    ArgumentError,
    DataError,
    Survey,
    plot_crosstab,
    plot_estimates,
    plot_likert,
    plot_trend,
    publish,
)
from topline.plotting.frame.tables import bounded_rows, common_level, finite_values, varying
from topline.plotting.publishing.captions import known


@pytest.mark.parametrize(
    ("plot", "takes"),
    [
        (plot_estimates, "expected Estimates or a DataFrame"),
        (plot_likert, "expected Estimates or a DataFrame"),
        (lambda table: plot_trend(table, wave="wave"), "expected Estimates or a DataFrame"),
        (plot_crosstab, "expected a Crosstab, Estimates or a DataFrame"),
    ],
)
def test_what_is_no_table_is_refused_by_name(plot, takes):
    with pytest.raises(ArgumentError, match=f"the table is a list; {takes}"):
        plot([0.1, 0.2])


@pytest.mark.parametrize(
    ("plot", "frame", "needs"),
    [
        (plot_estimates, rows(2), "a chart of estimates needs estimate, ci_low, ci_high"),
        (plot_likert, scale(2), "a chart of a scale needs category and estimate"),
    ],
)
def test_a_missing_column_is_named_with_what_a_chart_needs(plot, frame, needs):
    with pytest.raises(DataError, match=f"no column 'estimate'; {needs}"):
        plot(frame.drop(columns="estimate"))
    with pytest.raises(DataError, match="the table has no rows"):
        plot(frame[:0])


@pytest.mark.parametrize(
    ("plot", "role"),
    [
        (lambda frame, name: plot_estimates(frame, group=name), "group"),
        (lambda frame, name: plot_trend(frame, wave=name), "wave"),
        (lambda frame, name: plot_crosstab(frame, rows=name), "rows"),
    ],
)
def test_an_option_that_names_no_column_is_told_the_columns(plot, role):
    with pytest.raises(ArgumentError, match=f"{role} is 'wo', which is no column; choose from "):
        plot(rows(2), "wo")


def test_what_all_rows_share_is_told_from_what_varies():
    frame = rows(3)
    assert varying(frame, ["label", "publisher"]) == ["label"]
    assert common_level(frame) == 0.95
    assert common_level(frame.assign(confidence_level=[0.9, 0.95, np.nan])) is None
    assert common_level(frame.drop(columns="confidence_level")) is None
    assert len(bounded_rows(frame)) == 2
    assert len(finite_values(frame)) == 7


def test_a_source_is_of_all_rows_only_where_each_tells_it():
    table = pd.DataFrame({"mode": ["web", "web ", "not stated"], "vendor": ["A", " A", "A"]})
    assert known(table, "mode") == ["web"]
    assert known(table, "mode", everywhere=True) == []
    assert known(table, "vendor", everywhere=True) == ["A"]
    assert known(table, "fielded") == []


COLUMNS = {"label": ["a", "b"], "estimate": [0.3, 0.5], "ci_low": [0.2, 0.4], "ci_high": [0.4, 0.6]}


@pytest.mark.parametrize(
    "given",
    [
        COLUMNS,
        [dict(zip(COLUMNS, row, strict=True)) for row in zip(*COLUMNS.values(), strict=True)],
        pl.DataFrame(COLUMNS),
        pa.table(COLUMNS),
    ],
    ids=["columns", "rows", "polars", "pyarrow"],
)
def test_a_table_is_whatever_has_estimates_and_limits(given):
    found = publish(plot_estimates(given), title="x").table
    pd.testing.assert_frame_equal(found, pd.DataFrame(COLUMNS), check_dtype=False)


def test_a_crosstab_is_its_estimates():
    data = pd.DataFrame({"answer": ["yes", "no", "yes"] * 30, "who": ["a", "b"] * 45})
    table = Survey(data).crosstab("answer", "who")
    found = publish(plot_estimates(table), title="x").table
    assert found["estimate"].tolist() == table.estimates.table["estimate"].tolist()


def test_columns_of_different_lengths_are_no_table():
    with pytest.raises(ArgumentError, match="the table is a dict; expected Estimates"):
        plot_estimates(COLUMNS | {"n": [1, 2, 3]})
