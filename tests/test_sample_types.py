"""How respondents were drawn: one sentence a kind of sample, the same from every door."""

import re
import sys
from dataclasses import replace

import matplotlib.pyplot as plt
import pandas as pd
import pytest

import topline
from tests.conftest import in_one_test
from topline import GERMAN, LIGHT, ArgumentError, Survey, cli
from topline.plotting.frame.record import record_on
from topline.plotting.publishing.captions import caption
from topline.report.disclosed import as_disclosed
from topline.report.render import of_figures
from topline.sample_types import SAMPLE_TYPES, known_sample_type, told_of

ROWS = 120
DATA = pd.DataFrame(
    {
        "q": ["agree", "disagree", "neither agree nor disagree"] * (ROWS // 3),
        "g": ["a"] * (ROWS // 2) + ["b"] * (ROWS // 2),
        "x": [1.0, 2.0, 4.0, 5.0] * (ROWS // 4),
        "w": [1.0, 2.0] * (ROWS // 2),
        "c": [i // 4 for i in range(ROWS)],
        "size": 5000,
    }
)
MODELS = [kind for kind in SAMPLE_TYPES if kind != "probability"]
UNTOLD = "How respondents were drawn was not told; intervals model a random draw"
SIMPLE = "simple random"


def drawn(*shown):
    """Return the words of charts on their Axes."""
    records = [record_on(ax) for ax in shown]
    words = [caption(record).text(record.style.strings) for record in records]
    plt.close("all")
    return words


def of_microdata(survey):
    """Return what every door of a survey says, by its name."""
    shares, means = survey.proportion("q"), survey.mean("x", by="g")
    table = survey.crosstab("q", "g")
    charts = drawn(
        topline.plot_estimates(shares),
        topline.plot_bars(means),
        topline.plot_likert(shares),
        topline.plot_difference(means),
        topline.plot_estimates(shares.with_interval(0.9)),
        topline.plot_pictogram(shares.subset([0])),
    )
    return {
        "repr": repr(survey),
        "notebook": survey._repr_html_(),
        "check": survey.check().to_string(),
        "estimates": repr(shares),
        "printed": shares.to_markdown(),
        "notebook table": shares._repr_html_(),
        "difference": repr(means.compare()),
        "net": repr(shares.net({"all": ["agree", "disagree"]})),
        "median": repr(survey.median("x")),
        "crosstab": table.to_markdown(),
        "chi-square": repr(survey.chi_square("q", "g")),
        "subpopulation": repr(survey.where("g == 'a'").mean("x")),
        "replicates": repr(survey.to_replicates("bootstrap", replicates=20, rng=1).mean("x")),
        **{f"chart {number}": words for number, words in enumerate(charts)},
    }


def test_every_door_of_microdata_says_the_same():
    kind = "opt_in"
    sentence = SAMPLE_TYPES[kind].sentence
    for door, words in of_microdata(Survey(DATA, sample_type=kind)).items():
        assert sentence in words.lower(), door
        assert SIMPLE not in words.lower(), door
        assert "margin of error" not in words.lower(), door


@pytest.mark.parametrize("kind", MODELS)
def test_a_table_says_each_kind(kind):
    assert SAMPLE_TYPES[kind].sentence in repr(Survey(DATA, sample_type=kind).mean("x"))


def test_without_a_design_every_door_says_that_it_was_not_told():
    assert Survey(DATA).design.words.endswith(UNTOLD.lower()[1:])
    for door, words in of_microdata(Survey(DATA, weights="w")).items():
        assert UNTOLD.lower() in words.lower(), door
        assert SIMPLE not in words.lower(), door


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"sample_type": "probability"}, "Random sample: 120 respondents; equal weights"),
        ({"sample_type": "probability", "weights": "w"}, "Random sample: 120 respondents; weights"),
        ({"clusters": "c"}, "Cluster sample: 30 clusters; equal weights"),
        ({"strata": "g", "weights": "w"}, "Stratified random sample: 120 respondents in 2 strata"),
        ({"fpc": "size"}, "Simple random sample: 120 respondents; weights from the design; finite"),
    ],
)
def test_a_design_says_what_was_told(told, words):
    survey = Survey(DATA, **told)
    assert survey.design.sample_type == "probability"
    assert survey.design.words.startswith(words)
    assert "random draw" not in repr(survey.mean("x")) + repr(survey) + survey.check().to_string()
    assert "random draw" not in drawn(topline.plot_estimates(survey.mean("x")))[0]


def test_a_kind_of_sample_goes_before_the_design():
    survey = Survey(DATA, clusters="c", sample_type="opt-in panel")
    assert survey.design.words == (
        "30 clusters; equal weights; respondents chose to take part; intervals model a random draw"
    )
    assert survey.with_sample_type("probability").design.words.startswith("Cluster sample: 30")
    assert Survey(DATA, clusters="c", sample_type="not_stated").design.sample_type == "not_stated"
    preset = Survey(DATA.assign(WTSSPS=DATA["w"], VSTRAT=DATA["g"], VPSU=DATA["c"]), preset="gss")
    assert preset.design.sample_type == "probability"


@in_one_test(
    ("word", "kind"),
    [
        ("Opt-in", "opt_in"),
        ("nonprobability", "opt_in"),
        ("Non-Probability Sample", "opt_in"),
        ("convenience", "opt_in"),
        ("self-selected", "opt_in"),
        ("Probability", "probability"),
        ("census", "census"),
        ("not stated", "not_stated"),
        ("quota", None),
        ("", None),
        (3, None),
    ],
)
def test_words_for_the_kinds(word, kind):
    assert known_sample_type(word) == kind
    if kind is None:
        with pytest.raises(ArgumentError, match="expected one of probability, opt_in, census"):
            Survey(DATA, sample_type=word)
    else:
        assert Survey(DATA, sample_type=word).design.sample_type == kind


@pytest.mark.parametrize("kind", MODELS)
def test_charts_in_german(kind):
    style = replace(LIGHT, strings=GERMAN)
    [words] = drawn(topline.plot_estimates(Survey(DATA, sample_type=kind).mean("x"), style=style))
    assert "Intervalle unterstellen eine Zufallsauswahl." in words
    assert "intervals" not in words


FIGURES = pd.DataFrame(
    {
        "figure_id": ["a", "b"],
        "claim": ["prefer one", "prefer the other"],
        "percent": ["63%", "37%"],
        "n": [400, 300],
        "unit": "share_of_respondents",
        "survey_id": ["one", "two"],
    }
)


def of_published(kind):
    """Return what every door of published figures says, by its name."""
    figures = topline.as_figures(FIGURES.assign(sample_type=kind))
    estimates = topline.estimate_figures(figures)
    lead = estimates.contrast({"a": 1, "b": -1})
    one, many, apart = drawn(
        topline.plot_estimates(estimates.subset([0])),
        topline.plot_bars(estimates),
        topline.plot_estimates(lead),
    )
    return {
        "estimates": repr(estimates),
        "printed": estimates.to_markdown(),
        "difference": repr(lead),
        "page": of_figures(figures, estimates)["sampling"],
        "chart": one,
        "bars": many,
        "chart of a difference": apart,
        "lead": topline.percent_lead("48%", "44%", 800, sample_type=kind).sentence,
        "percents": topline.percent_difference("8%", 80, "4%", 80, sample_type=kind).sentence,
    }


@pytest.mark.parametrize("kind", SAMPLE_TYPES)
def test_every_door_of_figures_says_the_same(kind):
    sentence = SAMPLE_TYPES[kind].sentence
    for door, words in of_published(kind).items():
        assert (sentence or words.lower()) in words.lower(), door
        assert bool(sentence) == ("model a random draw" in words), door


def test_several_kinds_in_one_chart():
    assert told_of(["opt_in", "not_stated", "opt_in"]) == [
        "some respondents chose to take part",
        "how some respondents were drawn was not told",
    ]
    assert told_of(["probability", "opt_in"]) == ["some respondents chose to take part"]
    assert told_of(["probability"]) == told_of([]) == []


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    DATA.to_csv("answers.csv", index=False)

    def command(*arguments):
        monkeypatch.setattr(sys, "argv", ["topline", *arguments])
        with pytest.raises(SystemExit) as stopped:
            cli.main()
        printed = capsys.readouterr()
        assert stopped.value.code in (0, 1, None), printed.err
        return " ".join(printed.out.split())

    return command


@pytest.mark.parametrize(
    "arguments",
    [
        ("estimate", "answers.csv", "--proportion", "q"),
        ("estimate", "answers.csv", "--mean", "x", "--weights", "w", "--format", "json"),
        ("check", "answers.csv", "--format", "md"),
        ("interval", "63%", "--n", "400"),
        ("lead", "48%", "44%", "--n", "800"),
        ("compare", "8%", "80", "4%", "80"),
    ],
)
def test_every_command_says_the_same(run, arguments):
    assert UNTOLD.lower() in run(*arguments).lower()
    told = run(*arguments, "--sample-type", "opt_in").lower()
    assert SAMPLE_TYPES["opt_in"].sentence in told
    assert "random draw" not in run(*arguments, "--sample-type", "probability")


def test_describe_says_that_a_file_tells_nothing_of_it(run):
    assert UNTOLD in run("describe", "answers.csv")


def page_of(folder, **options):
    page = topline.write_survey_report(
        Survey(DATA, **options.pop("told", {})), ["q"], folder, **options
    )
    return page.read_text(encoding="utf-8")


def test_a_page_says_it_in_lede_captions_and_method(tmp_path):
    html = page_of(tmp_path / "untold")
    lede = html[html.index('<p class="standfirst">') :].partition("</p>")[0]
    method = html[html.index('<section id="method"') :].partition("</section>")[0]
    assert UNTOLD in lede
    assert UNTOLD.lower() in method.lower()
    assert html.count("Simple random") == html.count("margin of error") == 0
    # the captions of its charts are drawn, in lines
    picture = (tmp_path / "untold" / "figures" / "question-1.svg").read_text(encoding="utf-8")
    lines = " ".join(re.findall(r"<text[^>]*>([^<]*)</text>", picture))
    assert UNTOLD in lines


def test_a_disclosure_record_reaches_the_page(tmp_path):
    html = page_of(tmp_path, disclosure=topline.Disclosure({"sample_type": "nonprobability"}))
    assert html.count("espondents chose to take part; intervals model a random draw") >= 2
    assert "Simple random" not in html
    assert UNTOLD not in html


@in_one_test(
    ("told", "record", "kind"),
    [
        ({}, {"sample_type": ["probability", "opt_in"]}, "mixed"),
        ({}, {"sample_type": "Non-probability"}, "opt_in"),
        ({"clusters": "c"}, {"sample_type": "opt_in"}, "opt_in"),
        ({"sample_type": "probability"}, {"sample_type": "not_stated"}, "probability"),
        ({"sample_type": "not_stated"}, {"sample_type": "census"}, "census"),
        ({}, {"sample_type": "quota"}, "not_stated"),
        ({}, {"sample_type": "not_disclosed"}, "not_stated"),
        ({}, {}, "not_stated"),
    ],
)
def test_a_record_tells_the_kind_that_a_survey_does_not(told, record, kind):
    found = as_disclosed(Survey(DATA, **told), topline.Disclosure(record))
    assert found.design.sample_type == kind


def test_a_record_and_a_survey_that_differ_are_refused(tmp_path):
    record = topline.Disclosure({"sample_type": "opt_in"})
    with pytest.raises(ArgumentError, match="'probability', and the disclosure record says"):
        page_of(tmp_path, told={"sample_type": "probability"}, disclosure=record)


def test_an_option_of_a_report_goes_before_its_plan(run, tmp_path):
    plan = 'data = "answers.csv"\nquestions = ["q"]\n[design]\nsample_type = "census"\n'
    (tmp_path / "plan.toml").write_text(plan, encoding="utf-8")
    assert topline.read_report_plan("plan.toml").design["sample_type"] == "census"
    run("report", "plan.toml", "--sample-type", "mixed")
    assert SAMPLE_TYPES["mixed"].sentence in (tmp_path / "report/index.html").read_text("utf-8")


def test_the_readme_promises_it(repository):
    words = " ".join((repository / "README.md").read_text(encoding="utf-8").split())
    assert "in the same words" in words
    assert "sample_type=" in words


def test_a_page_of_figures_is_told_by_an_option_where_its_rows_say_nothing(run, tmp_path):
    FIGURES.assign(sample_type=["probability", ""]).to_csv("figures.csv", index=False)
    run("report", "--figures", "figures.csv")
    page = tmp_path / "report" / "index.html"
    assert "how some respondents were drawn was not told" in page.read_text("utf-8").lower()
    run("report", "figures.csv", "--sample-type", "opt_in")
    html = page.read_text("utf-8").lower()
    assert "some respondents chose to take part" in html
    assert "was not told" not in html


def test_a_planned_size_supposes_a_random_draw(run):
    for plan in (("margin", "3%"), ("difference", "50%", "55%", "--response-rate", "0.2")):
        assert "supposes that they are drawn at random" in run("plan", *plan)
