"""Headlines: each says what intervals and the test of differences support, and no more."""

import numpy as np
import pandas as pd
import pytest

from topline import ArgumentError, Estimates, Survey, estimate_figures, propose_headline

pytestmark = pytest.mark.quick


def data_of(name="q", **counts):
    """Return so many respondents of each answer."""
    return pd.DataFrame({name: [a for answer, n in counts.items() for a in [answer] * n]})


def answers(**counts):
    """Return shares of a question with so many of each answer."""
    return Survey(data_of(**counts)).proportion("q")


def kinds(headline):
    return {claim.kind for claim in headline.supported}


@pytest.mark.parametrize(
    ("counts", "text"),
    [
        ({"yes": 70, "no": 30}, "Most of those who answered say “yes”: 70%"),
        ({"yes": 52, "no": 48}, "“yes” (52%) and “no” (48%) cannot be told apart"),
        ({"a": 45, "b": 30, "c": 25}, "“a” (45%) and “b” (30%) cannot be told apart"),
        ({"a": 45, "b": 20, "c": 35}, "“a” (45%) and “c” (35%) cannot be told apart"),
        ({"a": 440, "b": 300, "c": 260}, "More say “a” (44%) than any other answer; no majority"),
        ({"a": 34, "b": 33, "c": 33}, "“a” (34%) cannot be told from “b” (33%) and 1 more"),
        ({"a": 1015, "b": 960}, "“a” (51%) and “b” (49%) cannot be told apart"),
    ],
)
def test_shares_of_a_question_are_told_as_their_intervals_allow(counts, text):
    assert propose_headline(answers(**counts)).text == text


def test_a_limit_above_half_does_not_read_as_half():
    headline = propose_headline(answers(yes=5220, no=4780))
    assert headline.text == "Just over half of those who answered say “yes”: 52.2%"
    narrow = propose_headline(answers(yes=535, no=465))
    assert "50.4% to" in narrow.say


@pytest.mark.parametrize(
    ("counts", "text"),
    [
        ((10, 20, 30, 60, 80), "Most of those who answered say “Agree or Strongly agree”: 70%"),
        (
            (40, 50, 30, 50, 30),
            "“Strongly disagree or Disagree” (45%) and “Agree or Strongly agree” (40%) "
            "cannot be told apart",
        ),
        (
            (60, 70, 120, 40, 10),
            "More say “Strongly disagree or Disagree” (43%) than “Agree or Strongly agree” (17%)",
        ),
    ],
)
def test_a_scale_is_told_by_the_nets_of_its_ends(counts, text):
    scale = ("Strongly disagree", "Disagree", "Neither", "Agree", "Strongly agree")
    shares = answers(**dict(zip(scale, counts, strict=True)))
    assert propose_headline(shares).text == text
    assert {len(claim.first) for claim in propose_headline(shares).supported} == {2}
    assert "“Neither”" not in propose_headline(shares, scale=False).text or counts[2] == 120


@pytest.mark.parametrize(("yes", "begun"), [(10_600, "Just over half of"), (10_900, "Most of")])
def test_a_narrow_majority_is_called_so(yes, begun):
    data = pd.DataFrame({"likes": ["Yes"] * yes + ["No"] * (20_000 - yes)})
    headline = propose_headline(Survey(data).proportion("likes"))
    assert headline.text.startswith(begun)
    assert [claim.kind for claim in headline.supported] == ["majority"]


def test_a_lesser_answer_is_no_finding_beside_one_that_may_not_be_named():
    party = ["Centre"] * 13 + ["Left"] * 22 + ["None"] + ["Right"] * 9
    headline = propose_headline(Survey(pd.DataFrame({"party": party})).proportion("party"))
    assert headline.supported == ()
    assert "Centre" not in headline.text + headline.say


def test_a_difference_that_is_shown_does_not_read_as_none():
    hours = np.tile([-1.0, 1.0], 200)
    data = pd.DataFrame({"hours": np.r_[hours, hours + 0.1425], "who": ["a"] * 400 + ["b"] * 400})
    headline = propose_headline(Survey(data).mean("hours", by="who"))
    assert headline.text.startswith("hours: higher in “b”")
    assert "by 0.004 to 0.281" in headline.say


def test_of_groups_that_do_not_differ_the_lowest_and_the_highest_are_told():
    rows = [("a", 50, 50), ("b", 53, 47), ("c", 48, 52)]
    data = pd.DataFrame(
        [(who, "Yes") for who, yes, _ in rows for _ in range(yes)]
        + [(who, "No") for who, _, no in rows for _ in range(no)],
        columns=["who", "own"],
    )
    told = propose_headline(Survey(data).proportion("own", by="who")).say
    assert "48% in “c”" in told
    assert "53% in “b”" in told


def test_several_answers_are_not_added_up():
    data = pd.DataFrame({"a": ["Yes"] * 80 + ["No"] * 20, "b": ["No"] * 25 + ["Yes"] * 75})
    headline = propose_headline(Survey(data, sets={"uses": ["a", "b"]}).proportion("uses"))
    assert headline.text == "Most chose “a” (80%), and most chose “b” (75%)"
    assert "add up to 100%" in headline.do_not_say


def test_a_share_set_by_the_design_is_no_finding():
    data = pd.DataFrame({"sex": ["f"] * 50 + ["m"] * 20, "size": [500] * 50 + [200] * 20})
    fixed = propose_headline(Survey(data, strata="sex").proportion("sex"))
    assert fixed.text == "“f” is 71% by design, not a finding"
    three = pd.DataFrame({"area": ["a"] * 50 + ["b"] * 20 + ["c"] * 10})
    every = propose_headline(Survey(three, strata="area").proportion("area"))
    assert every.text == "All 3 shares are set by design, such as “a” (63%)"
    assert [claim.kind for claim in every.supported] == ["fixed"] * 3
    everybody = Survey(data.assign(size=70), fpc="size").proportion("sex")
    assert propose_headline(everybody).text == "Most of those who answered say “f”: 71%"


def test_means_have_no_majority():
    data = pd.DataFrame({"hours": np.arange(100) % 15, "group": ["a", "b"] * 50})
    mean = Survey(data).mean("hours")
    assert propose_headline(mean).text == "hours: 6.8 on average (5.9 to 7.6)"
    assert propose_headline(mean, question="Hours?").text == "6.8 on average (5.9 to 7.6)"
    by_group = propose_headline(Survey(data).mean("hours", by="group"))
    assert by_group.text.startswith("hours: no difference between “a”")
    shifted = data.assign(hours=data["hours"] + 9 * (data["group"] == "b"))
    found = propose_headline(Survey(shifted).mean("hours", by="group"))
    assert found.text == "hours: higher in “b” (15.8) than in “a” (6.7)"


def test_groups_differ_where_the_test_says_so():
    data = pd.concat(
        [data_of(yes=n, no=200 - n).assign(g=g) for g, n in {"x": 120, "y": 60, "z": 115}.items()]
    )
    headline = propose_headline(Survey(data).proportion("q", by="g"))
    assert headline.text == "“yes”: more in “x” (60%) than in “y” (30%)"
    assert headline.do_not_say.startswith("That “x” and “z” differ")


def test_the_only_group_that_may_be_named_is_told_alone():
    data = pd.concat([data_of(yes=80, no=20).assign(g="big"), data_of(yes=5, no=3).assign(g="few")])
    headline = propose_headline(Survey(data).proportion("q", by="g"))
    assert headline.text == "Most of “big” say “yes”: 80%"
    assert "few" not in headline.say


def test_waves_are_compared_from_first_to_last():
    data = pd.concat(
        [
            data_of(yes=n, no=300 - n).assign(year=y)
            for y, n in {2012: 200, 2018: 160, 2025: 140}.items()
        ]
    )
    data["mode"] = np.where(data["year"] < 2015, "telephone", "online")
    shares = Survey(data).proportion("q", by=["year", "mode"])
    headline = propose_headline(shares)
    assert headline.text == "“yes” fell from 67% in 2012 to 47% in 2025, asked in another way"
    assert "the way of asking changed" in headline.do_not_say
    same = data.assign(q=np.tile(["yes", "no"], 450))
    flat = propose_headline(Survey(same).proportion("q", by="year"), wave="year")
    assert flat.text == "No change from 2012 to 2025 is shown: “yes” 50% and 50%"


def figures(*rows, **same):
    shared = {"unit": "share_of_respondents", "n": 400, **same}
    table = pd.DataFrame([{**shared, "survey_id": "s", **row} for row in rows])
    return estimate_figures(table.assign(figure_id=[f"f{k}" for k in range(len(table))]))


@pytest.mark.usual
def test_published_figures_are_counted_and_not_ranked():
    tea, milk = {"claim": "like tea", "percent": 63}, {"claim": "like milk", "percent": 52}
    one = propose_headline(figures(tea))
    assert one.text == "63% of respondents, a majority: like tea"
    assert one.say.endswith("; how respondents were drawn was not told.")
    two = propose_headline(figures(milk, tea))
    assert two.text == "One of 2 shares is a majority: like tea (63%)"
    assert "question of its own" in two.do_not_say
    surveys = propose_headline(figures(tea, {**milk, "survey_id": "t"}))
    assert surveys.text == "One of 2 shares is a majority: like tea (63%)"
    mean = propose_headline(figures(tea, unit="mean_of_respondent_estimates"))
    assert "a mean of estimates" in mean.text
    assert kinds(mean) == {"level"}


def test_figures_that_say_their_answers_are_one_question():
    asked = {"question": "Do you?", "claim": ""}
    rows = [
        {**asked, "answer": a, "percent": p} for a, p in (("yes", 30), ("no", 60), ("so so", 10))
    ]
    assert propose_headline(figures(*rows)).text == "Most of the respondents say “no”: 60%"


def test_nothing_is_claimed_of_what_is_not_known():
    table = answers(yes=70, no=30).table
    unknown = table.assign(std_error=np.nan, ci_low=np.nan, ci_high=np.nan)
    none = table.assign(estimate=np.nan, std_error=np.nan, ci_low=np.nan, ci_high=np.nan)
    for frame in (unknown, none, table.iloc[:0], table.assign(reasons="nchs_few")):
        headline = propose_headline(Estimates(frame.drop(columns="flag")), question="Do you?")
        assert (headline.text, headline.supported) == ("Do you?", ())
        assert headline.say.startswith("No finding")


def test_what_no_test_compared_is_neither_different_nor_alike():
    """Limits without standard errors, as some publish them; then those of A and B are known."""
    frame = pd.DataFrame(
        {"group": list("ABC"), "outcome": "income", "estimate": [10.0, 11.0, 12.0],
         "std_error": np.nan, "ci_low": [8.0, 9.0, 10.0], "ci_high": [12.0, 13.0, 14.0],
         "confidence_level": 0.95, "interval": "published_limits", "df": np.inf, "n": pd.NA,
         "n_effective": np.nan, "deff": np.nan, "reasons": "", "quantity": "value"}
    )  # fmt: skip
    unknown = np.full((3, 3), np.nan)
    for column, words in (
        ("group", "“A” (10.0) and “B” (11.0)"),
        ("wave", "“A” (10.0) and “C” (12.0)"),
    ):
        headline = propose_headline(Estimates(frame.rename(columns={"group": column}), unknown))
        assert (headline.text, headline.supported) == ("income", ())
        assert headline.say.startswith(f"Whether {words} differ was not computed")
    unknown[:2, :2] = np.eye(2)
    headline = propose_headline(Estimates(frame.assign(std_error=[1.0, 1.0, np.nan]), unknown))
    assert headline.text == "income: no difference between “A” (10.0) and “B” (11.0) is shown"
    assert [(claim.first, claim.second) for claim in headline.supported] == [((0,), (1,))]


def test_answers_that_no_test_compares_are_held_against_a_half():
    for table, text in (
        (answers(a=90, b=80, c=60), "39% of those who answered say “a”, less than half"),
        (answers(yes=70, no=30), "Most of those who answered say “yes”: 70%"),
    ):
        size = len(table.table)
        shares = table.table.assign(n=pd.NA, std_error=np.nan, df=np.nan, n_effective=np.nan)
        unknown = np.full((size, size), np.nan)
        assert propose_headline(Estimates(shares, unknown)).text == text


def test_an_answer_that_may_not_be_published_takes_the_lead_away():
    table = answers(a=90, b=60, c=50)
    reasons = ["", "nchs_imprecise", ""]
    frame = table.table.drop(columns="flag").assign(reasons=reasons)
    headline = propose_headline(Estimates(frame, table.covariance))
    assert headline.text == "45% of those who answered say “a”; a majority is not shown"
    assert "“b”" not in headline.text + headline.say + headline.do_not_say


@pytest.mark.parametrize(
    "wrong",
    [{"scale": "yes"}, {"wave": "year"}, {"mode": "x"}, {"question": 3}, {"respondents": 3}],
)
def test_what_is_wrong_is_refused_in_words(wrong):
    with pytest.raises(ArgumentError, match=next(iter(wrong))):
        propose_headline(answers(yes=1, no=1), **wrong)
    with pytest.raises(ArgumentError, match="expected Estimates"):
        propose_headline("a table")


def test_nets_are_of_the_sides_that_answers_say():
    """Of agreement that nobody strongly refused, "Neither" is on no side."""
    shares = answers(**{"Disagree": 30, "Neither": 60, "Agree": 70, "Strongly agree": 40})
    headline = propose_headline(shares)
    assert "“Agree or Strongly agree” (55%)" in headline.text or "Agree or" in headline.text
    assert "Neither" not in headline.text + headline.say
    three = answers(**{"Disagree": 40, "Agree": 30, "Strongly agree": 50})
    assert propose_headline(three).text.startswith(
        "Most of those who answered say “Agree or Strongly agree”"
    )


def test_a_majority_between_both_ends_is_what_a_scale_shows():
    scale = ("Strongly disagree", "Disagree", "Neither", "Agree", "Strongly agree")
    shares = answers(**dict(zip(scale, (60, 50, 470, 60, 60), strict=True)))
    headline = propose_headline(shares)
    assert headline.text == "Most of those who answered say “Neither”: 67%"
    assert kinds(headline) == {"majority"}


def test_answers_of_one_side_have_no_nets():
    headline = propose_headline(answers(**{"Neither": 60, "Agree": 280, "Strongly agree": 400}))
    assert "“Strongly agree”" in headline.text
    assert " or " not in headline.text


def test_a_label_is_not_cut_to_what_another_answer_begins_with():
    full, part = "Employed, working full-time", "Employed, working part-time"
    shares = answers(**{full: 480, part: 110, "Not employed": 200, "Retired": 210})
    assert full in propose_headline(shares).text
    long = "Employed by one of the municipal companies or authorities of this district " * 2
    cut = propose_headline(answers(**{long: 480, "Not employed": 200, "Retired": 210})).text
    assert "…" in cut


def test_the_interval_of_a_mean_of_estimates_is_at_most_so_wide():
    figures = pd.DataFrame({"claim": ["think that so many smoke"], "percent": ["31%"], "n": [900]})
    mean = propose_headline(estimate_figures(figures.assign(unit="mean_of_respondent_estimates")))
    assert "interval at most 2" in mean.say
    assert mean.say.startswith("31% on average, a mean of estimates: think that so many smoke")
    share = propose_headline(estimate_figures(figures.assign(unit="share_of_respondents")))
    assert "at most" not in share.say


def test_without_a_finding_the_first_of_several_is_no_title():
    figures = pd.DataFrame({"claim": ["think so", "do not"], "percent": ["44%", "56%"], "n": None})
    estimates = estimate_figures(figures)
    assert propose_headline(estimates).text == "No finding"
    assert propose_headline(estimates.subset([0])).text == "think so"


def test_what_everybody_said_is_told_as_such():
    found = propose_headline(answers(yes=200))
    assert found.text == "All of those who answered say “yes”"
    assert found.do_not_say.startswith("That everybody would say “yes”: 98.")
    nearly = propose_headline(answers(yes=398, no=2))
    assert nearly.text == "Most of those who answered say “yes”: 99.5%"
    assert ">" not in nearly.do_not_say


def test_an_answer_that_says_yes_is_on_the_side_of_yes():
    frame = pd.DataFrame({"q": ["Yes, definitely"] * 54 + ["Yes, probably"] * 51 + ["No"] * 45})
    found = propose_headline(Survey(frame, sample_type="probability").proportion("q"))
    assert found.text == "Most of those who answered say “Yes, probably or Yes, definitely”: 70%"
