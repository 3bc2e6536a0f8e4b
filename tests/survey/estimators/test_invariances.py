"""What must not change, or must add up, whatever the data: properties of designs and estimators."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import sparse

from topline import Survey
from topline.survey.variance import gaps, stages

FEWER = settings(max_examples=settings.default.max_examples // 2)
"""Half as many inputs as other properties have: each asks for many estimates."""

DESIGN = {"weights": "w", "strata": "h", "clusters": "c", "nest": True}


@st.composite
def frames(draw):
    """Microdata of two to four strata of two to four clusters, with gaps in y."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    rows = []
    for stratum in range(draw(st.integers(2, 4))):
        for cluster in range(draw(st.integers(2, 4))):
            size = draw(st.integers(1, 4))
            rows += [(stratum, cluster)] * size
    frame = pd.DataFrame(rows, columns=["h", "c"])
    n = len(frame)
    frame["w"] = np.round(rng.uniform(0.5, 4, n), 2)
    frame["y"] = np.round(rng.normal(10, 3, n), 2)
    frame["x"] = np.round(rng.uniform(1, 5, n), 2)
    frame["g"] = rng.integers(0, 3, n)
    frame["k"] = rng.choice(["no", "yes"], n)
    return frame


def answers(survey):
    """One row of each kind, as an array of estimates and standard errors."""
    found = [
        survey.mean("y"),
        survey.ratio("y", "x"),
        survey.proportion("k"),
        survey.mean("y", by="g"),
        survey.correlation("x", "y"),
    ]
    return pd.concat([one.table[["estimate", "std_error"]] for one in found]).to_numpy()


@FEWER
@given(frame=frames(), factor=st.sampled_from([1e-3, 7.0, 1e6]))
def test_scaling_weights_changes_totals_alone(frame, factor):
    plain, scaled = Survey(frame, **DESIGN), Survey(frame.assign(w=frame["w"] * factor), **DESIGN)
    assert answers(scaled) == pytest.approx(answers(plain), rel=1e-9, abs=1e-9, nan_ok=True)
    ours = scaled.total("y").table[["estimate", "std_error"]].to_numpy()
    assert ours == pytest.approx(factor * plain.total("y").table[["estimate", "std_error"]])


@FEWER
@given(frame=frames(), seed=st.integers(0, 1000))
def test_the_order_of_rows_does_not_matter(frame, seed):
    mixed = frame.sample(frac=1, random_state=seed)
    ours = answers(Survey(mixed, **DESIGN))
    assert ours == pytest.approx(answers(Survey(frame, **DESIGN)), rel=1e-9, abs=1e-9, nan_ok=True)


@FEWER
@given(frame=frames())
def test_names_of_strata_do_not_matter(frame):
    named = frame.assign(h=frame["h"].map(lambda h: f"stratum {9 - h}"), c=-frame["c"])
    ours = answers(Survey(named, **DESIGN))
    assert ours == pytest.approx(answers(Survey(frame, **DESIGN)), rel=1e-9, abs=1e-9, nan_ok=True)


@FEWER
@given(frame=frames())
def test_splitting_a_row_does_not_matter(frame):
    halves = pd.concat([frame.assign(w=frame["w"] / 2)] * 2, ignore_index=True)
    names = ["estimate", "std_error"]
    for ask in (
        lambda s: s.mean("y"),
        lambda s: s.total("y", by="g"),
        lambda s: s.proportion("k"),
    ):
        ours, theirs = ask(Survey(halves, **DESIGN)), ask(Survey(frame, **DESIGN))
        assert ours.table[names].to_numpy() == pytest.approx(
            theirs.table[names].to_numpy(), rel=1e-9, abs=1e-9, nan_ok=True
        )


@FEWER
@given(frame=frames())
def test_a_domain_is_a_filter_of_the_filled_frame(frame):
    inside = frame["g"] == 0
    # of nobody a total is 0 without error, of answers that are all 0 no error is known
    assume(inside.any())
    domain = Survey(frame, **DESIGN).total("y", where=inside).table.iloc[0]
    filled = Survey(frame.assign(y=frame["y"].where(inside, 0.0)), **DESIGN).total("y")
    assert domain["estimate"] == pytest.approx(filled.table["estimate"][0], abs=1e-9)
    assert domain["std_error"] == pytest.approx(filled.table["std_error"][0], rel=1e-9, abs=1e-9)


@FEWER
@given(frame=frames())
def test_where_and_by_agree(frame):
    survey = Survey(frame, **DESIGN)
    every = survey.mean("y", by="g").table
    for row in every.itertuples():
        alone = survey.mean("y", where=frame["g"] == row.g).table.iloc[0]
        near = {"rel": 1e-9, "abs": 1e-12, "nan_ok": True}
        assert alone["estimate"] == pytest.approx(row.estimate, **near)
        assert alone["std_error"] == pytest.approx(row.std_error, **near)


@FEWER
@given(frame=frames())
def test_a_mean_is_a_ratio_to_a_constant(frame):
    survey = Survey(frame.assign(one=1.0), **DESIGN)
    mean, ratio = survey.mean("y").table.iloc[0], survey.ratio("y", "one").table.iloc[0]
    assert mean["estimate"] == pytest.approx(ratio["estimate"])
    assert mean["std_error"] == pytest.approx(ratio["std_error"], rel=1e-9, abs=1e-12)


@FEWER
@given(frame=frames())
def test_totals_add_up_over_domains(frame):
    survey = Survey(frame, **DESIGN)
    parts, whole = survey.total("y", by="g"), survey.total("y")
    assert parts.table["estimate"].sum() == pytest.approx(whole.table["estimate"][0])
    assert np.sum(parts.covariance) == pytest.approx(whole.covariance[0, 0], rel=1e-8, abs=1e-9)


@FEWER
@given(frame=frames())
def test_shares_total_one_without_error(frame):
    found = Survey(frame, **DESIGN).proportion("k")
    assert found.table["estimate"].sum() == pytest.approx(1)
    assert np.sum(found.covariance) == pytest.approx(0, abs=1e-12)


@FEWER
@given(frame=frames())
def test_a_share_is_the_mean_of_an_indicator(frame):
    survey = Survey(frame.assign(yes=(frame["k"] == "yes").astype(float)), **DESIGN)
    mean = survey.mean("yes").table.iloc[0]
    share = survey.proportion({"yes": frame["k"] == "yes"}).table.iloc[0]
    assert share["estimate"] == pytest.approx(mean["estimate"], abs=1e-12)
    if 0 < share["estimate"] < 1:
        near = {"rel": 1e-9, "abs": 1e-12, "nan_ok": True}
        assert share["std_error"] == pytest.approx(mean["std_error"], **near)


@FEWER
@given(frame=frames())
def test_replicates_of_a_total_are_linearised(frame):
    survey = Survey(frame, **DESIGN)
    again = survey.to_replicates("jkn")
    ours = again.total(["y", "x"], by="g").covariance
    theirs = survey.total(["y", "x"], by="g").covariance
    assert ours == pytest.approx(theirs, rel=1e-8, abs=1e-7)


@FEWER
@given(frame=frames(), density=st.sampled_from([0.05, 0.3, 0.45]))
def test_sparse_and_dense_kernels_agree(frame, density):
    """Many domains take the sparse way; the same numbers must come out."""
    design = Survey(frame, **DESIGN).design
    totals = sparse.random(design.units, 5, density, random_state=1, format="csr")
    (stage,) = design.stages
    dense = stages.stage_covariance(stage, totals)
    ours, theirs = gaps.sparse_variance(stage, totals), dense.variance
    assert ours == pytest.approx(theirs, rel=1e-9, abs=1e-12)
    ours, theirs = gaps.sparse_matrix(stage, totals), dense.matrix()
    assert ours == pytest.approx(theirs, rel=1e-9, abs=1e-12)
    # a large table, of which three units are taken at a time
    large = {"DENSE": 1, "_FILLED": 1000, "_BLOCK": 15}
    for cheap in (0, 5):
        with pytest.MonkeyPatch.context() as patch:
            for name, cells in (large | {"_CHEAP": cheap}).items():
                patch.setattr(stages, name, cells)
            parts = stages.stage_covariance(stage, totals)
            assert parts.matrix() == pytest.approx(theirs, rel=1e-9, abs=1e-12)
        assert parts.variance == pytest.approx(dense.variance, rel=1e-9, abs=1e-12)
