"""Columns that stand below each other with blanks between them, as programs print tables."""

from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from tests.conftest import in_one_test
from topline import Survey, read_survey
from topline.cli.app import app

PEOPLE = [
    (k + 1, ("male", "female")[k % 2], 20 + k, ("Left Party", "Greens", "Don't know")[k % 3],
     (50 + k) / 100)
    for k in range(30)
]  # fmt: skip


def printed(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_columns_of_blanks_are_read_as_every_door_says(tmp_path: Path) -> None:
    rows = "".join(f"{i:<4} {s:<7} {a:>3}  {p:<12}  {w:6.2f}\n" for i, s, a, p, w in PEOPLE)
    path = printed(tmp_path / "people.txt", "id   sex     age  party         weight\n" + rows)
    data = read_survey(path).data
    assert [tuple(row) for row in data.itertuples(index=False)] == PEOPLE
    weights = np.array([one[4] for one in PEOPLE])
    female = np.array([one[1] == "female" for one in PEOPLE])
    share = float(weights[female].sum() / weights.sum())
    table = Survey.read(path, weights="weight").proportion("sex").table.set_index("category")
    assert table.loc["female", "estimate"] == pytest.approx(share, rel=1e-12)
    told = CliRunner().invoke(
        app,
        ["estimate", str(path), "--proportion", "sex", "--weights", "weight", "--format", "csv"],
    )
    assert told.exit_code == 0, told.output
    assert f"{share:.6f}"[:7] in told.output
    described = CliRunner().invoke(app, ["describe", str(path)]).output
    assert "parted by blanks" in described.replace("\n", " ")


@in_one_test(
    ("text", "names", "first"),
    [
        # R prints row numbers, and its write.table without quotation marks has words
        (
            "   id    sex age\n"
            + "".join(f"{k:<3} {k:>2} {'<NA>':>6}  {20 + k}\n" for k in range(10)),
            ["column_1", "id", "sex", "age"],
            [0, 0, None, 20],
        ),
        (
            "id sex age\n" + "".join(f"{k} {k} 2 {95 + k}\n" for k in range(10)),
            ["column_1", "id", "sex", "age"],
            [0, 0, 2, 95],
        ),
        ("id age\n" + "".join(f"{k} {95 + k}\n" for k in range(10)), ["id", "age"], [0, 95]),
        # a rule below names of several words, cells of several words, and holes
        (
            "id Age group   income\n-- ---------- -------\n"
            + "".join(
                f"{k:<2} {('35 or more', '18-24')[k % 2]:<10} {('NULL', '1200,50')[k % 2]:>7}\n"
                for k in range(10)
            ),
            ["id", "Age group", "income"],
            [0, "35 or more", None],
        ),
        (
            "ID Q1 Q2\n" + "".join(f"{k:<2} {('', 'no')[k % 2]:<2}  {k % 5}\n" for k in range(10)),
            ["ID", "Q1", "Q2"],
            [0, None, 0],
        ),
    ],
)
def test_tables_as_programs_print_them(
    tmp_path_factory: pytest.TempPathFactory, text: str, names: list[str], first: list[object]
) -> None:
    path = printed(tmp_path_factory.mktemp("printed") / "table.txt", text)
    data = read_survey(path).data
    assert list(data.columns) == names
    assert len(data) == 10
    found = [None if data[name].isna().iloc[0] else data[name].iloc[0] for name in names]
    assert found == first


def test_without_names_all_lines_are_answers(tmp_path: Path) -> None:
    path = printed(tmp_path / "codes.dat", "".join(f"{k:>3} 1 {k % 7:>2}\n" for k in range(9)))
    data = read_survey(path, header_rows=0).data
    assert data.to_numpy().tolist() == [[k, 1, k % 7] for k in range(9)]


@in_one_test(
    "text",
    [
        "Your opinion\nI like it\nNo\nToo expensive for me\nYes maybe\nNot really\nNo\n",
        "What is your name\nAnn Lee\nBob Ray\nCyd Roe\nDan Fay\nEve Lie\nFay Low\n",
        "Comment\na b\nc d\ne f\ng h\ni j\nk l\n",
    ],
)
def test_answers_of_several_words_are_one_column(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    path = printed(tmp_path_factory.mktemp("words") / "words.txt", text)
    assert read_survey(path).data.shape == (len(text.splitlines()) - 1, 1)


def test_a_separator_that_is_named_parts_columns_of_blanks(tmp_path: Path) -> None:
    path = printed(tmp_path / "two.txt", "a b\n" + "1 2\n" * 6)
    assert list(read_survey(path, delimiter=";").data.columns) == ["a b"]
