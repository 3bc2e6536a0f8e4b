"""The covariance of estimates: cells where they are asked for, the whole where it is wanted."""

import pickle

import numpy as np
import pandas as pd
import pytest

from topline import Covariance, DataError, Estimates, estimate_figures
from topline.estimates.covariance import covariance_of

MATRIX = np.array([[4.0, 1.0, np.nan], [1.0, 9.0, 2.0], [np.nan, 2.0, 1.0]])
ERROR = np.sqrt(np.diag(MATRIX))


class Counted:
    """Cells of a covariance, and how many were made."""

    def __init__(self, covariance):
        self.covariance, self.made = covariance, 0

    def __call__(self, rows, columns):
        found = self.covariance.cells(rows, columns)
        self.made += np.size(found)
        return found


def counted(estimates):
    """Return the same estimates with a covariance that counts its cells."""
    cells = Counted(estimates.covariance)
    return Estimates(estimates.table, Covariance(len(estimates), cells), estimates.method), cells


def figures(count):
    """So many figures, ten a survey, every tenth a repeat of the one before."""
    number = np.arange(count)
    names = [f"f{k}" for k in number]
    return pd.DataFrame(
        {
            "figure_id": names,
            "claim": "prefer",
            "percent": 20 + number % 60,
            "n": 400,
            "unit": "share_of_respondents",
            "survey_id": [f"s{k // 10}" for k in number],
            "duplicate_of": [names[k - 1] if k % 10 == 9 else None for k in number],
        }
    )


@pytest.mark.parametrize(
    "given", [MATRIX, MATRIX.tolist(), lambda: MATRIX, covariance_of(MATRIX, ERROR)]
)
def test_computes_as_the_matrix_does(given):
    found = covariance_of(given, ERROR)
    assert (found.shape, len(found)) == ((3, 3), 3)
    np.testing.assert_array_equal(found, MATRIX)
    np.testing.assert_array_equal(found.variances, [4, 9, 1])
    np.testing.assert_array_equal(found.block([2, 1]), [[1, 2], [2, 9]])
    np.testing.assert_array_equal(found[[True, False, True]], MATRIX[[0, 2]])
    np.testing.assert_array_equal(found[np.ix_([0, 1], [1])], [[1], [9]])
    np.testing.assert_array_equal(found[1:, -1], [2, 1])
    assert (found[0, 1], found[-1, -1], found[1][2]) == (1.0, 1.0, 2.0)
    weights = np.array([0, 1, -1])
    np.testing.assert_array_equal(found @ weights, MATRIX @ weights)
    np.testing.assert_array_equal(weights @ found, weights @ MATRIX)
    np.testing.assert_array_equal(np.sqrt(found), np.sqrt(MATRIX))
    np.testing.assert_array_equal(np.array(found) + 1, found + 1)
    np.testing.assert_array_equal(found.subset([2, 1]), MATRIX[np.ix_([2, 1], [2, 1])])
    assert repr(found).startswith("Covariance of 3 estimates:\n[[")


def test_the_whole_is_read_only_and_a_copy_is_not():
    given = MATRIX.copy()
    found = covariance_of(given, ERROR)
    given[0, 0] = 100
    assert found[0, 0] == 4
    with pytest.raises(ValueError, match="read-only"):
        np.asarray(found)[0, 0] = 1
    np.array(found)[0, 0] = 1
    assert found[0, 0] == 4


def test_only_variances_are_known_by_default():
    found = covariance_of(None, ERROR)
    np.testing.assert_array_equal(found.variances, ERROR**2)
    assert np.isnan(found[0, 1])


def test_a_function_is_called_once_when_a_cell_is_asked_for():
    calls = []

    def made():
        calls.append(1)
        return MATRIX

    found = covariance_of(made, ERROR)
    assert not calls
    assert found[0, 0] == 4
    np.testing.assert_array_equal(found, MATRIX)
    assert len(calls) == 1


@pytest.mark.parametrize(
    "given", [np.eye(2), lambda: np.eye(2), Covariance(2, np.eye(2).__getitem__)]
)
def test_another_shape_is_refused(given):
    with pytest.raises(DataError, match=r"the covariance has shape \(2, 2\); 3 estimates need"):
        np.asarray(covariance_of(given, ERROR))


def test_equal_where_every_cell_is():
    found = covariance_of(MATRIX, ERROR)
    assert found.equals(covariance_of(lambda: MATRIX, ERROR))
    assert not found.equals(covariance_of(None, ERROR))
    assert not found.equals(found.subset([0, 1]))


def test_survives_a_pickle():
    estimates = estimate_figures(figures(20))
    again = pickle.loads(pickle.dumps(estimates))
    assert again == estimates
    assert pickle.loads(pickle.dumps(estimates.compare(pairs="adjacent"))) == estimates.compare(
        pairs="adjacent"
    )


def test_thousands_of_figures_need_no_matrix():
    estimates, cells = counted(estimate_figures(figures(5000)))
    assert cells.made == 0
    estimates.with_interval(0.9)
    part = estimates.subset(np.arange(2500))
    repr(estimates)
    assert cells.made == 0
    estimates.contrast({"f0": 1, "f4999": -1})
    assert cells.made == 4
    part.compare(pairs=[("f1", "f20"), ("f3", "f40")])
    assert cells.made <= 4 + 2500 + 2


def test_differences_make_the_cells_they_need():
    estimates, cells = counted(estimate_figures(figures(200)))
    found = estimates.compare(pairs="adjacent")
    assert cells.made == 200 + 199
    whole = np.asarray(estimate_figures(figures(200)).covariance)
    weights = np.eye(200)[1:] - np.eye(200)[:-1]
    known = ~np.isnan(whole)
    assert found.covariance[0, 150] == pytest.approx(
        weights[0] @ np.where(known, whole, 0) @ weights[150]
    )
    assert found.covariance[0, 0] == pytest.approx(found.table["std_error"].iloc[0] ** 2)


def test_nets_leave_other_rows_alone():
    k = 300
    columns = {"outcome": "q", "category": [f"c{j}" for j in range(k)], "quantity": "proportion"}
    statistics = {
        "estimate": 1 / k,
        "std_error": 0.001,
        "ci_low": np.nan,
        "ci_high": np.nan,
        "confidence_level": 0.95,
        "interval": "logit",
        "df": 50.0,
        "n": 400,
        "n_effective": 400.0,
        "deff": 1.0,
        "flag": "",
    }
    made = Estimates(
        pd.DataFrame(columns | statistics, index=range(k)), np.eye(k) * 1e-6, "made up"
    )
    estimates, cells = counted(made)
    net = estimates.net({"two": ["c1", "c7"]})
    assert cells.made == 4
    assert net.table["std_error"].iloc[0] == pytest.approx(np.sqrt(2e-6))


def test_what_is_not_published_is_left_out_cell_by_cell():
    table = estimate_figures(figures(40)).table.assign(reasons=["no_variance"] + [""] * 39)
    every, cells = counted(Estimates(table, covariance_of(None, table["std_error"].to_numpy())))
    left = every.without_suppressed()
    assert cells.made == 0
    known = np.square(table["std_error"].to_numpy()[2])
    np.testing.assert_array_equal(
        left.covariance.block([0, 2]), [[np.nan, np.nan], [np.nan, known]]
    )
    assert cells.made == 4
    whole = np.asarray(every.covariance).copy()
    whole[0] = whole[:, 0] = np.nan
    np.testing.assert_array_equal(left.covariance, whole)
