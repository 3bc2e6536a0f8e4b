"""Models side by side: what stands where, in every format."""

import numpy as np
import pandas as pd
import pytest

import topline

openpyxl, docx = pytest.importorskip("openpyxl"), pytest.importorskip("docx")


@pytest.fixture(scope="module")
def models():
    rng = np.random.default_rng(8)
    data = pd.DataFrame(
        {
            "w": rng.uniform(1, 3, 240),
            "psu": np.repeat(np.arange(24), 10),
            "age": rng.integers(18, 80, 240),
            "sex": rng.choice(["f", "m"], 240),
        }
    )
    data["votes"] = np.where(rng.uniform(size=240) < 0.3 + 0.005 * data["age"], "yes", "no")
    survey = topline.Survey(data, weights="w", clusters="psu")
    return {
        "age": survey.logistic("votes ~ age", exponentiate=True),
        "age and sex": survey.logistic("votes ~ sex + age"),
        "linear": survey.linear("age ~ sex"),
    }


def test_each_term_has_one_row_and_each_model_its_columns(models):
    found = topline.model_table(models).printed()
    assert [row.labels[0] for row in found.rows] == [
        "Intercept", "age", "sex: m", "Unweighted base", "AIC", "Pseudo-R² (Nagelkerke)",
    ]  # fmt: skip
    assert found.groups == [("age", 4), ("age and sex", 4), ("linear", 4)]
    assert [column.head for column in found.columns[:4]] == ["Estimate", "low", "high", "p"]
    for place, (name, model) in enumerate(models.items()):
        own = model.table.table.set_index("term").rename({"sex[m]": "sex: m"})
        for row in found.rows[:3]:
            cells = row.cells[4 * place : 4 * place + 4]
            if row.labels[0] not in own.index:
                assert [cell.text for cell in cells] == [""] * 4
                continue
            expected = own.loc[row.labels[0], ["estimate", "ci_low", "ci_high", "p_value"]]
            assert [cell.value for cell in cells] == expected.tolist()
        fits = [row.cells[4 * place].value for row in found.rows[3:]]
        assert fits[:2] == [model.fit.n, model.fit.aic]
        # a linear model has no pseudo-R²
        assert fits[2] == (None if name == "linear" else model.fit.nagelkerke)
    errors = topline.model_table(models, beside="std_error").printed(decimals=2)
    assert [column.head for column in errors.columns[:3]] == ["Estimate", "Standard error", "p"]
    coefficient = errors.rows[0].cells[3]
    assert coefficient.text == f"{coefficient.value:.2f}".replace("-", "−")


def test_a_model_table_goes_to_every_kind_of_file(models, tmp_path):
    table = topline.model_table(models)
    latex = table.to_latex()
    assert "\\multicolumn{4}{c}{age and sex}" in latex
    assert "Modelle für" in table.to_html(lang="de")
    table.to_excel(tmp_path / "one.xlsx")
    topline.write_workbook({"Models": table}, tmp_path / "two.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "one.xlsx").worksheets[-1]
    numbers = [cell.value for row in sheet.iter_rows() for cell in row]
    slope = float(models["linear"].table.table["estimate"].iloc[1])
    assert pytest.approx(slope) in [one for one in numbers if isinstance(one, float)]
    place = tmp_path / "models.docx"
    topline.write_document({"Models": table, "Shares": models["age"].table}, place, title="Vote")
    own = docx.Document(str(place))
    heads = [paragraph.text for paragraph in own.paragraphs]
    assert heads[0] == "Vote"
    assert "Intercept" in [row.cells[0].text for row in own.tables[0].rows]
    # written again it is brought up to date
    changes = topline.write_document({"Models": table}, place).changes
    assert "refreshed" in changes.sentences[0]


def test_what_is_no_model_is_told(models):
    for given in ({}, [models["age"]], "age"):
        with pytest.raises(topline.ArgumentError, match="expected one to 50 models"):
            topline.model_table(given)
    with pytest.raises(topline.ArgumentError, match="model 'a' is 3; expected a model of a survey"):
        topline.model_table({"a": 3})
    with pytest.raises(topline.ArgumentError, match="beside is 'stars'"):
        topline.model_table(models, beside="stars")
    with pytest.raises(topline.ArgumentError, match="there are no tables"):
        topline.write_document({}, "models.docx")
    with pytest.raises(topline.ArgumentError, match=r"\.docx"):
        topline.write_document({"a": topline.model_table(models)}, "models.pdf")


def test_pooled_models_stand_beside_others_and_ratios_say_so():
    rng = np.random.default_rng(3)
    data = pd.DataFrame({"x": rng.normal(size=90), "y": rng.integers(0, 2, 90)})
    versions = [data.assign(x=data["x"] + rng.normal(size=90) / 5) for _ in range(3)]
    of = topline.Survey.from_imputations(versions)
    pooled = of.logistic("y ~ x", exponentiate=True)
    table = topline.model_table({"one": topline.Survey(data).logistic("y ~ x"), "all": pooled})
    own = table.table[table.table["model"] == "all"].set_index("term")
    assert own.loc["x", "estimate"] == pooled.table.table.set_index("term").loc["x", "estimate"]
    printed = table.printed()
    assert any(note.startswith("all (ratios): 3 versions of the data") for note in printed.notes)
    assert any(note.startswith("one: Logistic") for note in printed.notes)
    base = next(row for row in printed.rows if row.base)
    assert [cell.value for cell in base.cells if cell.value is not None] == [90, 90]
    with pytest.raises(topline.ArgumentError, match="expected a model of a survey"):
        topline.model_table({"mean": of.mean("x")})


@pytest.mark.parametrize(
    ("fit", "ratios"),
    [
        (lambda s, **own: s.logistic("y ~ x", **own), "odds ratios"),
        (lambda s, **own: s.glm("y ~ x", family="binomial", link="log", **own), "risk ratios"),
        (
            lambda s, **own: s.glm("y ~ x", family="binomial", link="cloglog", **own),
            "hazard ratios",
        ),
        (lambda s, **own: s.glm("n ~ x", family="poisson", **own), "rate ratios"),
        (lambda s, **own: s.glm("n ~ x", family="gamma", link="log", **own), "ratios of means"),
        (lambda s, **own: s.ordinal("o ~ x", **own), "odds ratios"),
        (lambda s, **own: s.multinomial("o ~ x", **own), "odds ratios"),
        (lambda s, **own: s.cox("n, y ~ x", **own), "hazard ratios"),
    ],
)
def test_what_ratios_a_model_has_is_said(fit, ratios):
    rng = np.random.default_rng(5)
    data = pd.DataFrame({"x": rng.choice(["a", "b"], 400), "y": rng.integers(0, 2, 400)})
    data = data.assign(n=rng.integers(1, 9, 400), o=rng.choice(["low", "medium", "high"], 400))
    survey = topline.Survey(data)
    model = fit(survey, exponentiate=True)
    assert model.ratios == ratios
    assert fit(survey).ratios == ""
    printed = topline.model_table({"it": model}).printed()
    assert any(note.startswith(f"it ({ratios}): ") for note in printed.notes)
    assert "x: b" in " ".join(row.labels[0] for row in printed.rows)
    assert not any("[" in row.labels[0] for row in printed.rows)
