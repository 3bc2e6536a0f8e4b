"""Pages and PDFs: notes set high beside numbers, errors in brackets, text without columns."""
# ruff: noqa: E501

from .third import page_of_table
from .truth import Cell, Made, book, cells_of, opened, page_of_lines, shares


def set_high():
    """Numbers of footnotes set high behind percents, labels and headings."""
    groups, a = ["All", "Urban", "Rural"], ["Yes", "No", "Refused"]
    v, ns = [[45, 52, 37], [51, 45, 58], [4, 3, 5]], [1200, 700, 500]
    rows = [["Yes<sup>1</sup>", "45%", "52%<sup>2</sup>", "37%"], ["No", "51%", "45%", "58%"], ["Refused", "4%", "3%", "5%<sup>3</sup>"],
            ["Unweighted base", "1,200", "700", "500"]]  # fmt: skip
    notes = "<p><sup>1</sup> Includes leaners. <sup>2</sup> Differs from rural.</p>"
    html = page_of_table(["", "All", "Urban<sup>1</sup>", "Rural"], rows, "<h2>Do you own a car?</h2>", notes)  # fmt: skip
    cells = [
        Cell(x, g, p, n)
        for x, row in zip(a, v, strict=True)
        for g, p, n in zip(groups, row, ns, strict=True)
    ]
    return Made("Notes set high", opened(html, "sup.html"), cells)


def set_high_bare():
    """A trap: numbers of footnotes set high behind numbers without a sign."""
    a, v = ["Satisfied", "Neither", "Dissatisfied"], [[61, 58], [20, 22], [19, 20]]
    rows = [["Satisfied", "61<sup>1</sup>", "58"], ["Neither", "20", "22<sup>2</sup>"], ["Dissatisfied", "19", "20"]]  # fmt: skip
    html = page_of_table(["", "2022", "2023"], rows, "<p>Satisfaction with the service (%)</p>")
    return Made("Notes set high, no signs", opened(html, "sup2.html"), cells_of("", a, ["2022", "2023"], v))  # fmt: skip


def percent_se():
    """An office: percent and its standard error in one cell, marks for what is unreliable."""
    held = [("Total", 12.3, "0.45"), ("18–44", 10.1, "0.60"), ("45–64", 14.9, "0.81"), ("65 and over", None, "")]  # fmt: skip
    rows = [[g, "*" if p is None else f"{p} ({se})"] for g, p, se in held]
    title = "<p>Table 4. Percentage of adults with asthma, by age</p>"
    note = "<p>* Estimate does not meet standards of reliability.</p>"
    html = page_of_table(["Age", "Percent (standard error)"], rows, title, note)
    return Made("Percent (SE)", opened(html, "se.html"), [Cell("by age", g, p) for g, p, _ in held])  # fmt: skip


def limits_by_year():
    """An office: per year a percent, lower and upper limit and sample size; [x] and [c]."""
    years, who = ["2021", "2022"], [("England", (61.2, 59.8, 62.6, 9120), (62.0, 60.5, 63.5, 8800)), ("Wales", (58.4, 54.1, 62.7, 702), None)]  # fmt: skip
    rows = [["Table 3: Percentage of adults who volunteered, by country"], ["Some cells are not available, [x]; confidential, [c]."],
            [None, "2021", None, None, None, "2022", None, None, None],
            ["Country", *["Percentage", "Lower 95% CL", "Upper 95% CL", "Sample size"] * 2]]  # fmt: skip
    cells = []
    for name, *own in who:
        rows.append([name, *(x for year in own for x in (year or ["[x]", "[x]", "[x]", "[c]"]))])
        cells += [Cell(name, "", o[0] if o else None, date=y) for y, o in zip(years, own, strict=True)]  # fmt: skip
    return Made("Limits by year", book(("Table 3", rows), merged=("B3:E3", "F3:I3")), cells)


def forsa():
    """Germany: a list of weeks, parties, n with a point, a dash for none, notes below."""
    parties = ["CDU/CSU", "SPD", "Grüne", "AfD", "Sonstige"]
    held = [("05.03.–11.03.2024", "2.502", (31, 16, 14, 17, 22)), ("27.02.–04.03.2024", "2.501", (30, 15, 14, 18, 23))]  # fmt: skip
    html = "<html><body><h2>Sonntagsfrage Bundestagswahl (forsa)</h2><table><tr><th rowspan=2>Befragungszeitraum</th><th rowspan=2>Befragte</th><th colspan=5>Angaben in Prozent</th></tr>"
    html += "<tr>" + "".join(f"<th>{p}</th>" for p in parties) + "</tr>"
    for d, n, v in held:
        html += f"<tr><td>{d}</td><td>{n}</td>" + "".join(f"<td>{x} %</td>" for x in v) + "</tr>"
    html += "</table><p>Statistische Fehlertoleranz: +/- 3 Prozentpunkte</p></body></html>"
    cells = [
        Cell(p, "", x, int(n.replace(".", "")), date=day)
        for (_, n, v), day in zip(held, ("2024-03-11", "2024-03-04"), strict=True)
        for p, x in zip(parties, v, strict=True)
    ]
    return Made("Forsa, Germany", opened(html, "forsa.html"), cells)


def newspoll():
    """Australia: waves in rows, first preferences and two-party votes under heads of two lines."""
    held = [("4-10 Mar 2024", 1278, "±2.8%", (38, 33, 12, 17), (49, 51)), ("19-25 Feb 2024", 1251, "±2.9%", (36, 34, 12, 18), (48, 52))]  # fmt: skip
    rows = [["Newspoll"], ["Dates", "Sample size", "Margin of error", "Primary vote", None, None, None, "2PP vote", None],
            [None, None, None, "L/NP", "ALP", "GRN", "OTH", "L/NP", "ALP"]]  # fmt: skip
    cells = []
    for d, n, m, first, two in held:
        rows.append([d, n, m, *(f"{x}%" for x in (*first, *two))])
        day = "2024-03-10" if "Mar" in d else "2024-02-25"
        cells += [Cell(p, "", x, n, question="Primary vote", date=day) for p, x in zip(("L/NP", "ALP", "GRN", "OTH"), first, strict=True)]  # fmt: skip
        cells += [Cell(p, "", x, n, question="2PP vote", date=day) for p, x in zip(("L/NP", "ALP"), two, strict=True)]  # fmt: skip
    return Made("Newspoll", book(("Polls", rows), merged=("D2:G2", "H2:I2", "A2:A3", "B2:B3", "C2:C3")), cells)  # fmt: skip


def pew_html():
    """A topline on a page: waves of other years in rows of one answer list, VOL., asterisk."""
    waves = ["Mar 20-26, 2023", "Oct 10-16, 2022"]
    a = ["Very favorable", "Mostly favorable", "Mostly unfavorable", "Very unfavorable", "No answer"]  # fmt: skip
    v = [["8", "9"], ["37", "39"], ["35", "33"], ["20", "19"], ["*", "1"]]
    rows = [[x, *row] for x, row in zip(a, v, strict=True)]
    before = "<p>ASK ALL:</p><p>Q12 What is your overall opinion of the Supreme Court? [N=5,079]</p>"  # fmt: skip
    html = page_of_table(["%", *waves], rows, before)
    # of which wave the N of the question is, nothing says
    cells = [Cell(x, "", None if p == "*" else int(p), date=w) for x, row in zip(a, v, strict=True) for w, p in zip(waves, row, strict=True)]  # fmt: skip
    return Made("Pew topline page", opened(html, "pew.html"), cells)


def ppp():
    """A PDF of crosstabs: a base column, groups, percents with signs; two to a page."""
    pages, cells = [], []
    lines = ["North Carolina Survey Results", ""]
    for q, a, groups, seed in (
        ("Q1 Do you approve of the governor?", ["Approve", "Disapprove", "Not sure"], ["Base", "Women", "Men"], 71),
        ("Q2 Do you have a pet?", ["Yes", "No"], ["Base", "18 to 45", "Older"], 72),
    ):  # fmt: skip
        v = shares(seed, len(a), 3)
        lines += [q, "", f"{'':20}" + "".join(f"{g:>12}" for g in groups)]
        lines += [f"{x:20}" + "".join(f"{f'{p}%':>12}" for p in row) for x, row in zip(a, v, strict=True)] + [""]  # fmt: skip
        cells += cells_of(q.partition(" ")[2], a, groups, v)
    pages.append(lines)
    return Made("PPP crosstabs PDF", page_of_lines(pages, "ppp.pdf"), cells)


def ssrs():
    """A PDF of crosstabs: N/A for small groups, sampling errors and n at the foot."""
    groups = ["Total", "Men", "Women", "Under 50", "50+"]
    a = ["Approve", "Disapprove", "No opinion"]
    v = [[42, 45, 40, None, 44], [55, 53, 57, None, 54], [3, 2, 3, None, 2]]
    lines = ["POLL 5", "", "Q2. Do you approve or disapprove of the way the president is handling his job?", "",
             f"{'':18}" + "".join(f"{g:>10}" for g in groups)]  # fmt: skip
    for x, row in zip(a, v, strict=True):
        lines.append(f"{x:18}" + "".join(f"{'N/A' if p is None else f'{p}%':>10}" for p in row))
    lines += [f"{'Sampling error':18}" + "".join(f"{e:>10}" for e in ("+/-3.3", "+/-4.7", "+/-4.6", "", "+/-4.1")),
              f"{'Unweighted N':18}" + "".join(f"{n:>10}" for n in ("1,212", "601", "611", "98", "770"))]  # fmt: skip
    ns = [1212, 601, 611, 98, 770]
    return Made("SSRS crosstab PDF", page_of_lines([lines], "ssrs.pdf"), cells_of("", a, groups, v, ns))  # fmt: skip


def leaders():
    """Percents behind dots, as toplines type them."""
    held = [("Q1 Do you approve or disapprove of the mayor?", [("Approve", 47), ("Disapprove", 44), ("Not sure", 9)]),
            ("Q2 Are you a woman or a man?", [("Woman", 53), ("Man", 47)])]  # fmt: skip
    html = "<html><body><h3>Survey of 802 voters</h3>"
    for q, own in held:
        html += f"<p>{q}</p><pre>" + "\n".join(f"{x:.<40} {p}%" for x, p in own) + "</pre>"
    cells = [Cell(x, "", p, question=q.partition(" ")[2]) for q, own in held for x, p in own]
    return Made("Dotted leaders", opened(html + "</body></html>", "dots.html"), cells)


def row_percents():
    """A trap: groups in rows, answers across, percents along the row, n at the end."""
    a = ["Better", "Same", "Worse"]
    held = [("All", (31, 40, 29), 2004), ("Women", (28, 41, 31), 1040), ("Men", (34, 39, 27), 964), ("No degree", (27, 42, 31), 1310)]  # fmt: skip
    rows = [["Are you better or worse off than a year ago? (row percentages)"], [None, *a, "Total", "Unweighted N"],
            *([g, *v, 100, n] for g, v, n in held)]  # fmt: skip
    return Made("Row percentages", book(("Tab", rows)), [Cell(x, g, p, n) for g, v, n in held for x, p in zip(a, v, strict=True)])  # fmt: skip


def companion_columns():
    """ONS: the percents of all groups, then their standard errors right of a blank column."""
    groups, a = ["All", "Men", "Women"], ["High", "Medium", "Low"]
    v, se = [[20.1, 22.3, 18.0], [55.4, 54.0, 56.7], [24.5, 23.7, 25.3]], [[0.5, 0.8, 0.7], [0.7, 1.0, 0.9], [0.6, 0.9, 0.8]]  # fmt: skip
    rows = [["Table 9. Life satisfaction, per cent"], [None, "Percentage", None, None, None, "Standard error", None, None],
            [None, *groups, None, *groups], *([x, *r, None, *s] for x, r, s in zip(a, v, se, strict=True)),
            ["Sample size", 5010, 2401, 2609, None, None, None, None]]  # fmt: skip
    file = book(("Table 9", rows), merged=("B2:D2", "F2:H2"))
    return Made("Standard errors beside", file, cells_of("", a, groups, v, [5010, 2401, 2609]))  # fmt: skip


def rows_add_up():
    """A trap: percents of rows below groups, a hundred for everybody in each."""
    groups, ns = ["Total", "Men", "Women"], [1000, 480, 520]
    rows = [["Q1. Do you approve?"], [None, *groups], ["Unweighted base", *ns], ["Approve", "100%", "48%", "52%"], ["Disapprove", "100%", "45%", "55%"]]  # fmt: skip
    return Made("Percents of rows", book(("Q1", rows)), [], ("its percents are those of rows",))


def proportions():
    """A trap: called percents, printed as parts of one; of one question they add up, of one not."""
    groups, ns = ["Total", "Men", "Women"], [1000, 480, 520]
    one = [["Q1. Approve? Percentage of adults"], [None, *groups], ["Unweighted base", *ns], ["Approve", 0.48, 0.45, 0.51], ["Disapprove", 0.52, 0.55, 0.49]]  # fmt: skip
    two = [["Q2. Own? Percentage of adults"], [None, *groups], ["Unweighted base", *ns], ["Car", 0.78, 0.75, 0.81], ["Bike", 0.52, 0.55, 0.49]]  # fmt: skip
    cells = cells_of("", ["Approve", "Disapprove"], groups, [[48, 45, 51], [52, 55, 49]], ns)
    return Made("Proportions", book(("Q1", one), ("Q2", two)), cells, ("may be proportions",))


def what_is_known_of_numbers():
    """A trap: limits, margins, rates and changes with signs of percent, and means among percents."""
    groups, ns = ["2022", "2023", "Change (pp)"], [1000, 900]
    signed = [["Q1. Do you approve?"], [None, *groups], ["Unweighted base", *ns, None], ["Approve", "48%", "45%", "3%"], ["Lower CI", "45%", "42%", None],
              ["Upper CI", "51%", "48%", None], ["Disapprove", "52%", "55%", "3%"], ["Margin of error", "3%", "3%", None], ["Response rate", "12%", "11%", None]]  # fmt: skip
    bare = [["Q2. Rate (%)"], [None, "Total", "Index vs total"], ["Unweighted base", 1000, 1000], ["7 to 10", 48, 95], ["0 to 6", 52, 104],
            ["Rating (mean)", 6.1, 104], ["MOE (+/-)", 3.1, 3.1]]  # fmt: skip
    cells = cells_of("Q1", ["Approve", "Disapprove"], groups[:2], [[48, 45], [52, 55]], ns)
    cells += [Cell("7 to 10", "Total", 48, 1000), Cell("0 to 6", "Total", 52, 1000), Cell("Rating (mean)", "Total", 6.1, 1000, unit="mean")]  # fmt: skip
    return Made("What is known of numbers", book(("Q1", signed), ("Q2", bare)), cells, ("no shares are not taken",))  # fmt: skip


MAKERS = [set_high, set_high_bare, percent_se, limits_by_year, forsa, newspoll, pew_html, ppp, ssrs, leaders, row_percents, companion_columns, rows_add_up, proportions, what_is_known_of_numbers]  # fmt: skip
