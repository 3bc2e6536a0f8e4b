"""Titles that the documentation prints: each is held to the numbers it is drawn from."""

import ast
import functools
import json
import re
import runpy
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import pytest

import topline
from tests.conftest import REPOSITORY
from topline.report.stories.story import CHARTS, complement_of, story_estimates

GALLERY = REPOSITORY / "docs" / "gallery"


@functools.cache
def survey():
    data = topline.load_example_survey()
    return topline.Survey(data, weights="weight", strata="stratum", clusters="cluster")


def script(name):
    return runpy.run_path(str(GALLERY / f"{name}.py"))


def share(estimates, **where):
    """Return the one row with these labels, which may be published."""
    table = estimates.table
    own = np.all([table[name] == value for name, value in where.items()], axis=0)
    [row] = table[own].to_dict("records")
    assert topline.severity(table[own])[0] < topline.Severity.SUPPRESS
    return row


def told(estimates, label, **where):
    """Return whether a difference is above 0, adjusted for all of its table."""
    row = share(estimates, label=label, **where)
    return row["p_adjusted"] < 0.05 and row["ci_low"] > 0


def recruiters(percent):
    figures = topline.load_recruiters()
    own = figures[(figures["percent"] == percent) & figures["duplicate_of"].isna()]
    return topline.estimate_figures(own).table.iloc[0]


def ages(nets=False):
    found = survey().proportion("importance", by="age_group", missing="category")
    if nets:
        top = ["very important", "extremely important"]
        found = found.net({"top": top, "bottom": ["not at all important", "slightly important"]})
    return found.compare("age_group").table


def is_told(table, first, second, category):
    """Return whether a category is more frequent in the first group, adjusted over the table."""
    rows = table[table["category"] == category].set_index("label")
    turned = f"{second} − {first}" in rows.index
    row = rows.loc[f"{second} − {first}" if turned else f"{first} − {second}"]
    gap = -row["estimate"] if turned else row["estimate"]
    return gap > 0 and row["p_adjusted"] < 0.05


def fewer_than_in_2012():
    waves = script("06_trend")["WAVES"]
    for _, own in waves.groupby("who"):
        first, last = own.iloc[0], own.iloc[-1]
        counts = (last["count"], last["n"], first["count"], first["n"])
        if not topline.difference_interval(*counts).ci_high < 0:
            return False
    return set(waves.loc[waves["year"] >= 2019, "mode"]) == {"online"}


def important_to_recruiters():
    found = survey().proportion("importance", by="role").compare()
    return told(found, "recruiter − applicant", category="extremely important")


def medium_employers():
    found = survey().where("role == 'recruiter'").proportion("prefers_note", by="employer_size")
    return share(found, employer_size="medium", category="yes")["ci_low"] > 0.5


def first_poll():
    """Run the first cells of the notebook on weighting, and return what they name."""
    path = REPOSITORY / "notebooks" / "05_weighting.ipynb"
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    made = {}
    first = next(at for at, source in enumerate(code) if "plot_weights" in source)
    for source in code[:first]:
        exec(source.replace("../data", str(REPOSITORY / "data")), made)
    return made


def no_heavy_respondent():
    weights = first_poll()["raked"].weights
    return weights.max() < 4 * weights.mean()


def no_difference_from_the_census():
    poll = first_poll()
    return bool((poll["raked"].balance(poll["targets"])["after_points"].abs() < 0.05).all())


def harder_to_fill():
    found = topline.estimate_figures(topline.load_recruiters()).table
    own = found[found["claim"].str.startswith("filling entry-level positions is harder")]
    return (own["ci_low"] > 0.5).all() and len(own) == 1


def few_applicants():
    found = survey().proportion("importance", by="role")
    return share(found, role="applicant", category="extremely important")["ci_high"] < 0.1


def six_surveys():
    surveys = script("09_forest")["SURVEYS"]
    found = topline.pool_proportions(surveys["count"], surveys["n"], method="logit")
    return len(surveys) == 6 and found.ci_low > 0.5 > found.prediction_low


def ten_surveys():
    drawn = script("10_funnel")
    found = topline.funnel_data(drawn["COUNTS"], drawn["BASES"], method="logit")
    return len(found.outside) == 10 and not found.outside.any() and found.pooled.q_p_value > 0.05


def nine_shares_in_ten():
    p = np.linspace(0.001, 0.999, 999)
    return bool((topline.coverage_probability("wald", p, 50) < 0.95).mean() >= 0.9)


def drawn(name):
    """Return the numbers behind a chart of the gallery."""
    return script(name)["draw"]().table


def only_region_stays():
    """Weighted answers are at the population's shares, others within a point of their own."""
    table = drawn("14_balance").set_index("variable")
    moved = table.loc[["age", "sex"]]
    if (moved["after_points"].abs() > 0.05).any() or (moved["before_points"].abs() < 1).any():
        return False
    region = table.loc["region"]
    return bool(((region["after_points"] - region["before_points"]).abs() < 1).all())


def no_group_moves_by_ten_points():
    groups = drawn("15_small_multiples").groupby("who")["estimate"]
    years = drawn("15_small_multiples")["year"]
    return years.nunique() == 14 and bool((groups.max() - groups.min() < 0.1).all())


def twelve_states_above_half():
    table = drawn("16_tile_map")
    return (len(table), int((table["ci_low"] > 0.5).sum())) == (49, 12)


def most_in_the_south_only():
    above = drawn("17_map").set_index("label")["ci_low"] > 0.5
    return list(above[above].index) == ["South"]


def more_below_the_middle():
    table = drawn("18_lorenz").query("quantile == 0.5").set_index("country")
    return table.loc["Country A", "ci_low"] > table.loc["Country B", "ci_high"]


def no_ratio_is_told_from_one():
    table = drawn("19_coefficients")
    return bool(((table["ci_low"] < 1) & (table["ci_high"] > 1)).all())


def few_are_experienced():
    """Fewer than one in eight of those that the model was fitted to have 25 years or more."""
    data = topline.load_example_survey()
    own = data[(data["role"] == "recruiter") & data["prefers_note"].notna()]
    long = own["years_experience"] >= 25
    return (own["weight"] * long).sum() / own["weight"].sum() < 1 / 8


def more_stay_with_a_mentor():
    table = drawn("21_survival").query("time <= 365").groupby("mentor").tail(1)
    table = table.set_index("mentor")
    return table.loc["with a mentor", "ci_low"] > table.loc["without one", "ci_high"]


class Title(NamedTuple):
    """A title, and whether its numbers bear it."""

    words: str
    holds: Callable[[], bool]


TITLES = {
    "01_estimates": Title(
        "Most of 400 recruiters would hire the one who sent a note, for slightly more pay",
        lambda: recruiters(63)["ci_low"] > 0.5 and recruiters(63)["n"] == 400,
    ),
    "02_bars": Title("Few applicants find a thank-you note extremely important", few_applicants),
    "03_pictogram": Title(
        "63 in 100 of the recruiters asked prefer the candidate who sent a note",
        lambda: recruiters(63)["quantity"] == "proportion",
    ),
    "04_likert": Title(
        "More people of 50+ than of 18–24 find a note very or extremely important",
        lambda: is_told(ages(nets=True), "50+", "18-24", "top"),
    ),
    "05_difference": Title(
        "More recruiters than applicants find a note extremely important", important_to_recruiters
    ),
    "06_trend": Title(
        "Fewer find a note important than in 2012, and since 2019 they are asked online",
        fewer_than_in_2012,
    ),
    "07_crosstab": Title(
        "More people of 35–49 than of 25–34 find a note extremely important",
        lambda: is_told(ages(), "35-49", "25-34", "extremely important"),
    ),
    "08_uncertainty": Title(
        "At medium employers most recruiters prefer the candidate who sent a note", medium_employers
    ),
    "09_forest": Title(
        "Six surveys of one question together find a majority; a seventh may not", six_surveys
    ),
    "10_funnel": Title("All ten surveys lie where chance alone would put them", ten_surveys),
    "11_coverage": Title(
        "For nine shares in ten the textbook interval covers less often than it says",
        nine_shares_in_ten,
    ),
    "12_weights": Title(
        "Weighting makes 863 respondents count as 747",
        lambda: (
            round(863 / topline.kish_design_effect(topline.load_example_survey()["weight"])) == 747
        ),
    ),
    "13_tipping_point": Title(
        "A majority of 63% falls at a design effect above 7",
        lambda: 7 < topline.tipping_point(252, 400, value=0.5) < 7.5,
    ),
    "14_balance": Title(
        "Weighting brings age and sex to the population, and leaves region where it was",
        only_region_stays,
    ),
    "15_small_multiples": Title(
        "No group's share moves by ten points in fourteen years", no_group_moves_by_ten_points
    ),
    "16_tile_map": Title(
        "In 12 of 49 states the whole interval lies above one half", twelve_states_above_half
    ),
    "17_map": Title("In the South more than half find a note important", most_in_the_south_only),
    "18_lorenz": Title(
        "The lower half has more of all incomes in country A", more_below_the_middle
    ),
    "19_coefficients": Title("No ratio of odds is told from 1", no_ratio_is_told_from_one),
    "20_margins": Title("Of long experience the model knows few people", few_are_experienced),
    "22_heat_table": Title(
        "More people of 35–49 than of 25–34 find a note extremely important",
        lambda: is_told(ages(), "35-49", "25-34", "extremely important"),
    ),
    "21_survival": Title(
        "After a year more of those with a mentor are still there", more_stay_with_a_mentor
    ),
}


def titles_in(source):
    """Return the texts that a script gives as titles."""
    return [
        keyword.value.value
        for call in ast.walk(ast.parse(source))
        if isinstance(call, ast.Call)
        for keyword in call.keywords
        if keyword.arg == "title" and isinstance(keyword.value, ast.Constant)
    ]


def test_every_title_of_the_gallery_is_held():
    found = {
        path.stem: titles_in(path.read_text(encoding="utf-8")) for path in GALLERY.glob("*.py")
    }
    assert found == {name: [title.words] for name, title in TITLES.items()}


@pytest.mark.parametrize("name", TITLES)
def test_the_numbers_bear_the_title(name):
    assert TITLES[name].holds()


def test_the_titles_of_the_story_are_those_of_its_numbers():
    titles = {plan.name: plan.title for plan in CHARTS}
    table = story_estimates().table.set_index("figure_id")
    rows = {
        plan.name: [complement_of(r.figure_id) if r.complement else r.figure_id for r in plan.rows]
        for plan in CHARTS
    }
    reckoned, prefer = table.loc[rows["headline"][0]], table.loc[rows["headline"][1]]
    assert "about a quarter" in titles["headline"]
    assert reckoned["ci_low"] < 0.25 < reckoned["ci_high"]
    assert "most prefer" in titles["headline"]
    assert prefer["ci_low"] > 0.5
    for figure in ("ICIMS2018_SEN_confident", "ICIMS2018_SEN_unrelated"):
        assert table.loc[figure, "ci_low"] > 0.5
    sends = table.loc[rows["who-is-asked"]]
    groups = [row.group for plan in CHARTS if plan.name == "who-is-asked" for row in plan.rows]
    employers = np.array([group == groups[0] for group in groups])
    ends = [f"{edge:.0f}" for own in (sends[employers], sends[~employers])
            for edge in (own["percent"].min(), own["percent"].max())]  # fmt: skip
    assert re.findall(r"\d+", titles["who-is-asked"]) == ends
    asked = table.loc[rows["influence"], "percent"]
    assert re.findall(r"\d+", titles["influence"]) == [f"{asked.min():.0f}", f"{asked.max():.0f}"]


def send():
    """Return the figures of who sends a note that have a base, and those that the first draws."""
    table = topline.estimate_figures(topline.load_thank_you_notes()).table
    own = table[table["figure_id"].str.endswith("_send") & table["duplicate_of"].isna()]
    return own[own["n"].notna() & own["ci_low"].notna()], own[own["confidence"] != "low"]


def employers_from_20_to_51():
    based, drawn = send()
    for rows in (based, drawn):
        own = rows[rows["quantity"] == "bounded_mean"]["percent"]
        if (own.min(), own.max()) != (20, 51):
            return False
    return True


def applicants_have_no_base():
    drawn = send()[1]
    own = drawn[(drawn["unit"] == "share_of_respondents") & drawn["estimate"].notna()]
    return employers_from_20_to_51() and len(own) > 0 and bool(own["n"].isna().all())


def one_survey_of_workers():
    table = topline.estimate_figures(topline.load_thank_you_notes()).table
    row = table.set_index("figure_id").loc["CB2016_W_notsend"]
    shares = send()[0]["quantity"] == "proportion"
    return employers_from_20_to_51() and not shares.any() and round(100 - row["percent"]) == 43


def about_a_quarter_and_most():
    reckoned, prefer = recruiters(26), recruiters(63)
    return reckoned["ci_low"] < 0.25 < reckoned["ci_high"] and prefer["ci_low"] > 0.5


def rare_answers_missed():
    covered = topline.coverage_probability("wald", np.linspace(0.001, 0.05, 50), 30)
    return bool((covered < 0.9).all())


def notes_received_alike():
    found = survey().where("role == 'recruiter'").mean("share_received", by="employer_size")
    return bool((found.compare().table["p_adjusted"] > 0.05).all())


NOTEBOOKS = {
    "01_thank_you_notes": [
        Title(
            "Recruiters reckon about a quarter of applicants send notes; most prefer one who did",
            about_a_quarter_and_most,
        ),
        Title(
            "26 in 100 applicants send a note, by the recruiters' reckoning",
            lambda: recruiters(26)["quantity"] == "bounded_mean",
        ),
        Title(
            "Employers' estimates run from 20% to 51%; applicants' own shares have no stated base",
            applicants_have_no_base,
        ),
    ],
    "02_choosing_an_interval": [
        Title("Wald intervals miss rare answers far more often than they say", rare_answers_missed),
    ],
    "03_can_these_surveys_be_compared": [
        Title(
            "Employers' estimates run from 20% to 51%; by the one survey of workers 43% send notes",
            one_survey_of_workers,
        ),
    ],
    "04_microdata": [
        Title(
            "At medium employers most recruiters prefer the candidate who sent a note",
            medium_employers,
        ),
        Title(
            "No difference between employers of different size is shown in notes received",
            notes_received_alike,
        ),
    ],
    "05_weighting": [
        Title("No respondent counts for more than four of the average", no_heavy_respondent),
        Title("Every margin meets the census", no_difference_from_the_census),
    ],
    "06_published_tables": [
        Title("Most recruiters find entry-level positions harder to fill", harder_to_fill),
    ],
}
"""Titles of each notebook, in its order."""


def test_every_title_of_a_notebook_is_held():
    found = {}
    for path in sorted((REPOSITORY / "notebooks").glob("*.ipynb")):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
        found[path.stem] = [title for source in code for title in titles_in(source)]
    assert found == {name: [one.words for one in own] for name, own in NOTEBOOKS.items()}


@pytest.mark.parametrize(
    "title", [one for own in NOTEBOOKS.values() for one in own], ids=lambda title: title.words[:30]
)
def test_the_numbers_bear_the_title_of_a_notebook(title):
    assert title.holds()


def test_a_title_of_other_numbers_is_not_borne(monkeypatch):
    monkeypatch.setattr(topline, "coverage_probability", lambda *_: np.full(50, 0.95))
    assert not rare_answers_missed()
    few = topline.load_recruiters().assign(n=19)
    monkeypatch.setattr(topline, "load_recruiters", lambda: few)
    assert not about_a_quarter_and_most()
    every = topline.load_thank_you_notes()
    moved = every.assign(percent=every["percent"].replace(51, 48))
    monkeypatch.setattr(topline, "load_thank_you_notes", lambda: moved)
    assert not employers_from_20_to_51()
