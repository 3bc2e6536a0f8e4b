"""More layouts of other countries, offices and tools: units, limits and bases in other places."""
# ruff: noqa: E501

from .third import page_of_table
from .truth import Cell, Made, book, cells_of, opened, shares


def turkey():
    """A Turkish list of polls: decimal commas, no signs, a lead."""
    parties, rows = ["AKP", "CHP", "İYİ", "Diğer"], [
        ("20–23 Şubat 2023", "MetroPOLL", "2.108", (32.1, 26.4, 9.8, 31.7)),
        ("4–6 Mart 2023", "ALF", "1.770", (30.2, 31.8, 8.0, 30.0))]  # fmt: skip
    shown = [[d, who, n, *(str(x).replace(".", ",") for x in v), "5,7"] for d, who, n, v in rows]
    html = page_of_table(["Tarih", "Araştırma şirketi", "Örneklem", *parties, "Fark"], shown)
    cells = [
        Cell(p, who, x, int(n.replace(".", "")))
        for _, who, n, v in rows
        for p, x in zip(parties, v, strict=True)
    ]
    return Made("Polls, Turkey", opened(html, "tr.html"), cells)


def cvvm():
    """Czechia: waves as columns, "(v %)" in the title."""
    waves, a = (
        ["09/23", "10/23", "11/23"],
        ["rozhodně důvěřuje", "spíše důvěřuje", "spíše nedůvěřuje", "neví"],
    )
    v = shares(81, 4, 3)
    rows = [
        ["Tabulka 1: Důvěra v prezidenta (v %)"],
        [None, *waves],
        *([x, *row] for x, row in zip(a, v, strict=True)),
    ]
    return Made("CVVM, Czechia", book(("1", rows)), cells_of("", a, waves, v))


def health_department():
    """Groups in rows: cases, percent, and the limits of a confidence interval in one cell."""
    held = [
        ("Total", 5120, 14.2, 13.1, 15.4),
        ("Male", 2301, 15.9, 14.2, 17.7),
        ("Female", 2819, 12.6, 11.2, 14.1),
    ]
    rows = [["Table 3. Current cigarette smoking among adults"], ["Group", "Unweighted n", "Weighted %", "95% CI"],
            *([g, n, p, f"{low}-{high}"] for g, n, p, low, high in held)]  # fmt: skip
    # "n" may count those who smoke: it is nobody's base
    return Made(
        "Health department",
        book(("Table 3", rows)),
        [Cell("smoking among adults", g, p) for g, _, p, *_ in held],
    )


def essential():
    """Australia: nets in capitals, the base below, percents with signs."""
    groups, a = (
        ["Total", "Labor", "Coalition", "Greens"],
        ["Strongly approve", "Approve", "Disapprove", "Don't know"],
    )
    v, ns = shares(82, 4, 4), [1137, 361, 392, 151]
    rows = [["Q. Do you approve or disapprove of the job the Prime Minister is doing?"], [None, "Total", "Federal voting intention", None, None],
            [None, None, *groups[1:]], *([x, *(p / 100 for p in row)] for x, row in zip(a, v, strict=True)), ["Base (n)", *ns]]  # fmt: skip
    file = book(("Leader", rows), merged=("C2:E2",), percent=["B4:E7"])
    # whether "Base (n)" is weighted is not said
    return Made("Essential, Australia", file, cells_of("", a, groups, v))


def two_lines_in_a_cell():
    """A count and its percent on two lines of each cell."""
    groups, a, ns = ["Total", "Urban", "Rural"], ["Yes", "No"], [1000, 600, 400]
    v = [[48, 53, 41], [52, 47, 59]]
    rows = [["Q5. Do you have a garden?"], [None, *groups], ["Unweighted base", *ns],
            *([x, *(f"{round(p * n / 100)}\n{p}%" for p, n in zip(row, ns, strict=True))] for x, row in zip(a, v, strict=True))]  # fmt: skip
    return Made("Two lines in a cell", book(("Q5", rows)), cells_of("", a, groups, v, ns))


def limits_in_cells():
    """A percent with its limits in the same cell, all with signs."""
    groups, a = ["2021", "2022"], ["Never", "Daily"]
    v = [[(45.2, 43.1, 47.3), (44.0, 41.8, 46.2)], [(12.1, 10.9, 13.4), (13.0, 11.7, 14.4)]]
    rows = [
        [x, *(f"{p}% ({low}%–{high}%)" for p, low, high in row)]
        for x, row in zip(a, v, strict=True)
    ]
    title = "<p>How often do you smoke? Percent (95% CI)</p>"
    file = opened(page_of_table(["", *groups], rows, title), "ci.html")
    return Made(
        "Limits in cells",
        file,
        [
            Cell(x, g, one[0])
            for x, row in zip(a, v, strict=True)
            for g, one in zip(groups, row, strict=True)
        ],
    )


def labels_on_both_sides():
    """Canada: labels in English left of the numbers, and in French right of them."""
    groups, a, fr = (
        ["Total", "East / Est", "West / Ouest"],
        ["Yes", "No", "Don't know"],
        ["Oui", "Non", "Ne sait pas"],
    )
    v, ns = shares(83, 3, 3), [1500, 700, 800]
    rows = [["Q1. Do you recycle? / Recyclez-vous?"], [None, *groups, None],
            ["Unweighted base", *ns, "Base non pondérée"],
            *([x, *(f"{p}%" for p in row), y] for x, row, y in zip(a, v, fr, strict=True))]  # fmt: skip
    return Made("Labels on both sides", book(("Q1", rows)), cells_of("", a, groups, v, ns))


def percents_in_headings():
    """Countries in rows: n, then columns whose headings begin with a sign of percent."""
    held = [("Kenya", 1010, 61, 30, 9), ("Ghana", 998, 55, 39, 6), ("Benin", 1003, 47, 40, 13)]
    rows = [
        ["Support for democracy"],
        ["Country", "n", "% agree", "% disagree", "% don't know"],
        *map(list, held),
    ]
    cells = [Cell(h, c, x, n) for c, n, *v in held for h, x in zip(rows[1][2:], v, strict=True)]
    return Made("Percents in headings", book(("Data", rows)), cells)


def yle():
    """Finland: parties in rows, support in percent beside its change."""
    held = [("Kokoomus", 21.4, 0.3), ("SDP", 20.1, -0.5), ("PS", 17.2, 0.1), ("Muut", 41.3, 0.1)]
    shown = [[p, str(x).replace(".", ","), str(d).replace(".", ",")] for p, x, d in held]
    html = page_of_table(
        ["Puolue", "Kannatus, %", "Muutos"], shown, "<h3>Puolueiden kannatus, maaliskuu 2024</h3>"
    )
    return Made(
        "YLE, Finland",
        opened(html, "fi.html"),
        [Cell(p, "", x) for p, x, _ in held],
    )


def unit_row():
    """Canada: a row below the headings that says "percent" across all columns."""
    html = "<html><body><table><caption>Table 2. Use of the Internet, by age</caption>"
    html += "<tr><th>Activity</th><th>15 to 24</th><th>25 to 44</th><th>45 and older</th></tr>"
    html += '<tr><th></th><th colspan="3">percent</th></tr>'
    held = [
        ("E-mail", 91.2, 96.0, 85.1),
        ("Banking", 70.3, 90.8, 72.5),
        ("Games", 66.0, 50.2, 24.9),
    ]
    html += "".join(
        f"<tr><td>{a}</td>" + "".join(f"<td>{x}</td>" for x in v) + "</tr>" for a, *v in held
    )
    cells = [
        Cell(a, g, x)
        for a, *v in held
        for g, x in zip(("15 to 24", "25 to 44", "45 and older"), v, strict=True)
    ]
    return Made("A row of units", opened(html + "</table></body></html>", "unit.html"), cells)


def quality_letters():
    """Canada: letters of quality behind numbers, which a note below the table explains."""
    html = """<html><body><table><caption>Table 4. Percentage of adults who smoke, by province</caption>
<tr><th>Province</th><th>Males</th><th>Females</th></tr><tr><td>Ontario</td><td>14.2</td><td>10.3</td></tr>
<tr><td>Yukon</td><td>22.5<sup>E</sup></td><td>18.1<sup>E</sup></td></tr><tr><td>Nunavut</td><td>..</td><td>55.0</td></tr></table>
<p>E use with caution</p><p>.. not available</p></body></html>"""
    held = {"Ontario": (14.2, 10.3), "Yukon": (22.5, 18.1), "Nunavut": (None, 55.0)}
    cells = [
        Cell(who, sex, x)
        for who, v in held.items()
        for sex, x in zip(("Males", "Females"), v, strict=True)
    ]
    return Made(
        "Letters of quality, explained",
        opened(html, "ca.html"),
        cells,
        ("letters behind their numbers",),
    )


def no_shares_among_shares():
    """A trap: a title that says percents over ranks, an index, a count and a lead."""
    rows = [["Q1. Whom do you trust? Percent"], [None, "Total", "Rank", "Index"], ["Unweighted base", 500, 500, 500],
            ["Alfa", 52, 1, 100], ["Beta", 39, 2, 75], ["None", 9, 3, 17], ["Lead", 12, 1, 25], ["Count", 87, 87, 87]]  # fmt: skip
    cells = [Cell(a, "Total", x, 500) for a, x, *_ in rows[3:6]]
    # one column does not prove of which answers the lead is
    told = ("no shares are not taken: 'Rank', 'Index', 'Count'", "'Lead' names a difference")
    return Made(
        "No shares among shares",
        book(("Q1", rows)),
        cells,
        told,
    )


MAKERS = [turkey, cvvm, health_department, essential, two_lines_in_a_cell, limits_in_cells,
          labels_on_both_sides, percents_in_headings, yle, unit_row, quality_letters, no_shares_among_shares]  # fmt: skip
