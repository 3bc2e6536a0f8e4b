"""Cells compared and letters, held to R's survey package and to a published table with letters."""

from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import topline
from tests.survey import cases
from topline import Survey

REFERENCE = Path(__file__).resolve().parents[2] / "reference"
SHARED = REFERENCE.parents[2] / "shared"
R = pd.read_csv(
    REFERENCE / "letters_r.csv", comment="#", dtype={"row": str, "column": str, "other": str},
    keep_default_na=False, na_values={"p": [""]},
)  # fmt: skip
PLAIN = R[R["p"].notna()]
LEVELS = (0.99, 0.95, 0.9)

DESIGNS = {
    "strata_shares": ("dstrat", "band", "stype"),
    "strata_overlap": ("dstrat", "band", "sch.wide"),
    "strata_means": ("dstrat", "api00", "stype"),
    "calibrated_shares": ("dclus1g", "band", "sch.wide"),
    "calibrated_means": ("dclus1g", "api00", "stype"),
    "jackknife_shares": ("rclus1", "band", "sch.wide"),
    "jackknife_means": ("rclus1", "api00", "stype"),
    "nhanes_shares": ("dnh", "agecat", "race"),
    "nhanes_means": ("dnh", "HI_CHOL", "race"),
    "brr_shares": ("bnh", "agecat", "race"),
    "brr_means": ("bnh", "HI_CHOL", "race"),
    "fay_means": ("scdfay", "alive", "ambulance"),
    "two_stage_means": ("dmu284", "y1", "part"),
    "several_shares": ("dstrat", "band", "schools"),
    "several_means": ("dstrat", "api00", "schools"),
    "several_medians": ("dstrat", "exact", "schools"),
    "nested_shares": ("dstrat", "band", ("stype", "awards")),
    "nested_means": ("dstrat", "api00", ("stype", "awards")),
    "nested_medians": ("dstrat", "exact", ("stype", "awards")),
    "strata_medians": ("dstrat", "exact", "stype"),
    "calibrated_medians": ("dclus1g", "exact", "sch.wide"),
    "samples_shares": ("dstrat", "band", "sch.wide"),
    "samples_means": ("dstrat", "api00", "sch.wide"),
}
"""The design of each case of public data, as ``reference/microdata.json`` calls it."""


def banded(api):
    return pd.cut(api, [-np.inf, 500, 600, 700, np.inf], labels=[*"abcd"])


@cache
def drawn(case):
    """Return the survey of a case, what its rows are and what its columns."""
    if case.startswith("example"):
        return of_the_example(case)
    if not SHARED.exists():
        pytest.skip("the public data are not here")
    if case.startswith("panel"):
        schools = cases.frame(SHARED, "apiclus1")[["dnum", "pw", "stype", "api99", "api00"]]
        waves = [
            schools.assign(api=schools[name], wave=wave)
            for wave, name in enumerate(["api99", "api00"], 1)
        ]
        data = pd.concat(waves, ignore_index=True).assign(band=lambda d: banded(d["api"]))
        rows = "band" if case.endswith("shares") else "api"
        return Survey(data, weights="pw", clusters="dnum"), rows, "stype"
    name, rows, columns = DESIGNS[case]
    survey = cases.survey(SHARED, name)
    data = survey.data
    if rows == "band":
        survey = cases.with_data(survey, data.assign(band=banded(data["api00"])))
    if columns == "part":
        part = np.where(data["id2"] % 2 == 1, "y", "x")
        survey = cases.with_data(survey, data.assign(part=part))
    if rows == "exact":
        # no two schools have the same
        survey = cases.with_data(survey, data.assign(exact=data["api00"] + data["snum"] / 1e5))
    if columns == "schools":
        names = {"wide": "sch.wide", "improved": "comp.imp", "awarded": "awards"}
        data = survey.data.assign(**{new: data[old] == "Yes" for new, old in names.items()})
        plan = {"weights": "pw", "strata": "stype", "fpc": "fpc"}
        survey = Survey(data, **plan, sets={columns: [*names]})
    return survey, rows, columns


def of_the_example(case):
    data = topline.load_example_survey()
    plan = {"weights": "weight", "strata": "stratum", "clusters": "cluster"}
    if case == "example_several":
        answers = {
            "note": data["sends_note"].isin(["always", "often"]),
            "email": data["channel"] == "email",
            "long": data["years_experience"] >= 10,
        }
        return Survey(data.assign(**answers), **plan, sets={"of": [*answers]}), "channel", "of"
    if case == "example_medians":
        # no two answers are the same
        exact = data["years_experience"] + data["respondent"] / 1e5
        return Survey(data.assign(years=exact), **plan), "years", "region"
    columns = ("region", "role") if case == "example_nested" else "region"
    rows = "years_experience" if case == "example_means" else "channel"
    return Survey(data, **plan), rows, columns


def tabulated(case, compare, **options):
    survey, rows, columns = drawn(case)
    row = PLAIN.loc[PLAIN["case"] == case, "row"].iloc[0]
    if row in ("Mean", "Median"):
        options |= {"shares": False, "statistics": row.lower()}
    options |= {"compare": compare, "letters": LEVELS, "minimum_base": 0}
    if case.startswith("samples"):
        schools = cases.survey(SHARED, "dclus1")
        api = schools.data["api99"]
        before = cases.with_data(schools, schools.data.assign(band=banded(api), api00=api))
        plain = {key: own for key, own in options.items() if key in ("shares", "statistics")}
        options |= {"previous": before.crosstab(rows, columns, **plain)}
    elif compare == "previous":
        options |= {"by": "wave"}
    return survey.crosstab(rows, [columns], **options)


ASKED = list(dict.fromkeys(zip(PLAIN["case"], PLAIN["compare"], strict=True)))


@pytest.mark.parametrize(("case", "compare"), ASKED)
def test_cells_are_compared_as_r_does(case, compare):
    found = tabulated(case, compare).comparisons()
    ours = {
        (str(row), str(column), str(other)): np.array(numbers)
        for row, column, other, *numbers in found[
            ["category", "column", "other", "difference", "std_error", "p_value"]
        ].itertuples(index=False)
    }
    if compare == "columns":
        # R's pairs are in the order of the alphabet
        turned = np.array([-1, 1, 1])
        ours |= {(row, two, one): turned * own for (row, one, two), own in ours.items()}
    want = PLAIN[(PLAIN["case"] == case) & (PLAIN["compare"] == compare)]
    assert len(found) == len(want)
    for row, column, other, *numbers in want[
        ["row", "column", "other", "difference", "se", "p"]
    ].itertuples(index=False):
        *both, p = ours[row, column, other]
        *wanted, wanted_p = map(float, numbers)
        assert both == pytest.approx(wanted, rel=1e-8, abs=1e-12), (row, column, other)
        # of a share of all or of nobody there is none
        near = pytest.approx(wanted_p, rel=1e-6, abs=1e-10, nan_ok=True)
        assert p == near, (row, column, other)


RULES = ["none row two-sided", "holm row one-sided", "bonferroni row two-sided",
         "holm table two-sided", "bonferroni table one-sided"]  # fmt: skip


@pytest.mark.parametrize(("case", "compare"), ASKED)
def test_letters_are_those_of_r(case, compare):
    for rule in RULES:
        adjust, family, tail = rule.split()
        adjust = None if adjust == "none" else adjust
        table = tabulated(case, compare, adjust=adjust, family=family, tail=tail)
        names = table.letter_names
        names = dict(zip(names.index.get_level_values(-1).astype(str), names, strict=True))
        told = R[(R["case"] == case) & (R["compare"] == f"{compare} {rule}")]
        want: dict[tuple[str, str], str] = {}
        for line in sorted(told.itertuples(), key=lambda line: line.other):
            # the strictest level that it is significant at
            level = 1 - float(line.se)
            if compare == "columns":
                name = names[line.other]
                sign = {0.99: f"{name}+", 0.95: name, 0.9: name.lower()}[round(level, 2)]
            else:
                sign = dict(zip(["above", "below"], "△▽" if level < 0.94 else "▲▼", strict=True))
                sign = sign[line.other]
            at = line.row, line.column
            want[at] = want.get(at, "") + sign
        cells = table.table
        found = {
            (str(row), str(column)): letters
            for row, column, letters in cells[["category", "column", "letters"]].itertuples(
                index=False
            )
            if letters
        }
        assert found == want, rule


ERROR = 0.8
"""The error probability of the published letters, of which most are of small differences."""

AT_THE_EDGE = 0.005
"""How near it a p-value is where two tests of shares, pooled and not, may disagree."""


def respondents(sums):
    """Return as many respondents as each cell has, with weights of its sum and sum of squares."""
    rows = []
    for line in sums.itertuples(index=False):
        mean = line.w / line.n
        spread = np.sqrt(max(line.ww / line.n - mean**2, 0))
        # one weighs more, all others less alike
        weights = np.full(line.n, mean - spread / np.sqrt(max(line.n - 1, 1)))
        weights[0] = mean + spread * np.sqrt(line.n - 1)
        rows.append(pd.DataFrame({**line._asdict(), "weight": weights}))
    return pd.concat(rows, ignore_index=True)


def test_published_letters_are_those_of_the_microdata():
    """The software pools the shares of two columns, which differs at the edge alone."""
    told = pd.read_csv(REFERENCE / "published_letters.csv", comment="#", keep_default_na=False)
    sums = pd.read_csv(REFERENCE / "published_sums.csv", comment="#")
    survey = Survey(respondents(sums), weights="weight")
    banner = [("q4", "gender"), ("q4", "gender", "Wave"), "q5_1"]
    agree, edge, arrows = 0, 0, 0
    for question, lines in told.groupby("question"):
        table = survey.crosstab(question, banner, letters=0.2, minimum_base=0)
        estimates = table.table.astype({"category": str, "column": str})
        share = estimates.set_index(["category", "banner", "column"])["estimate"].to_dict()
        tested = table.comparisons().astype({"category": str, "column": str, "other": str})
        pairs = {}
        for row in tested.itertuples():
            pairs[row.category, row.banner, row.column, row.other] = row.p_value, row.difference
            pairs[row.category, row.banner, row.other, row.column] = row.p_value, -row.difference
        against = survey.crosstab(
            question, banner, letters=0.2, minimum_base=0, compare="total"
        ).table.astype({"category": str, "column": str})
        arrow = against.set_index(["category", "banner", "column"])["letters"].to_dict()
        for line in lines.itertuples():
            place = line.answer, line.banner, line.column
            if line.share != "":
                assert share[place] == pytest.approx(float(line.share), rel=1e-9)
            if line.banner == "q5_1":
                # the published table compares no others with the total
                assert arrow[place] == line.arrow, place
                arrows += 1
            # columns under one head are compared
            head = line.column.rpartition(" / ")[0]
            others = lines[(lines["answer"] == line.answer) & (lines["banner"] == line.banner)]
            for other in others.itertuples():
                if other.column == line.column or other.column.rpartition(" / ")[0] != head:
                    continue
                p, more = pairs[(*place, other.column)]
                same = (p <= ERROR and more > 0) == (other.letter in line.letters.split("."))
                agree += same
                edge += not same and abs(p - ERROR) < AT_THE_EDGE
    assert (agree, edge, arrows) == (2014, 2, 112)
