"""What people call the columns of a figures table, and what is made where they have none."""

from datetime import date, datetime
from io import StringIO

import pandas as pd
import pytest

from topline import (
    DataError,
    as_figures,
    estimate_figures,
    percent_interval,
    read_figures,
    recognise_file,
)
from topline.figures.columns.headings import ALIASES, key_of, named_columns
from topline.figures.schema import FIGURE_COLUMNS

pytestmark = pytest.mark.quick

SMALL = {"percent": ["63%", "26%"], "n": [400, "1,012"]}


def as_written(**columns):
    return as_figures(pd.DataFrame(columns))


def notes(figures):
    return "\n".join(figures.attrs.get("notes", ()))


def refused(**columns):
    with pytest.raises(DataError) as caught:
        as_figures(pd.DataFrame(columns))
    return str(caught.value)


def test_percent_and_n_are_enough():
    figures = as_written(**SMALL)
    assert list(figures.columns) == list(FIGURE_COLUMNS)
    assert figures["figure_id"].tolist() == ["figure-1", "figure-2"]
    assert figures["claim"].tolist() == ["Figure 1", "Figure 2"]
    assert figures["unit"].tolist() == ["share_of_respondents"] * 2
    assert "unit is not told in all rows, taken as share_of_respondents; the other choice" in notes(
        figures
    )
    assert "mean_of_respondent_estimates" in notes(figures)


@pytest.mark.parametrize("door", ["as_figures", "read_figures", "estimate_figures"])
def test_every_door_reads_the_same(door):
    frame = pd.DataFrame({"Label": ["prefer"], "%": ["63%"], "Sample  size": ["1,012"]})
    expected = as_figures(frame)
    if door == "read_figures":
        found = read_figures(StringIO(frame.to_csv(index=False)))
        pd.testing.assert_frame_equal(found, expected)
        assert found.attrs == expected.attrs
    if door == "estimate_figures":
        estimates = estimate_figures(frame)
        pd.testing.assert_frame_equal(estimates.table, estimate_figures(expected).table)
        (told,) = estimates.notes
        assert told.startswith("unit is not told in the one row, taken as share_of_respondents")


@pytest.mark.usual
@pytest.mark.parametrize(
    ("heading", "meant"),
    [
        ("Percent", "percent"), ("PER CENT", "percent"), ("%", "percent"), ("Share %", "percent"),
        ("value", "percent"), ("pct.", "percent"), ("Prozent", "percent"), ("wert", "percent"),
        ("Anteil in Prozent", "percent"), ("Ergebnis in %", "percent"), ("Befragte gesamt", "n"),
        ("N", "n"), ("n =", "n"), ("BASE", "n"), ("Base (n)", "n"), ("sample_size", "n"),
        ("SampleSize", "n"), ("# of respondents", "n"), ("Respondents", "n"), ("Fallzahl", "n"),
    ],
)  # fmt: skip
def test_people_call_columns_otherwise(heading, meant):
    other = {"n": 400} if meant == "percent" else {"percent": 63}
    figures = as_written(**{heading: [63 if meant == "percent" else 400]}, **other)
    assert (figures["percent"].tolist(), figures["n"].tolist()) == ([63], [400])
    assert f"{heading!r} → {meant}" in notes(figures)


def test_no_alias_stands_for_two_columns():
    keys = [key_of(word) for words in ALIASES.values() for word in words]
    twice = {key for key in keys if keys.count(key) > 1}
    assert twice == set()
    assert not {key_of(name) for name in FIGURE_COLUMNS} & {*keys} - {"respondents", "moe"}
    assert set(ALIASES) <= set(FIGURE_COLUMNS)


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"n": [400], "Base": [400]}, "two columns that say n: 'n' and 'Base'; rename or drop one"),
        ({"N": [400], "n": [400]}, "two columns that say n: 'N' and 'n'; rename or drop one"),
        ({"n": [400], "share": [63]}, "that say percent: 'percent' and 'share'; rename or drop"),
        ({"n": [4], "respondents": [4]}, "two columns that say n: 'n' and 'respondents'; rename"),
        ({"n": [4], "label": "a", "claim": "a"}, "that say claim: 'label' and 'claim'; rename"),
    ],
)
def test_two_columns_that_say_one_thing_are_refused(columns, said):
    assert said in refused(percent=[63], **columns)


def test_what_was_chosen_is_an_answer_where_no_other_column_has_these():
    chosen = as_written(Partei=["Red", "Blue"], percent=[60, 40], n=[400, 400])
    assert chosen["answer"].tolist() == ["Red", "Blue"]
    beside = as_written(party=["Red"], answer=["Yes"], percent=[60], n=[400])
    assert beside["answer"].tolist() == ["Yes"]


def test_a_sheet_of_an_election_poll_is_one_of_figures_not_of_groups(tmp_path):
    path = tmp_path / "poll.csv"
    path.write_text(
        "Partei ;Land;Anteil in Prozent;Befragte;Institut\n"
        'Rot;;"31,5 %";1.204;Eines\nBlau;;"16 %";1.204;Eines\n',
        encoding="utf-8",
    )
    assert recognise_file(path).kind == "figures"
    figures = read_figures(path)
    assert figures["answer"].tolist() == ["Rot", "Blau"]
    assert (figures["percent"].tolist(), set(figures["n"])) == ([31.5, 16.0], {1204})


def test_numbers_and_words_under_one_heading():
    figures = as_written(percent=[63], base=["all recruiters"], n=[400], responses=["Yes"])
    assert figures["respondents"].tolist() == ["all recruiters"]
    assert figures["answer"].tolist() == ["Yes"]
    figures = as_written(respondents=[400, 300], responses=[252, 30])
    assert figures["n"].tolist() == [400, 300]
    assert figures["count"].tolist() == [252, 30]


def test_problems_stand_under_the_heading_that_a_person_wrote():
    assert refused(Share=[126], Base=[400]) == (
        "the figures table, row 1, column 'Share', value '126': a percentage lies between 0 and "
        "100; correct the value"
    )


def test_a_column_of_proportions_says_so():
    assert as_written(Proportion=[0.635], n=[400])["percent"].tolist() == [63.5]
    assert "could be 0.635 % or 63.5 %; add a % sign, or pass percent_scale" in refused(
        share=[0.635], n=[400]
    )
    again = estimate_figures(pd.DataFrame({"share": [0.6], "n": 9}), percent_scale="proportion")
    assert again.table["estimate"].tolist() == [0.6]


@pytest.mark.usual
def test_a_count_gives_the_percent_exactly():
    frame = pd.DataFrame({"answer": ["yes", "no"], "count": [251, 149], "n": 400})
    figures = as_figures(frame)
    assert figures["percent"].tolist() == [62.75, 37.25]
    assert "percent is count out of n in all rows" in notes(figures)
    table = estimate_figures(frame).table
    assert table["estimate"].tolist() == [251 / 400, 149 / 400]
    exact = percent_interval("62.75%", 400)
    assert table["ci_low"].iloc[0] == pytest.approx(exact.ci_low, abs=1e-12)
    pd.testing.assert_frame_equal(as_figures(figures), figures)
    text = StringIO(figures.to_csv(index=False))
    pd.testing.assert_frame_equal(read_figures(text), figures, check_categorical=False)


def test_thirds_survive_a_file():
    figures = as_written(count=[1, 2], n=[3, 3])
    assert figures["percent"].tolist() == [100 / 3, 200 / 3]
    again = read_figures(StringIO(figures.to_csv(index=False)), percent_scale="percent")
    assert again["percent"].tolist() == [100 / 3, 200 / 3]
    assert estimate_figures(again).table["estimate"].tolist() == [1 / 3, 2 / 3]


def test_a_count_beside_a_printed_percent():
    # 251 of 400 prints as 63 %, 300 does not: that percent is weighted
    figures = pd.DataFrame({"percent": ["63%"] * 2, "count": [251, 300], "n": 400})
    assert estimate_figures(figures).table["estimate"].tolist() == [251 / 400, 0.63]
    weighted = figures.assign(base_weighted=390.5)
    assert estimate_figures(weighted).table["estimate"].tolist() == [0.63, 0.63]


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"count": [401], "n": [400]}, "'count', value '401': n is 400, and no more can have said"),
        ({"count": [25.5], "n": [400]}, "a count is a whole number of respondents; correct it"),
        ({"count": [25], "n": ["300+"]}, "a count gives a percent out of an exact n; fill in n"),
        ({"count": [25], "n": [None]}, "a count gives a percent out of an exact n; fill in n"),
    ],
)
def test_counts_that_give_no_percent(columns, said):
    assert said in refused(**columns)


def test_the_unweighted_base_is_n_and_the_weighted_one_never_is():
    figures = as_written(percent=[63], Base=[402.7], **{"Unweighted base": [400]})
    assert figures["n"].tolist() == figures["base_unweighted"].tolist() == [400]
    assert figures["base_weighted"].tolist() == [402.7]
    assert "'Base' → base_weighted" in notes(figures)
    assert "a weighted base makes no interval" in refused(percent=[63], weighted_base=[402.7])
    assert "n is 400, and both are the unweighted base; correct or empty one" in refused(
        percent=[63], n=[400], base_unweighted=[380]
    )


def test_questions_answers_and_groups_travel_with_their_estimates():
    frame = pd.DataFrame(
        {
            "Question": ["Do you send notes?"] * 4,
            "Response": ["Yes", "No"] * 2,
            "Subgroup": ["men"] * 2 + ["women"] * 2,
            "%": [60, 40, 70, 30],
            "N": 400,
        }
    )
    table = estimate_figures(frame).table
    assert table["figure_id"].tolist() == [
        "do-you-send-notes-yes-men", "do-you-send-notes-no-men",
        "do-you-send-notes-yes-women", "do-you-send-notes-no-women",
    ]  # fmt: skip
    assert table["claim"].iloc[0] == "Do you send notes? Yes (men)"
    assert table[["question", "answer", "group"]].iloc[3].tolist() == [
        "Do you send notes?", "No", "women",
    ]  # fmt: skip
    assert "question" not in estimate_figures(pd.DataFrame(SMALL)).table


def test_ids_are_stable_unique_and_readable():
    claims = ["Prefer the note!", "prefer the note", "Préfère — la «note»", "好", "…", "x" * 400]
    ids = as_written(claim=claims, percent=50, n=400)["figure_id"].tolist()
    assert ids[:5] == ["prefer-the-note", "prefer-the-note-2", "prefere-la-note", "好", "figure"]
    assert len(ids[5]) < 60
    told = as_written(claim="send", percent=50, n=400, publisher=["Monster", "iCIMS", "iCIMS"])
    assert told["figure_id"].tolist() == ["send", "send-icims", "send-icims-2"]
    some = as_written(claim="send", percent=50, n=400, figure_id=["send", None])
    assert some["figure_id"].tolist() == ["send", "send-2"]


def test_units_in_the_words_of_the_command_line():
    units = ["share", "Mean", "mean of estimates", None]
    figures = as_written(percent=50, n=400, unit=units)
    share, mean = "share_of_respondents", "mean_of_respondent_estimates"
    assert figures["unit"].tolist() == [share, mean, mean, share]
    assert "unit is not told in 1 of 4 rows" in notes(figures)


def test_a_header_is_told_from_a_title():
    assert named_columns(["Label", "%", "N"]) == 3
    assert named_columns(["Figures of our survey", ""]) == 0
    text = "N\n\nTable 3;;\nLabel;%;N\nprefer;63;400\n"
    assert read_figures(StringIO(text))["claim"].tolist() == ["prefer"]


def test_a_table_from_here_keeps_columns_of_any_name():
    figures = as_written(**SMALL).assign(base="all adults", share=[1, 2])
    again = as_figures(figures)
    assert again[["base", "share"]].to_numpy().tolist() == [["all adults", 1], ["all adults", 2]]


def test_days_as_people_write_them_are_days():
    told = as_written(
        percent=[50, 51, 52, 53, 54, 55],
        n=400,
        fieldwork=[
            "3–5 March 2026", "07.03.2026", "5 April 2026", "March 2025", "spring 2018", None,
        ],
    )  # fmt: skip
    assert told["fielded_start"].tolist()[:4] == [
        "2026-03-03", "2026-03-07", "2026-04-05", "2025-03",
    ]  # fmt: skip
    assert told["fielded_end"].tolist()[:4] == ["2026-03-05", "2026-03-07", "2026-04-05", "2025-03"]
    assert told["date_precision"].tolist()[:4] == ["day", "day", "day", "month"]
    assert told[["fielded_start", "fielded_end"]].iloc[4:].isna().all(axis=None)
    assert told["fielded"].tolist()[0] == "3–5 March 2026"
    # as the sheet to fill in has its example
    months = as_written(percent=[50, 51], n=400, fielded=["2018-03", "2018-13"])
    assert months["fielded_end"].tolist()[0] == "2018-03"
    assert months["fielded_end"].isna().tolist() == [False, True]
    # one day that shows the order shows it for all; what stands there is not made again
    ends = as_written(percent=[50, 51], n=400, end_date=["03/14/2026", "03/05/2026"])
    assert ends["fielded_end"].tolist() == ["2026-03-14", "2026-03-05"]
    own = as_written(percent=[50], n=400, fielded="1–9 May 2026", fielded_end="2026-05-07")
    assert own["fielded_end"].tolist() == ["2026-05-07"]
    assert own["fielded_start"].isna().all()
    # days of workbooks and pandas, quarters and years in their order
    for day in (pd.Timestamp("2026-03-05"), date(2026, 3, 5), datetime(2026, 3, 5, 12)):
        held = as_written(percent=[50], n=400, fielded_end=[day], fielded=[day])
        assert held["fielded_end"].tolist() == held["fielded"].tolist() == ["2026-03-05"]
    kept = ["2024", "2024 Q1", "2024-05"]
    assert as_written(percent=50, n=400, fielded_end=kept)["fielded_end"].tolist() == kept


@pytest.mark.parametrize("day", ["03/05/2026", "2026-13-01", "spring", "31.02.2026"])
def test_a_day_that_nobody_can_tell_is_refused(day: str):
    with pytest.raises(DataError, match=r"'fielded_end', value .*: expected a day as 2021-03-07"):
        as_written(percent=50, n=400, fielded_end=[day])


def test_a_date_is_when_it_was_where_no_other_column_tells():
    assert as_written(percent=50, n=400, date=["7 March 2026"])["fielded_end"][0] == "2026-03-07"
    both = as_written(percent=50, n=400, fielded=["5 March 2026"], date=["7 March 2026"])
    assert both["fielded_end"][0] == "2026-03-05"


def test_a_source_is_an_address_or_a_title():
    address = as_written(percent=[50, 51], n=400, source=["https://example.org/a", None])
    assert address["source_url"][0] == "https://example.org/a"
    title = as_written(percent=[50, 51], n=400, source=["Our report", "https://example.org/a"])
    assert title["source_title"][0] == "Our report"
