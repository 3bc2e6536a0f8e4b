"""Change between waves, of samples that share units and of independent ones, as R has it."""

import numpy as np
import pandas as pd
import pytest

import topline

K = np.arange(40)
FIRST = pd.DataFrame(
    {
        "h": K // 20,
        "u": K // 5,
        "w": 1 + K % 3,
        "y": (K * 37 % 23) / 3,
        "q": np.where(K * 7 % 5 < 2, "yes", "no"),
        "sex": np.where(K % 2, "f", "m"),
    }
)
# of eight units two are new
SECOND = FIRST.assign(
    u=K // 5 + np.where(K // 5 % 4 == 3, 10, 0),
    w=1 + K % 4,
    y=FIRST["y"] + (K * 11 % 7) / 2,
    q=np.where(K * 3 % 5 < 3, "yes", "no"),
)
DESIGN = {"weights": "w", "strata": "h", "clusters": "u"}


def changes(**options):
    frames = {"a": FIRST, "b": SECOND}
    return topline.Survey.from_waves(frames, **options, **DESIGN)


# R 4.2.2, survey 4.1.1: s <- svydesign(~u, strata = ~h, weights = ~w, data = rbind(a, b)), and for
# independent samples strata = ~paste(wave, h), nest = TRUE;
# svycontrast(svyby(~y, ~wave, s, svymean, covmat = TRUE), c(a = -1, b = 1)); svytotal; the share of
# yes; and ~y in subset(s, sex == "f") and "m"
IN_R = {
    True: [
        (1.63841772152, 0.235337469935),
        (236.5, 122.969621361),
        (0.194936708861, 0.0676641708673),
        (1.67777777778, 0.319996025271),
        (1.5875, 0.498390171038),
    ],
    False: [
        (1.63841772152, 0.405317016334),
        (236.5, 48.3370688212),
        (0.194936708861, 0.0749756799098),
        (1.67777777778, 0.9005016821),
        (1.5875, 0.859632259474),
    ],
}


@pytest.mark.parametrize("overlap", [True, False])
def test_changes_are_those_of_r(overlap):
    waves = changes(overlap=overlap)
    yes = waves.proportion("q").table.query("category == 'yes'")
    rows = [waves.mean("y").table, waves.total("y").table, yes, waves.mean("y", by="sex").table]
    found = pd.concat(rows)[["estimate", "std_error"]].to_numpy()
    np.testing.assert_allclose(found, IN_R[overlap], rtol=1e-10)
    assert waves.where("sex == 'f'").mean("y").table["std_error"].iloc[0] == pytest.approx(
        IN_R[overlap][3][1]
    )
    levels = waves.levels("mean", "y").table
    assert levels["wave"].tolist() == ["a", "b"]
    assert np.diff(levels["estimate"])[0] == pytest.approx(found[0][0])
    assert waves.mean("y").table["label"].tolist() == ["b − a"]


def test_each_wave_is_compared_with_the_one_before_or_the_first():
    frames = {str(year): FIRST.assign(y=FIRST["y"] + year) for year in (3, 1, 2)}
    for overlap in (True, False):
        for against, steps in (("previous", [-2, 1]), ("first", [-2, -1])):
            waves = topline.Survey.from_waves(frames, overlap=overlap, against=against, **DESIGN)
            assert waves.mean("y").table["estimate"].tolist() == pytest.approx(steps)
    # the same people with the same answers, less 2
    same = topline.Survey.from_waves(frames, overlap=True, **DESIGN).mean("y").table
    assert same["std_error"].tolist() == pytest.approx([0, 0], abs=1e-12)


def test_replicate_weights_of_one_name_go_together_where_samples_overlap():
    again = {f"r{k}": FIRST["w"] * (1 + 0.1 * np.cos(K * (k + 1))) for k in range(8)}
    frames = {"a": FIRST.assign(**again), "b": SECOND.assign(**again)}
    design = {"weights": "w", "replicate_weights": list(again), "replicate_method": "brr"}
    means = {
        name: np.array([np.average(one["y"], weights=one[r]) for r in ["w", *again]])
        for name, one in frames.items()
    }
    step = means["b"] - means["a"]
    squares = {name: ((own[1:] - own[0]) ** 2).mean() for name, own in means.items()}
    for overlap, variance in (
        (True, ((step[1:] - step[0]) ** 2).mean()),
        (False, squares["a"] + squares["b"]),
    ):
        found = topline.Survey.from_waves(frames, overlap=overlap, **design).mean("y").table
        assert found["std_error"].iloc[0] ** 2 == pytest.approx(variance, rel=1e-10)


def test_what_are_no_waves_is_told():
    make = topline.Survey.from_waves
    for frames in (FIRST, [FIRST, SECOND], {"a": FIRST}):
        with pytest.raises(topline.ArgumentError, match="expected two or more frames"):
            make(frames, overlap=False)
    with pytest.raises(topline.ArgumentError, match="wave 'b' has a column 'wave'"):
        make({"a": FIRST, "b": SECOND.assign(wave=1)}, overlap=True)
    with pytest.raises(topline.ArgumentError, match="overlap is 'some'"):
        make({"a": FIRST, "b": SECOND}, overlap="some")
    with pytest.raises(topline.ArgumentError, match="estimator is 'crosstab'"):
        changes(overlap=True).levels("crosstab", "q")
    other = {"a": FIRST, "b": SECOND[SECOND["q"] == "yes"]}
    with pytest.raises(topline.ArgumentError, match="wave 'b' has other rows than 'a'"):
        make(other, overlap=False, weights="w").proportion("q")
