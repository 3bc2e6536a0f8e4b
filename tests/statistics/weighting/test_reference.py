"""Weights agree with R survey, sampling, laeken and ReGenesees, case by case."""

import warnings

import numpy as np
import pandas as pd
import pytest

from tests.statistics.weighting.reference import (
    assert_replicates,
    assert_weights,
    book,
    cases,
    design,
    design_matrix,
    names_of,
    table,
)
from topline.errors import ArgumentError
from topline.statistics.core.effective import kish_design_effect
from topline.statistics.models.glm import fit_logistic
from topline.statistics.weighting.balance import balance_of
from topline.statistics.weighting.base import (
    base_weights,
    normalise_weights,
    selection_probabilities,
)
from topline.statistics.weighting.calibration.calibrate import calibrate_weights
from topline.statistics.weighting.calibration.plan import plan_calibration
from topline.statistics.weighting.design_effects import (
    henry_valliant_design_effect,
    spencer_design_effect,
)
from topline.statistics.weighting.nonresponse import adjust_by_classes, adjust_by_propensity
from topline.statistics.weighting.raking.plan import plan_raking
from topline.statistics.weighting.raking.post_stratify import joint_column, post_stratify_weights
from topline.statistics.weighting.raking.rake import rake_weights
from topline.statistics.weighting.shared.limits import as_limits
from topline.statistics.weighting.trim import trim_weights


def refuses(case, call):
    """Hold a case that must be refused to the words that its message must hold."""
    with pytest.raises(ArgumentError) as caught:
        call()
    assert all(word in str(caught.value) for word in names_of(case)), (case["id"], caught.value)


def test_raking_of_small_inputs(shared):
    for case in cases(shared, "rake_edge"):
        options, expected = case["options"], case["expected"]

        def call(case=case, options=options):
            return rake_weights(
                case["data"],
                options["margins"],
                start=case["start_weights"],
                missing=options.get("missing", "error"),
                total=options.get("total"),
            )

        if expected["outcome"] == "error":
            refuses(case, call)
        elif "warning" in expected["outcome"]:
            with pytest.warns(UserWarning, match=expected["message_names"]):
                raked = call()
            np.testing.assert_allclose(raked.weights, expected["weights"], rtol=1e-8)
        else:
            np.testing.assert_allclose(call().weights, expected["weights"], rtol=1e-8)


def test_raking(shared):
    for case in cases(shared, "rake", "rake_by"):
        data, start, replicates = design(shared, case["design"])
        options, tolerance = case["options"], case["tolerance"]["weights_rel"]
        by = data[options["by"]] if "by" in options else None
        raked = rake_weights(data, options.get("shares") or options["margins"], start=start, by=by)
        assert raked.gap <= 1e-10
        assert_weights(raked.weights, case["weights"], tolerance)
        if replicates is not None:
            plan = plan_raking(data, options["margins"], start=start)
            assert_replicates(replicated(plan, replicates), case["replicate_weights"], tolerance)


def replicated(plan, replicates):
    """Rake replicate weights, all at once."""
    sums = plan.cells.sums(replicates)
    solved = plan.solve(sums, tolerance=1e-10, max_iterations=100)
    assert all(one.converged.all() for one in solved)
    return replicates * plan.factors(solved)[plan.cells.of_row]


def test_post_stratification(shared):
    for case in cases(shared, "post_stratify"):
        data, start, replicates = design(shared, case["design"])
        options, tolerance = case["options"], case["tolerance"]["weights_rel"]
        names = np.atleast_1d(options["variables"]).tolist()
        targets = options["targets"]
        if isinstance(targets, list):
            targets = {tuple(row[name] for name in names): row["total"] for row in targets}
        weighted = post_stratify_weights(data[names], targets, start=start)
        assert_weights(weighted.weights, case["weights"], tolerance)
        if replicates is not None:
            name, joint = joint_column(data[names])
            plan = plan_raking({name: joint}, {name: targets}, start=start)
            assert_replicates(replicated(plan, replicates), case["replicate_weights"], tolerance)


def test_raking_under_a_cap(shared):
    for case in cases(shared, "trim_rake"):
        data, start, _ = design(shared, case["design"])
        cap, margins = case["options"]["upper_weight"], case["options"]["margins"]
        total = sum(next(iter(margins.values())).values())
        for limits in (
            {"bounds": (0, cap), "bounds_on": "weight"},
            {"cap": cap / total * len(data)},
        ):

            def call(data=data, margins=margins, start=start, limits=limits):
                return rake_weights(data, margins, start=start, **limits)

            if "expected" in case:
                refuses(case, call)
                continue
            raked = call()
            assert_weights(raked.weights, case["weights"], case["tolerance"]["weights_rel"])
            assert raked.at_bounds == case["diagnostics"]["at_cap"]
            assert raked.weights.max() <= cap * (1 + 1e-14)


GROUPS = (
    "calibrate_linear",
    "calibrate_bounded",
    "replicate_calibration",
    "household",
    "partition",
)


@pytest.mark.parametrize("group", GROUPS)
def test_calibration(shared, group):
    for case in cases(shared, group):
        data, start, replicates = design(shared, case["design"])
        options = case["options"]
        x = design_matrix(data, options["totals"])
        if "same_weight_within" in options:
            group = data[options["same_weight_within"]]
            x = pd.DataFrame(x).groupby(group).transform("mean").to_numpy()
        variance = options.get("variance_column")
        asked = {
            "distance": options["distance"],
            "variance": None if variance is None else x[:, int(variance) - 1],
            "names": list(options["totals"]),
        }
        totals = list(options["totals"].values())
        on = "weight" if options.get("bounds_on") == "weights" else "g"
        bounds = options.get("bounds")

        def call(x=x, totals=totals, start=start, bounds=bounds, on=on, asked=asked):
            return calibrate_weights(x, totals, start=start, bounds=bounds, bounds_on=on, **asked)

        if case.get("expected", {}).get("outcome") == "error":
            refuses(case, call)
            continue
        if "expected" in case:
            with pytest.warns(UserWarning, match=case["expected"]["message_names"]):
                repeated = call()
            once = calibrate_weights(x[:, :-1], totals[:-1], start=start)
            np.testing.assert_allclose(repeated.weights, once.weights, rtol=1e-10)
            continue
        tolerance = case["tolerance"]["weights_rel"]
        calibrated = call()
        assert calibrated.gap <= 1e-10
        assert_weights(calibrated.weights, case["weights"], tolerance)
        if replicates is not None:
            plan = plan_calibration(x, totals, start, limits=as_limits(None, bounds, on), **asked)
            solved = plan.solve(replicates)
            assert solved.largest.max() <= 1e-10
            found = plan.weights(replicates, solved.multipliers)
            assert_replicates(found, case["replicate_weights"], tolerance)


RULES = {
    "5 x median": ("median", 5),
    "2.5 x median": ("median", 2.5),
    "3 x mean": ("mean", 3),
    "Q3 + 3 IQR": ("iqr", 3),
    "median + 6 IQR": ("median_iqr", 6),
    "95 % quantile": ("quantile", 0.95),
    "99 % quantile": ("quantile", 0.99),
}


def test_trimming(shared):
    for case in cases(shared, "trim"):
        options = case["options"]
        weights = table(shared, case["data"])[case["start_weights"]].to_numpy(float)
        if case["id"] == "trim_example_both_strict":
            # R keeps 1/w, and 1/(1/62.532) is below 62.532: three rows at the edge are trimmed
            weights = 1 / (1 / weights)
        if "k" in options:
            trimmed = trim_weights(weights, upper=options["k"], rule="contribution")
        else:
            trimmed = trim_weights(
                weights,
                upper=options["upper"],
                lower=options.get("lower"),
                redistribute=options["redistribute"],
                repeat=options.get("repeat_until_none", True),
            )
        assert_weights(trimmed.weights, case["weights"], case["tolerance"]["weights_rel"])
        assert trimmed.trimmed_high == case["diagnostics"]["trimmed_high"]
        assert trimmed.sum_after == pytest.approx(case["diagnostics"]["sum_after"])
        if options.get("rule") in RULES:
            rule, upper = RULES[options["rule"]]
            again = trim_weights(weights, upper=upper, rule=rule, redistribute="none")
            assert again.upper == pytest.approx(options["upper"], rel=1e-12)


def test_nonresponse(shared):
    data = table(shared, "weighting/nonresponse.csv")
    start = data["base_weight"].to_numpy()
    eligible = data["status"].isin(["respondent", "nonrespondent"]).to_numpy()
    answered = (data["status"] == "respondent").to_numpy(float)
    x = np.column_stack(
        [
            np.ones(len(data)),
            data["region"] == "S",
            data["region"] == "W",
            data["age"],
            data["urban"],
        ]
    ).astype(float)
    for case in cases(shared, "nonresponse"):
        options = case["options"]
        if "status" in options:
            adjusted = adjust_by_classes(
                data["status"],
                start=start,
                classes=classes(data, options["classes"]),
                unknown="drop" if options["unknown"] == "dropped" else "spread",
                rate="unweighted" if "unweighted" in options.get("rate", "") else "weighted",
            )
        else:
            own = start[eligible] if options["fit"] == "weighted" else None
            fit = fit_logistic(x[eligible], answered[eligible], weights=own)
            if "coef" in case.get("extra", {}):
                np.testing.assert_allclose(
                    fit.coefficients, list(case["extra"]["coef"].values()), rtol=1e-9
                )
            p = np.full(len(data), np.nan)
            p[eligible] = fit.fitted
            adjusted = adjust_by_propensity(
                np.where(eligible, answered, np.nan),
                p,
                start=start,
                strata=5 if "classes" in options else None,
                factor=options.get("factor", "mean_p"),
            )
            if "factors" in case.get("extra", {}):
                np.testing.assert_allclose(
                    adjusted.class_factors, case["extra"]["factors"], rtol=1e-9
                )
        assert_weights(adjusted.weights, case["weights"], case["tolerance"]["weights_rel"])


def classes(data, names):
    """Return classes of columns."""
    if names is None:
        return None
    return joint_column(data[np.atleast_1d(names).tolist()])[1]


def test_panel_attrition(shared):
    data = table(shared, "weighting/panel.csv")
    weights = data["base_weight"].to_numpy()
    first, second, raked = cases(shared, "panel")
    for wave, case in ((1, first), (2, second), (3, second)):
        by = classes(data, case["options"]["classes"])
        weights = adjust_by_classes(data[f"wave{wave}"].astype(bool), start=weights, classes=by)
        weights = weights.weights
        if wave < 3:
            assert_weights(weights, case["weights"], case["tolerance"]["weights_rel"])
    found = rake_weights(data, raked["options"]["margins"], start=weights)
    assert_weights(found.weights, raked["weights"], raked["tolerance"]["weights_rel"])


def test_base_weights(shared):
    data = table(shared, "weighting/base_weights.csv")
    in_stratum = data.groupby("stratum")["stratum"].transform("size")
    strata = selection_probabilities(in_stratum, data["stratum_size"])
    found = {
        "base_probability": base_weights(0.01 * np.arange(1, 13)),
        "base_two_stage_srs": base_weights(
            selection_probabilities(data["n_psu"], data["N_psu"]),
            selection_probabilities(data["taken"], data["listed"]),
        ),
        "base_population_sizes": base_weights(strata),
        "base_multiplicity": base_weights(strata, multiplicity=np.tile([1, 2], 6)),
    }
    for case in cases(shared, "base_weights"):
        assert_weights(found[case["id"]], case["weights"], case["tolerance"]["weights_rel"])


def test_normalised_weights(shared):
    for case in cases(shared, "normalise"):
        data, options = table(shared, case["data"]), case["options"]
        to = "equal" if "equal" in str(options["to"]) else options["to"]
        by = data[options["by"]] if "by" in options else None
        found = normalise_weights(data[case["start_weights"]], to=to, by=by)
        assert_weights(found, case["weights"], case["tolerance"]["weights_rel"])


def test_design_effects(shared):
    for case in cases(shared, "design_effect"):
        options, data = case["options"], table(shared, case["data"])
        if "where" in options:
            data = data.query(options["where"])
        if options["kind"] == "kish":
            found = kish_design_effect(data[case["start_weights"]])
        elif options["kind"] == "spencer":
            weights = data[case["start_weights"]]
            found = spencer_design_effect(data[options["y"]], data[options["p"]], weights)
        else:
            answer = options["y"].split()[0]
            data = data.dropna(subset=[answer])
            x = data[["api99"]] if options["x"] == "api99" else pd.get_dummies(data["agecat"])
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                found = henry_valliant_design_effect(
                    data[answer], x.to_numpy(float), data[case["start_weights"]]
                )
        assert found == pytest.approx(case["value"], rel=case["tolerance"]["rel"])


def test_balance(shared):
    greg = next(case for case in book(shared)["cases"] if case["id"] == "greg_a_dclus1")
    data, start, _ = design(shared, "dclus1")
    totals = greg["options"]["totals"]
    calibrated = calibrate_weights(design_matrix(data, totals), list(totals.values()), start=start)
    ways = {"before_unweighted": None, "before": start, "after": calibrated.weights}
    for case in cases(shared, "balance"):
        name = case["options"]["variable"]
        people = table(shared, "microdata/apipop.csv")[[name]]
        target, deviation = people.mean().to_numpy(), people.std().to_numpy()
        for way, weights in ways.items():
            found = balance_of(data[[name]], weights, target=target, deviation=deviation)
            assert abs(found.standardised[0]) == pytest.approx(
                case["value"][way], rel=case["tolerance"]["rel"], abs=1e-12
            )
