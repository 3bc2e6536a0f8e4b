"""Rows, captions and prose of a report, parsed back and held to the numbers behind them."""

import re
from html import unescape
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pandas as pd
import pytest

import topline
from topline import load_example_survey

QUESTIONS = ["prefers_note", "importance", "years_experience", "channel"]
PICTOGRAM = "in-a-hundred"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(params=["microdata", "figures", "story"])
def folder(request, written) -> Path:
    return written(request.param)


def html_of(folder):
    return (folder / "index.html").read_text(encoding="utf-8")


def tables(folder):
    """The numbers behind each chart of the page, by its name."""
    names = re.findall(r'<figure id="figure-([\w-]+)"', html_of(folder))
    assert names
    return {name: pd.read_csv(folder / "figures" / f"{name}.csv") for name in names}


def figure_of(folder, name):
    return html_of(folder).split(f'<figure id="figure-{name}"')[1].split("</figure>")[0]


def drawings(folder, name):
    """The two drawings of a chart in the page: for a wide window, and for a phone."""
    svgs = re.findall(r"<svg aria-hidden.*?</svg>", figure_of(folder, name), flags=re.DOTALL)
    assert len(svgs) == 2
    return map(ElementTree.fromstring, svgs)


def alt_of(folder, name):
    return unescape(re.search(r'role="img" aria-label="([^"]*)"', figure_of(folder, name))[1])


def plain(html):
    return " ".join(unescape(re.sub(r"<[^>]+>", "", html)).split())


def numbers(text):
    return [float(number.replace(",", "")) for number in re.findall(r"\d[\d,]*\.?\d*", text)]


def says(words, expected):
    """Whether the last number of these words is this one, as rounded as the words are."""
    shown = numbers(words)[-1]
    digits = len(re.search(r"\d[\d,]*(?:\.(\d*))?[^\d]*$", words).group(1) or "")
    return abs(shown - expected) <= 0.5 * 10.0**-digits + 1e-9


def scale(row):
    return 1 if row["quantity"] == "value" else 100


def value(row):
    return row["percent"] if pd.notna(row.get("percent")) else scale(row) * row["estimate"]


def says_row(row, estimate, interval, base):
    """Whether three cells say the row: also where it has no interval, or no base."""
    assert says(estimate, value(row))
    if pd.notna(row["ci_low"]):
        low, high = re.split("–| to ", interval)
        assert says(low, scale(row) * row["ci_low"])
        assert says(high, scale(row) * row["ci_high"])
    assert numbers(base) == ([row["n"]] if pd.notna(row["n"]) else [])


LIMITS = re.compile(r"(?:at most )?[\d.,]+(?:–| to )[\d.,]+%?|no interval")


def rows_of(words):
    """Value, interval and base of each row of a drawing: beside its mark, or above it.

    A base that all rows have stands once.
    """
    parts = [part for text in words for part in text.split(" · ")]
    rows = [at for at, text in enumerate(parts) if LIMITS.fullmatch(text)]
    bases = [text for text in parts if text.startswith("n ")]
    if len(bases) == 1:
        bases *= len(rows)
    beside = parts[-1].startswith("n ") or rows[-1] == len(parts) - 1
    values = [parts[at - 1] for at in rows] if beside else parts[len(parts) - len(rows) :]
    intervals = [parts[at] for at in rows]
    return [list(row) for row in zip(values, intervals, bases, strict=True)]


def is_scale(folder, name):
    return alt_of(folder, name).startswith("Diverging stacked bars")


def each_answer_is_said(svg, table):
    """Whether a bar says the share of each of its answers, and its nets with their limits."""
    words = [" ".join("".join(text.itertext()).split()) for text in svg.iter(f"{SVG}text")]
    shares = {f"{100 * share:.0f}" for share in table["estimate"]}
    for answer in table["category"][:5]:
        assert answer in words
    said = " ".join(words)
    for row in table.to_dict("records")[:5]:
        assert f"{100 * row['estimate']:.0f}" in words
    for row in table.to_dict("records")[5:]:
        assert f"{100 * row['estimate']:.0f}%" in said
        assert f"{100 * row['ci_low']:.0f}–{100 * row['ci_high']:.0f}%" in said
    assert f"n = {table['n'].iloc[0]}" in said
    assert {word for word in words if word.isdecimal()} <= shares


def test_each_row_of_a_chart_says_its_own_numbers(folder):
    for name, table in tables(folder).items():
        if name == PICTOGRAM:
            continue
        if is_scale(folder, name):
            for svg in drawings(folder, name):
                each_answer_is_said(svg, table)
            continue
        for svg in drawings(folder, name):
            said = rows_of(["".join(text.itertext()) for text in svg.iter(f"{SVG}text")])
            assert len(said) == len(table)
            for cells, (_, row) in zip(said, table.iterrows(), strict=True):
                says_row(row, *cells)


def test_the_description_names_the_highest_and_the_lowest(folder):
    for name, table in tables(folder).items():
        if len(table) == 1:
            continue
        alt = alt_of(folder, name)
        if is_scale(folder, name):
            top = table.loc[table["estimate"][:5].idxmax()]
            assert f"Most often {top['category']}, {100 * top['estimate']:.0f}%." in alt
            left, right = (f"{100 * share:.0f}%" for share in table["estimate"][5:])
            assert f"NET left {left}, right {right}." in alt
            continue
        label = next(key for key in ("label", "category", "claim") if key in table)
        ends = {"Highest": table["estimate"].idxmax(), "Lowest": table["estimate"].idxmin()}
        for end, at in ends.items():
            row = table.loc[at]
            said = alt.split(f"{end}: ")[1].split(f"{row[label]}, ")[1]
            shown, interval = re.match(
                r"(.*?%)(?: \(95% interval (.*?)\)|, no interval)", said
            ).groups()
            says_row(row, shown, interval, f"n = {row['n']}" if pd.notna(row["n"]) else "")


def cells_of(html, caption):
    """The body of the table with this caption, as words; the heads of its groups left out."""
    body = re.search(rf'id="{caption}-caption".*?</thead>(.*?)</table>', html, re.DOTALL).group(1)
    rows = re.findall(r"<tr(?! class=.group)[^>]*>(.*?)</tr>", body, flags=re.DOTALL)
    return [[plain(cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", row)] for row in rows]


def test_the_table_under_a_chart_says_each_row(folder):
    html = html_of(folder)
    for name, table in tables(folder).items():
        rows = cells_of(html, f"table-{name}")
        for (_, *cells), (_, row) in zip(rows, table.iterrows(), strict=True):
            own = own_flag(row["flag"])
            if len(cells) > 3:
                # what the caption says of all rows may stand beside each, where others differ
                assert cells.pop() in (own or "–", row["flag"])
            else:
                assert own == ""
            says_row(row, *cells)


SHARED = ("how respondents were drawn was not told", "intervals model a random draw")


def own_flag(flag):
    """What is said of one row alone; what all rows share is said once, above them."""
    return "" if pd.isna(flag) else "; ".join(one for one in flag.split("; ") if one not in SHARED)


def test_the_table_of_all_figures_is_the_estimates(written):
    rows = cells_of(html_of(written("figures")), "table-all")
    estimates = topline.estimate_figures(topline.load_students()).table
    for (claim, printed, interval, base, flag), (_, row) in zip(
        rows, estimates.iterrows(), strict=True
    ):
        assert (claim, flag) == (row["claim"], own_flag(row["flag"]) or "–")
        if pd.notna(row["percent"]):
            says_row(row, printed, interval, base)
        else:
            assert (printed, interval) == ("–", "none")


def prose(html):
    """The words of a page outside its charts, tables and citations."""
    for kind in ("style", "script", "figure", "table", "footer", "title"):
        html = re.sub(rf"<{kind}\b.*?</{kind}>", "", html, flags=re.DOTALL)
    return plain(re.sub(r"<li>.*?</li>", "", html, flags=re.DOTALL))


def test_the_prose_of_microdata_is_counted_from_the_data(written):
    data, made = load_example_survey(), tables(written("microdata"))
    every = pd.concat(made.values())
    nets = every["category"].astype(str).str.contains(" + ", regex=False)
    every = every[~nets]
    shares = int((every["quantity"] == "proportion").sum())
    strata, clusters = data["stratum"].nunique(), data["cluster"].nunique()
    design = [clusters, strata]
    who = [int(count) for q in QUESTIONS for count in (data[q].notna().sum(), data[q].isna().sum())]
    # below each banner: letters and the least base; then the degrees of freedom below which to
    # review, and rounding; or, of means, how they were computed and what was not tested
    tested, reviewed, rounded = [95, 90, 30], [8], [100]
    method = [clusters - strata, every["n"].min(), every["n"].max(), shares, len(every) - shares]
    assert numbers(prose(html_of(written("microdata")))) == [
        *[len(data), len(made), *design],
        *who,
        # above all banners how they were computed
        *design,
        *[*tested, *rounded, *tested, *reviewed, *rounded],
        *[*design, *tested, 1, 14, *tested, *reviewed, *rounded],
        *[*design, *method, 95],
    ]


def test_who_answered_is_what_the_charts_rest_on(written):
    made = tables(written("microdata"))
    rows = cells_of(html_of(written("microdata")), "table-bases")
    for (question, *cells), table in zip(rows, made.values(), strict=True):
        first = table.iloc[0]
        assert question == first["outcome"]
        assert says(cells[0], first["n"])
        assert says(cells[1], first["n_weighted"])
        # who was not asked is not without an answer, and nothing tells them apart here
        assert pd.isna(first["n_missing"]) or first["n_missing"] == 0
        assert says(cells[2], len(load_example_survey()) - first["n"])


def test_banner_tables_are_the_workbooks(written):
    html = html_of(written("microdata"))
    book = openpyxl.load_workbook(written("microdata") / "tables.xlsx")
    sheets = [sheet for sheet in book if sheet.title.endswith("by group")]
    assert len(sheets) == 4
    for number, sheet in enumerate(sheets, start=1):
        rows = cells_of(html, f"banner-{number}")
        kept = {str(row[0].value): row[1:] for row in sheet.iter_rows()}
        for label, *cells in rows:
            values = [cell.value for cell in kept[label] if isinstance(cell.value, int | float)]
            shown = [cell for cell in cells if numbers(cell)]
            per = 1 if "base" in label or label in ("Mean", "Median") else 100
            assert len(shown) == len(values)
            for cell, kept_value in zip(shown, values, strict=True):
                assert says(cell, per * kept_value), (label, cell, kept_value)


def test_the_prose_of_figures_is_counted_and_computed(written):
    html = html_of(written("figures"))
    figures = topline.load_students()
    counts = topline.possible_counts(63, 400)
    bases = [400, 400, 2018]
    counted = [95, 63, 400, counts[0], counts[-1]]
    assert numbers(prose(html)) == [2018, len(figures), *bases, *counted]
    assert f"All {len(figures)} figures" in html
