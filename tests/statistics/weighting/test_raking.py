"""Raking from plain columns: invariances, refusals, limits, missing values."""

import contextlib
import tracemalloc

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import in_one_test
from topline import errors
from topline.statistics.weighting.raking.plan import plan_raking
from topline.statistics.weighting.raking.post_stratify import post_stratify_weights
from topline.statistics.weighting.raking.rake import rake_weights

SEX = ["f", "f", "f", "m", "m", "m"]
AGE = ["y", "y", "o", "o", "o", "y"]
COLUMNS = {"sex": SEX, "age": AGE}
TARGETS = {"sex": {"f": 0.52, "m": 0.48}, "age": {"y": 0.4, "o": 0.6}}


@st.composite
def polls(draw):
    """A poll of three columns in which every combination occurs, and targets for it."""
    sizes = [draw(st.integers(2, 4)) for _ in range(3)]
    grid = np.indices(sizes).reshape(3, -1).T
    more = draw(st.integers(0, 30))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    codes = np.concatenate([grid, rng.integers(0, sizes, (more, 3))])
    start = rng.uniform(0.2, 5, len(codes))
    targets = {
        name: dict(enumerate(rng.dirichlet(np.full(size, 5.0)) + 0.01))
        for name, size in zip("abc", sizes, strict=True)
    }
    shares = {
        name: {key: share / sum(own.values()) for key, share in own.items()}
        for name, own in targets.items()
    }
    return {name: codes[:, place] for place, name in enumerate("abc")}, shares, start


def close(one, other):
    np.testing.assert_allclose(one, other, rtol=1e-8)


@given(polls())
def test_margins_are_met_and_nothing_else_matters(poll):
    columns, targets, start = poll
    raked = rake_weights(columns, targets, start=start)
    for name, own in targets.items():
        for key, share in own.items():
            achieved = raked.weights[columns[name] == key].sum() / start.sum()
            assert achieved == pytest.approx(share, rel=1e-9)
    order = np.random.default_rng(1).permutation(len(start))
    mixed = {name: column[order] for name, column in columns.items()}
    close(rake_weights(mixed, targets, start=start[order]).weights, raked.weights[order])
    close(rake_weights(columns, targets, start=7 * start).weights, 7 * raked.weights)
    close(rake_weights(columns, targets, start=raked.weights).weights, raked.weights)
    other = {name: np.array([f"class {key}" for key in one]) for name, one in columns.items()}
    called = {n: {f"class {key}": v for key, v in own.items()} for n, own in targets.items()}
    close(rake_weights(other, called, start=start).weights, raked.weights)
    turned = dict(reversed(targets.items()))
    close(rake_weights(columns, turned, start=start).weights, raked.weights)


@given(polls())
def test_a_category_split_in_proportion_changes_nothing(poll):
    columns, targets, start = poll
    raked = rake_weights(columns, targets, start=start)
    first = columns["a"] == 0
    half = first & (np.arange(len(start)) % 2 == 0)
    if not half.any() or half.sum() == first.sum():
        return
    split = {**columns, "a": np.where(half, 99, columns["a"])}
    part = raked.weights[half].sum() / raked.weights[first].sum()
    own = {**targets["a"], 0: targets["a"][0] * (1 - part), 99: targets["a"][0] * part}
    close(rake_weights(split, {**targets, "a": own}, start=start).weights, raked.weights)


@given(polls())
def test_several_columns_of_weights_are_raked_as_each_is_alone(poll):
    columns, targets, start = poll
    others = np.stack([start, start[::-1], np.sqrt(start)], axis=1)
    plan = plan_raking(columns, targets, start=start)
    solved = plan.solve(plan.cells.sums(others), tolerance=1e-10, max_iterations=100)
    together = others * plan.factors(solved)[plan.cells.of_row]
    for column, weights in zip(together.T, others.T, strict=True):
        close(rake_weights(columns, targets, start=weights, total=start.sum()).weights, column)


@given(polls(), st.floats(1.05, 3))
def test_under_a_cap_no_other_weights_are_nearer(poll, tightness):
    columns, targets, start = poll
    free = rake_weights(columns, targets, start=start).weights
    cap = 1 + (free.max() / free.mean() - 1) / tightness
    raked = None
    with contextlib.suppress(errors.ArgumentError):
        raked = rake_weights(columns, targets, start=start, cap=cap)
    if raked is None:
        return
    assert raked.weights.max() <= cap * raked.weights.mean() * (1 + 1e-12)
    assert raked.gap <= 1e-10
    # inside the cap, log(w/d) is a sum over margins; at the cap it would be larger
    inside = raked.weights < cap * raked.weights.mean() * (1 - 1e-9)
    design = np.column_stack([pd.get_dummies(columns[name]).to_numpy(float) for name in "abc"])
    logs = np.log(raked.weights / start)
    sums = design @ np.linalg.lstsq(design[inside], logs[inside], rcond=None)[0]
    np.testing.assert_allclose(sums[inside], logs[inside], atol=1e-6)


@pytest.mark.quick
def test_kinds_of_columns_read_alike():
    expected = rake_weights(COLUMNS, TARGETS).weights
    frame = pd.DataFrame(COLUMNS)
    for columns in (
        frame,
        frame.astype("category"),
        {name: np.array(column) for name, column in COLUMNS.items()},
        frame.astype("string"),
    ):
        np.testing.assert_allclose(rake_weights(columns, TARGETS).weights, expected, rtol=1e-14)
    numbers = {"sex": {"f": 1, "m": 2}, "age": {"y": 0, "o": 5}}
    codes = {name: frame[name].map(numbers[name]) for name in frame}
    for kind in (np.int8, np.uint16, np.int64, float, object):
        targets = {n: {numbers[n][key]: v for key, v in own.items()} for n, own in TARGETS.items()}
        found = rake_weights({n: c.to_numpy().astype(kind) for n, c in codes.items()}, targets)
        np.testing.assert_allclose(found.weights, expected, rtol=1e-12)
        # as text of a file
        texts = {n: {str(key): v for key, v in own.items()} for n, own in targets.items()}
        found = rake_weights({n: c.to_numpy().astype(kind) for n, c in codes.items()}, texts)
        np.testing.assert_allclose(found.weights, expected, rtol=1e-12)


def test_cells_that_outnumber_rows_are_never_laid_out():
    rng = np.random.default_rng(3)
    columns = {f"c{place}": rng.integers(0, 40, 2_000) for place in range(8)}
    targets = {name: dict.fromkeys(range(40), 1 / 40) for name in columns}
    raked = rake_weights(columns, targets)
    assert raked.gap < 1e-10
    assert len(raked.factors) <= 2_000


def test_an_identifier_among_the_margins_is_refused_before_its_matrix_is_laid_out():
    rows = np.arange(6_000)
    columns = {"id": rows, "half": rows % 2}
    targets = {"id": dict.fromkeys(range(6_000), 1 / 6_000), "half": {0: 0.5, 1: 0.5}}
    start = 1 + rows % 3
    tracemalloc.start()
    with pytest.raises(errors.ArgumentError, match=r"6,002 categories.*at most 5,000.*identifier"):
        rake_weights(columns, targets, start=start)
    assert tracemalloc.get_traced_memory()[1] < 50_000_000
    tracemalloc.stop()
    # one margin alone needs no matrix
    alone = rake_weights({"id": rows}, {"id": targets["id"]}, start=start, total=6_000)
    np.testing.assert_allclose(alone.weights, 1)


@in_one_test(
    ("changed", "words"),
    [
        ({"sex": {"f": 0.5, "m": 0.45}}, ["sex", "0.95", "1"]),
        ({"sex": {"f": 55, "m": 50}}, ["sex", "105", "age"]),
        ({"sex": {"f": 50, "m": 45}, "age": {"y": 35, "o": 60}}, ["sex", "95", "total=95"]),
        ({"sex": {"f": float("nan"), "m": 0.5}}, ["sex", "'f'", "nan"]),
        ({"sex": {"f": "half", "m": 0.5}}, ["sex", "'half'"]),
        ({"sex": {"f": -0.2, "m": 1.2}}, ["sex", "'f'", "-0.2"]),
        ({"sex": {"f": 0, "m": 1}}, ["sex", "'f'", "0", "3 rows"]),
        ({"sex": {}}, ["sex"]),
        ({"sex": {"f": 0.5, "M": 0.5}}, ["sex", "'m'", "'M'"]),
        ({"sx": {"f": 0.5, "m": 0.5}}, ["'sx'", "'sex'"]),
        ({"sex": {"f": 5_000, "m": 5_000}, "age": {"y": 5_500, "o": 5_500}}, ["10,000", "11,000"]),
    ],
)
def test_targets_that_cannot_be_are_refused_by_name(changed, words):
    with pytest.raises(errors.ArgumentError) as caught:
        rake_weights(COLUMNS, {**TARGETS, **changed})
    assert all(word in str(caught.value) for word in words), caught.value


def test_rounded_targets_are_taken_with_a_word():
    with pytest.warns(UserWarning, match=r"'age' add up to 99\.5, not 100"):
        raked = rake_weights(
            COLUMNS, {"sex": {"f": 52, "m": 48}, "age": {"y": 40, "o": 59.5}}, total="n"
        )
    assert raked.weights.sum() == pytest.approx(6)
    counts = {"sex": {"f": 5_200, "m": 4_800}, "age": {"y": 4_000, "o": 6_001}}
    with pytest.warns(UserWarning, match="10,001"):
        raked = rake_weights(COLUMNS, counts)
    assert raked.weights.sum() == pytest.approx(10_000)


def test_the_total_is_what_is_asked_for():
    assert rake_weights(COLUMNS, TARGETS, start=np.full(6, 3.0)).weights.sum() == pytest.approx(18)
    for total, expected in (("n", 6), ("weights", 18), (500, 500)):
        raked = rake_weights(COLUMNS, TARGETS, start=np.full(6, 3.0), total=total)
        assert raked.weights.sum() == pytest.approx(expected)


def test_missing_values_go_where_they_are_told():
    columns = {"sex": ["f", None, "f", "m", "m", "m"], "age": [*AGE[:5], np.nan]}
    with pytest.raises(errors.ArgumentError, match=r"'sex' \(1 row\), 'age' \(1 row\)"):
        rake_weights(columns, TARGETS)
    dropped = rake_weights(columns, TARGETS, missing="drop")
    assert dropped.weights[[1, 5]].tolist() == [0, 0]
    assert dropped.weights.sum() == pytest.approx(4)
    own = rake_weights(columns, TARGETS, missing="category")
    assert own.weights[1] == pytest.approx(1)
    assert own.weights.sum() == pytest.approx(6)
    stated = {"sex": {"f": 0.5, "m": 0.4, None: 0.1}, "age": {"y": 0.3, "o": 0.5, None: 0.2}}
    named = rake_weights(columns, stated)
    assert named.weights[1] == pytest.approx(0.6)
    assert named.weights[5] == pytest.approx(1.2)
    kept = rake_weights(columns, TARGETS, missing="keep")
    sex = np.array([0, -1, 0, 1, 1, 1])
    f, m = (kept.weights[sex == code].sum() for code in (0, 1))
    assert f / (f + m) == pytest.approx(0.52)


def test_groups_have_their_own_targets():
    by = ["DE"] * 6 + ["FR"] * 6
    columns = {name: column * 2 for name, column in COLUMNS.items()}
    other = {"sex": {"f": 0.4, "m": 0.6}}
    raked = rake_weights(columns, {"DE": TARGETS, "FR": other}, by=by)
    alone = rake_weights(COLUMNS, TARGETS).weights
    np.testing.assert_allclose(raked.weights[:6], alone)
    assert raked.weights[6:9].sum() == pytest.approx(2.4)
    for targets, word in (
        ({"DE": TARGETS}, "'FR'"),
        ({"DE": TARGETS, "FR": other, "UK": other}, "'UK'"),
    ):
        with pytest.raises(errors.ArgumentError, match=word):
            rake_weights(columns, targets, by=by)


def test_bounds_hold_and_their_failure_is_told():
    columns = {"sex": ["f"] * 9 + ["m"]}
    raked = rake_weights(columns, {"sex": {"f": 0.6, "m": 0.4}}, bounds=(0.5, 4))
    assert raked.at_bounds == 1
    with pytest.raises(errors.ArgumentError, match=r"did not converge under the bounds 0.5 to 3"):
        rake_weights(columns, {"sex": {"f": 0.6, "m": 0.4}}, bounds=(0.5, 3))
    with pytest.raises(errors.ArgumentError, match=r"leave out the mean g 1000"):
        rake_weights(columns, {"sex": {"f": 6_000, "m": 4_000}}, bounds=(0.5, 3))
    with pytest.raises(errors.ArgumentError, match=r"cap is 0\.5"):
        rake_weights(columns, {"sex": {"f": 0.6, "m": 0.4}}, cap=0.5)


def test_rows_of_one_cell_reach_a_cap_on_weights_each_on_its_own():
    columns = {"sex": ["f", "f", "m", "m"]}
    raked = rake_weights(
        columns,
        {"sex": {"f": 6, "m": 4}},
        start=[1.0, 3.0, 2.0, 2.0],
        bounds=(0, 3.5),
        bounds_on="weight",
    )
    np.testing.assert_allclose(raked.weights, [2.5, 3.5, 2, 2])


def test_post_stratification_names_cells():
    targets = {("f", "y"): 30, ("f", "o"): 20, ("m", "o"): 30, ("m", "y"): 20}
    weighted = post_stratify_weights(COLUMNS, targets)
    np.testing.assert_allclose(weighted.weights, [15, 15, 20, 15, 15, 20])
    with pytest.raises(errors.ArgumentError, match=r"sex × age.*\('m', 'y'\)"):
        post_stratify_weights(COLUMNS, dict(list(targets.items())[:3]))
    with pytest.raises(errors.ArgumentError, match="start is -1 in row 2"):
        post_stratify_weights(COLUMNS, targets, start=[1, -1, 1, 1, 1, 1])


def test_a_column_of_weights_without_anybody_of_a_category_is_refused():
    plan = plan_raking(COLUMNS, TARGETS)
    weights = np.ones((6, 3))
    weights[3:, 1] = 0
    solved = plan.solve(plan.cells.sums(weights), tolerance=1e-10, max_iterations=100)
    assert solved[0].converged.tolist() == [True, False, True]
    with pytest.raises(errors.ArgumentError, match=r"replicate weight 2 .*sex 'm' has 0 of"):
        plan.refuse_missed(solved)
