"""Letters of a table that software published, and the sums of microdata that they follow from.

python tests/reference/published_letters.py MICRODATA.csv QUESTIONS.json WORKBOOK.xlsx

Of github.com/Quantipy/quantipy, whose tests have the answers of made-up respondents ("Example Data
(A)", .csv and .json) and a workbook of them with letters at an error of 0.8 and arrows (its sheet
"Main"). Letters of shares of a simple weighted sample follow from the number of respondents in each
cell, their weights and the squares of these: no respondent is written.
"""

import json
import re
import sys
from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd

HERE = Path(__file__).parent
QUESTIONS = ["q4", "gender", "Wave", "q5_1"]
FIRST_ROWS = {"q5_1": (19, 7), "q4": (89, 2), "gender": (115, 2), "Wave": (145, 5)}
"""The first row of each question on the sheet, and how many answers follow, four rows each."""


def answers(told, name):
    values = told["columns"][name]["values"]
    values = told["lib"]["values"][name.split("_")[0]] if isinstance(values, str) else values
    return {one["value"]: one["text"]["en-GB"] for one in values}


def sums(data, told):
    """Return respondents, weights and squared weights of each cell."""
    cells = pd.DataFrame({name: data[name].map(answers(told, name)) for name in QUESTIONS})
    cells = cells.assign(n=1, w=data["weight_a"], ww=data["weight_a"] ** 2)
    return cells.groupby(QUESTIONS, sort=False, as_index=False)[["n", "w", "ww"]].sum()


def columns(sheet):
    """Return the banner and the answers of each lettered column."""
    path = [""] * 6
    for at in range(3, 34):
        for row in range(1, 7):
            if sheet.cell(row, at).value is not None:
                path[row - 1] = sheet.cell(row, at).value
        if at <= 6:
            told = "q4 / gender", f"{path[3]} / {path[5]}"
        elif at <= 26:
            told = "q4 / gender / Wave", f"{path[1]} / {path[3]} / {path[5]}"
        else:
            told = "q5_1", path[5]
        yield at, *told, sheet.cell(7, at).value


def printed(sheet):
    """Return a line for each cell with its printed share, letters and arrow."""
    for question, (first, number) in FIRST_ROWS.items():
        found, row = 0, first
        while found < number:
            answer = sheet.cell(row, 1).value
            if "NET" not in answer:
                found += 1
                for at, banner, column, letter in columns(sheet):
                    share = sheet.cell(row + 1, at).value
                    words = sheet.cell(row + 3, at).value or ""
                    yield {
                        "question": question, "answer": answer, "banner": banner, "column": column,
                        "letter": letter.lower(), "share": None if share == "-" else share,
                        "letters": ".".join(re.findall("[a-z]+", words)),
                        "arrow": "".join(re.findall("[▲▼]", words)),
                    }  # fmt: skip
            row += 4


def write(name, table):
    head = f"# {Path(__file__).name}, pandas {pd.__version__}, openpyxl {openpyxl.__version__}"
    text = table.to_csv(index=False, lineterminator="\n", float_format="%.13g")
    (HERE / name).write_text(f"{head}, {date.today()}\n{text}", encoding="utf-8")


if __name__ == "__main__":
    microdata, questions, workbook = sys.argv[1:]
    told = json.loads(Path(questions).read_text("utf-8"))
    write("published_sums.csv", sums(pd.read_csv(microdata, low_memory=False), told))
    write("published_letters.csv", pd.DataFrame(printed(openpyxl.load_workbook(workbook)["Main"])))
