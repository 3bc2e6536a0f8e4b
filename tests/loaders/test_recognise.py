"""What a file is taken for: figures, published tables, or microdata that only looks like them."""

import random

import openpyxl
import pandas as pd
import pytest
from typer.testing import CliRunner

import topline
from tests.loaders.published.files import crosstab
from topline.cli.app import app

RANDOM = random.Random(20_261_126)
ROWS = 60


def drawn(*values):
    return [RANDOM.choice(values) for _ in range(ROWS)]


def numbers(low, high):
    return [RANDOM.randint(low, high) for _ in range(ROWS)]


NAMES = [f"R{k}" for k in range(ROWS)]
DAYS = ["2024-01-01"] * ROWS

RESPONDENTS = {
    "a column n": {"respondent": NAMES, "n": numbers(1, 6), "score": numbers(1, 6)},
    "a column base": {"person": NAMES, "base": numbers(1, 900), "total": numbers(1, 6)},
    "percents": {
        "name": NAMES,
        "share": [f"{k}%" for k in numbers(0, 99)],
        "vote": drawn("a", "b"),
    },
    "days and a sample": {
        "start": DAYS,
        "end": DAYS,
        "sample": numbers(1, 4),
        "vote": numbers(1, 4),
    },
    "days and a firm": {"date": DAYS, "firm": drawn("A", "B"), "age": numbers(18, 90)},
    "several pollsters": {
        "pollster": drawn("A", "B", "C", "D"),
        "start_date": DAYS,
        "age": numbers(18, 90),
        "weight": [round(RANDOM.random(), 3) for _ in range(ROWS)],
    },
    "guesses with limits": {
        "id": list(range(ROWS)),
        "estimate": numbers(40, 60),
        "lower": numbers(0, 39),
        "upper": numbers(61, 99),
    },
    "no, which is a base elsewhere": {
        "works": drawn("Y", "N"),
        "votes": drawn("Y", "N"),
        "age": numbers(18, 90),
        "weight": [round(RANDOM.random(), 3) for _ in range(ROWS)],
    },
    "north, and one question": {"region": drawn("N", "S"), "age": numbers(18, 90)},
    "a score called se": {"id": list(range(ROWS)), "se": numbers(1, 5), "mean": numbers(1, 5)},
}
TABLES = {
    "a list of polls": (
        "Pollster,Fieldwork,n,Yes,No\nA,2–5 May 2024,1000,45,40\nB,9–12 May 2024,1100,44,43\n"
    ),
    "a list without bases": (
        "Question,Start,End,Pollster,Support\na,2/20/18,2/23/18,X,72\na,2/27/18,2/28/18,Y,82\n"
        "a,3/1/18,3/4/18,Z,67\n"
    ),
    "estimates with limits": (
        "State,Percent,Lower CI,Upper CI\nOhio,23.5%,22.7%,24.3%\nIowa,30.1%,28%,32%\n"
    ),
    "a crosstab": (
        "Q1. Do you?,,\n,Total,Women\nUnweighted base,1000,520\nYes,48%,51%\nNo,52%,49%\n"
    ),
}


@pytest.mark.parametrize("columns", RESPONDENTS.values(), ids=list(RESPONDENTS))
def test_rows_of_respondents_are_no_tables(tmp_path, columns):
    path = tmp_path / "people.csv"
    pd.DataFrame(columns).to_csv(path, index=False)
    assert topline.recognise_file(path).kind == "microdata"


@pytest.mark.quick
@pytest.mark.parametrize("content", TABLES.values(), ids=list(TABLES))
def test_published_tables_are_told_with_the_place_that_says_so(tmp_path, content):
    path = tmp_path / "tables.csv"
    path.write_text(content, encoding="utf-8")
    found = topline.recognise_file(path)
    assert found.kind == "tables"
    assert found.reason.startswith("line ")


def test_a_workbook_and_a_page_hold_tables(tmp_path):
    (tmp_path / "tables.xlsx").write_bytes(crosstab().read())
    assert topline.recognise_file(tmp_path / "tables.xlsx").kind == "tables"
    (tmp_path / "page.html").write_text("<html><body><table></table></body></html>")
    assert topline.recognise_file(tmp_path / "page.html").kind == "tables"


def test_a_figures_sheet_is_told_by_its_header_alone(tmp_path):
    head = "question,answer,percent,n,where\n"
    for name, content in {
        "broken": head + "Which?,a,42%\n",
        "twice": "claim,percent,share,n\na,42%,42%,100\n",
        "whole": head + "Which?,a,42%,1000,S!C1\n",
    }.items():
        path = tmp_path / f"{name}.csv"
        path.write_text(content, encoding="utf-8")
        found = topline.recognise_file(path)
        assert found.kind == "figures"
        assert found.reason.startswith("its columns are '")


def test_what_cannot_be_read_is_left_to_the_reader_of_microdata(tmp_path):
    for name, content in {
        "empty.csv": "",
        "plan.toml": 'title = "x"\nbanner = ["a", "b"]\n',
    }.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
        assert topline.recognise_file(tmp_path / name).kind == "microdata"
    assert topline.recognise_file(tmp_path / "absent.csv").kind == "microdata"


def test_one_who_knows_better_is_believed(tmp_path):
    assert topline.recognise_file(tmp_path / "any.csv", kind="tables").kind == "tables"
    with pytest.raises(topline.ArgumentError, match="kind is 'survey'"):
        topline.recognise_file(tmp_path / "any.csv", kind="survey")


def test_read_figures_names_the_reader_of_tables(tmp_path):
    path = tmp_path / "tables.csv"
    path.write_text(TABLES["a crosstab"], encoding="utf-8")
    with pytest.raises(topline.DataError, match=r"holds published tables.*read_published"):
        topline.read_figures(path)


def test_a_long_file_whose_columns_a_figures_sheet_does_not_know_is_tables(tmp_path):
    rows = [
        f"Approve?,{answer},{of},{group},{share},{n}"
        for answer, shares in (("Yes", (0.41, 0.38, 0.44)), ("No", (0.59, 0.62, 0.56)))
        for of, group, share, n in zip(
            ("All", "Sex", "Sex"), ("Total", "Men", "Women"), shares, (900, 440, 460), strict=True
        )
    ]
    path = tmp_path / "long.csv"
    for heads in (
        "question,answer_option,demographic,category,proportion,n",
        "question,réponse,dimension,catégorie,pourcentage,n",
    ):
        path.write_text("\n".join([heads, *rows]) + "\n", encoding="utf-8")
        reason = topline.recognise_file(path).reason
        assert reason == "line 1, column 1 begins a table (one answer a row)"
    plain = [row.replace(",All,", ",").replace(",Sex,", ",") for row in rows]
    path.write_text("\n".join(["question,answer,group,percent,n", *plain]) + "\n")
    assert topline.recognise_file(path).kind == "figures"


REFUSED = {
    "two columns of one heading": [
        [None, "Total", "Women", "Women"],
        ["Unweighted base", 1000, 520, 480],
        ["Yes", 0.48, 0.51, 0.45],
        ["No", 0.52, 0.49, 0.55],
    ],
    "nothing says that they are percents": [
        [None, "Total", "Women", "Men"],
        ["Base: all adults", 1000, 520, 480],
        ["Yes", 48, 51, 45],
        ["No", 22, 49, 25],
    ],
    "cells in brackets alone": [
        [None, "Total", "Women", "Men"],
        ["Weighted base", 1000, 520, 480],
        ["Yes", "(48)", "(51)", "(45)"],
        ["No", "(52)", "(49)", "(55)"],
    ],
    "signs, and two columns of one heading": [
        [None, "Total", "Women", "Women"],
        ["Yes", "48%", "51%", "45%"],
        ["No", "52%", "49%", "55%"],
    ],
}


@pytest.mark.parametrize("rows", REFUSED.values(), ids=list(REFUSED))
def test_tables_that_are_all_refused_are_tables_with_the_reason_at_every_door(tmp_path, rows):
    path = tmp_path / "tables.xlsx"
    book = openpyxl.Workbook()
    for row in [["Q1. Do you approve?"], *rows]:
        book.active.append(row)
    book.save(path)
    found = topline.recognise_file(path)
    assert found.kind == "tables"
    assert "begins a table, refused because " in found.reason
    with pytest.raises(topline.DataError, match=r"published tables.*refused because"):
        topline.read_figures(path)
    for command in ("check", "describe", "report"):
        told = CliRunner().invoke(app, [command, str(path)])
        assert "taken for published tables" in " ".join(told.output.split())
        assert "7 ok" not in told.output


def test_arms_called_by_words_of_a_base_are_microdata(tmp_path):
    path = tmp_path / "people.csv"
    arms = drawn("weighted", "unweighted", "neither")
    pd.DataFrame({"arm": arms, "score": numbers(1, 9), "age": numbers(18, 90)}).to_csv(
        path, index=False
    )
    assert topline.recognise_file(path).kind == "microdata"
