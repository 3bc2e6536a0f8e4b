"""Models on a page: the numbers of the model, in chart, table and workbook, by every door."""

import io

import numpy as np
import openpyxl
import pandas as pd
import pytest
from typer.testing import CliRunner

from topline import ArgumentError, Survey, cli, estimate_text, read_report_plan, write_survey_report

PLAN = """
data = "answers.csv"
questions = ["vote"]
where = "age >= 20"
df = "design"

[design]
weights = "weight"
clusters = "psu"

[models."Who votes"]
formula = "vote == 'yes' ~ sex + age"
family = "binomial"
exponentiate = true
predictions = ["sex", "age"]

[models."How satisfied"]
formula = "happy ~ sex"
family = "ordinal"
predictions = "sex"
where = "age < 60"

[models."Until they left"]
formula = "days, left ~ age"
family = "weibull"
"""


@pytest.fixture(scope="module")
def frame():
    rng = np.random.default_rng(19)
    n = 240
    return pd.DataFrame(
        {
            "vote": rng.choice(["no", "yes"], n),
            "sex": rng.choice(["man", "woman", "a <b> & c"], n),
            "age": rng.integers(18, 80, n),
            "happy": rng.choice(["low", "medium", "high"], n),
            "days": rng.integers(1, 90, n),
            "left": rng.integers(0, 2, n),
            "weight": rng.uniform(1, 2, n),
            "psu": np.arange(n) // 8,
        }
    )


@pytest.fixture(scope="module")
def written(frame, tmp_path_factory):
    pytest.importorskip("formulaic")
    folder = tmp_path_factory.mktemp("modelled")
    frame.to_csv(folder / "answers.csv", index=False)
    (folder / "plan.toml").write_text(PLAN, encoding="utf-8")
    done = CliRunner().invoke(
        cli.app.app, ["report", str(folder / "plan.toml"), "--out", str(folder / "r")]
    )
    assert done.exit_code == 0, done.output
    return folder


def test_the_numbers_are_those_of_the_model(written, frame):
    html = (written / "r" / "index.html").read_text(encoding="utf-8")
    survey = Survey(frame, weights="weight", clusters="psu").where("age >= 20")
    model = survey.logistic("vote == 'yes' ~ sex + age", exponentiate=True, df="design")
    data = pd.read_csv(written / "r" / "figures" / "model-1.csv").set_index("term")
    for row in model.table.table.itertuples():
        if row.term != "Intercept":
            assert data.loc[row.term, "ci_high"] == pytest.approx(row.ci_high, rel=1e-9)
    margins = model.predictions("sex").with_interval(method="logit").table
    for row in margins.itertuples():
        assert estimate_text(row.estimate, row.quantity) in html
    happy = survey.ordinal("happy ~ sex", where="age < 60", df="design")
    data = pd.read_csv(written / "r" / "figures" / "model-2.csv").set_index("term")
    assert data["estimate"].to_dict() == pytest.approx(
        happy.table.table.set_index("term")["estimate"][list(data.index)].to_dict(), rel=1e-9
    )


def test_charts_tables_and_method_stand_on_the_page(written):
    page = written / "r"
    html = (page / "index.html").read_text(encoding="utf-8")
    names = ["model-1", "model-1-1", "model-1-2", "model-2", "model-2-1", "model-3"]
    for name in names:
        assert f'<figure id="figure-{name}"' in html
        assert (page / "figures" / f"{name}.svg").stat().st_size > 0
    assert html.count('<figure id="figure-model') == len(names)
    assert "Logistic regression of vote == &#39;yes&#39; (n = " in html
    assert "Who votes: odds ratios" in html
    assert "How satisfied: coefficients" in html
    # a level is said, not coded, in chart and table; the data keep the model's own terms
    assert "sex: woman" in html
    assert "sex[woman]" not in html
    assert "sex[woman]" in (page / "figures" / "model-1.csv").read_text(encoding="utf-8")
    assert "a <b> & c" not in html
    assert "a &lt;b&gt; &amp; c" in html
    book = openpyxl.load_workbook(io.BytesIO((page / "tables.xlsx").read_bytes()))
    assert sum("Model" in name for name in book.sheetnames) == 3


def test_a_curve_has_numbers_without_the_rounding_of_steps(written):
    data = pd.read_csv(written / "r" / "figures" / "model-1-2.csv", dtype=str)
    assert data["age"].str.len().max() < 8


def test_the_plan_and_python_write_the_same_page(written, tmp_path):
    plan = read_report_plan(written / "plan.toml")
    page = write_survey_report(plan.survey(), plan.questions, tmp_path / "r", **plan.page)
    assert page.read_bytes() == (written / "r" / "index.html").read_bytes()


@pytest.mark.parametrize(
    ("own", "said"),
    [
        ({"family": "binomial"}, "has the formula None; expected one"),
        ({"formula": "vote ~ nobody"}, "nobody"),
        ({"formula": "days, left ~ age", "family": "cox", "predictions": ["age"]}, "is of times"),
        ({"formula": "happy ~ sex", "family": "multinomial", "link": "logit"}, "link is not chos"),
        ({"formula": "age ~ sex", "predictions": ["vote"]}, "vote"),
        ({"formula": "age ~ sex", "colour": 1}, "colour"),
        ("age ~ sex", "expected a mapping of options"),
    ],
)
def test_what_is_no_model(frame, tmp_path, own, said):
    pytest.importorskip("formulaic")
    with pytest.raises(ArgumentError, match=said):
        write_survey_report(Survey(frame), ["vote"], tmp_path / "r", models={"it": own})
    assert not (tmp_path / "r").exists()


@pytest.mark.parametrize(
    "formula",
    ["vote ~ {open('x')}", "vote ~ __import__('os').system('x')", "vote ~ age.__class__"],
)
def test_a_formula_is_never_run(frame, tmp_path, formula):
    pytest.importorskip("formulaic")
    with pytest.raises(ArgumentError):
        write_survey_report(
            Survey(frame), ["vote"], tmp_path / "r", models={"it": {"formula": formula}}
        )
