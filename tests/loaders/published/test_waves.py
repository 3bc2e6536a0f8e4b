"""Waves and statements in rows: of unruled PDF text, of web pages, with bases beside them."""

import pytest

import topline

from .files import text
from .fresh.truth import page_of_lines
from .test_published import told

ANSWERS = ["Approve", "Disapprove", "No answer"]
PERCENTS = [[33, 65, 2], [34, 64, 2], [37, 62, 1]]


def topline_of(waves, percents, heads=ANSWERS):
    lines = ["Q2  Do you approve of the way the president is handling the job?", ""]
    lines += [f"{'':24}" + "".join(f"{head:>14}" for head in heads)]
    for wave, row in zip(waves, percents, strict=True):
        lines.append(f"{wave:24}" + "".join(f"{one:>14}" for one in row))
    return topline.read_published(page_of_lines([lines], "topline.pdf"))


@pytest.mark.parametrize(
    ("waves", "ends"),
    [
        (["Jan 16-21, 2024", "Sep 25-Oct 1, 2023", "Mar 20-26, 2023"],
         ["2024-01-21", "2023-10-01", "2023-03-26"]),
        (["January 2024", "Sept. 2023", "Mar 2023"], ["2024-01", "2023-09", "2023-03"]),
        (["16.-21. Januar 2024", "25.9.-1.10.2023", "20. März 2023"],
         ["2024-01-21", "2023-10-01", "2023-03-20"]),
        (["1/16-21/24", "9/25-10/1/23", "3/20-26/23"], ["2024-01-21", "2023-10-01", "2023-03-26"]),
    ],
)  # fmt: skip
def test_waves_in_rows_of_a_pdf(waves, ends):
    found = topline_of(waves, PERCENTS)
    approve = found.figures[found.figures["answer"] == "Approve"]
    assert approve["percent"].tolist() == [33, 34, 37]
    assert approve["fielded_end"].tolist() == ends
    assert approve["wave"].tolist() == waves
    # they are waves of everybody, and no groups
    assert approve["group"].isna().all()
    assert len(found.figures) == 9


def test_bases_beside_waves():
    rows = [[*row, n] for row, n in zip(PERCENTS, (1001, 998, 5203), strict=True)]
    found = topline_of(["Jan 16-21, 2024", "Sep 25, 2023", "Mar 2023"], rows, [*ANSWERS, "N"])
    assert found.figures["n"].unique().tolist() == [1001, 998, 5203]
    assert found.figures["wave"].nunique() == 3


@pytest.mark.parametrize("broken", [[33, 61, 2], [33, 65, "*"]])
def test_rows_that_do_not_add_up_are_told(broken):
    waves = ["Jan 16-21, 2024", "Sep 25, 2023", "Mar 2023"]
    found = topline_of(waves, [broken, [34, 61, "--"], PERCENTS[2]])
    assert not len(found.figures)
    assert told(found, "refused", "numbers without rules")


def test_waves_in_rows_of_a_page():
    cells = (("Sep 6-11, 2024", 44, 52, 4), ("Jun 3-9, 2024", 41, 54, 5))
    rows = "".join(f"<tr>{''.join(f'<td>{one}</td>' for one in row)}</tr>" for row in cells)
    heads = "<tr><th></th><th>Approve</th><th>Disapprove</th><th>Refused</th></tr>"
    page = f"<p>Q1. Do you approve?</p><table>{heads}{rows}</table>"
    found = topline.read_published(text(page, "trend.html"))
    assert found.figures["fielded_start"].unique().tolist() == ["2024-09-06", "2024-06-03"]
    assert found.figures["percent"].tolist() == [44, 52, 4, 41, 54, 5]


def test_a_summary_of_statements_with_a_net_has_its_answers_in_columns():
    lines = [
        "Q8. How far do you agree? Summary,,,,",
        ",Agree strongly,Agree,Disagree,Net: agree",
        "Taxes are too high,35%,31%,34%,66%",
        "Schools are good,10%,38%,52%,48%",
        "Crime is falling,4%,17%,79%,21%",
    ]
    found = topline.read_published(text("\n".join([*lines, ""]))).figures
    assert set(found["answer"]) == {"Agree strongly", "Agree", "Disagree", "Net: agree"}
    net = found[(found["answer"] == "Net: agree") & (found["group"] == "Schools are good")]
    assert net["percent"].tolist() == [48]
