"""PDFs of text without rules, as pollsters and offices publish toplines and tables."""
# ruff: noqa: E501

from .truth import Cell, Made, cells_of, page_of_lines, shares


def siena():
    """Crosstabs in aligned text: heads, answers, whole percents with signs."""
    groups = ["Total", "Dem", "Rep", "Ind", "M", "F"]
    a = ["Favorable", "Unfavorable", "Don't know"]
    v = shares(31, 3, 6)
    lines = ["Siena College Research Institute", "October 12-17, 2022", "707 Likely Voters", "",
             "Q1. Is your opinion of Jane Roe favorable or unfavorable?", "",
             f"{'':24}" + "".join(f"{g:>8}" for g in groups)]  # fmt: skip
    lines += [
        f"{x:24}" + "".join(f"{str(p) + '%':>8}" for p in row) for x, row in zip(a, v, strict=True)
    ]
    return Made(
        "Siena crosstab PDF", page_of_lines([lines], "siena.pdf"), cells_of("", a, groups, v)
    )


def kff():
    """A topline: answers below one another, waves in columns, n in the heading."""
    lines = ["KFF Health Tracking Poll - Topline", "",
             "1. As you may know, a health reform bill was signed into law in 2010. Do you have a",
             "favorable or unfavorable opinion of it?", "",
             "                                       5/23    3/23    3/22",
             "Very favorable                           37      39      33",
             "Somewhat favorable                       22      23      22",
             "Somewhat unfavorable                     14      13      15",
             "Very unfavorable                         25      23      27",
             "Don't know/Refused                        2       2       3", "",
             "2. Do you have health insurance now?", "",
             "                                       5/23",
             "Yes                                      91",
             "No                                        9",
             "Don't know/Refused                        *"]  # fmt: skip
    one, two = "opinion of it", "health insurance now"
    a = [
        "Very favorable",
        "Somewhat favorable",
        "Somewhat unfavorable",
        "Very unfavorable",
        "Don't know/Refused",
    ]
    v = [[37, 39, 33], [22, 23, 22], [14, 13, 15], [25, 23, 27], [2, 2, 3]]
    cells = cells_of(one, a, ["5/23", "3/23", "3/22"], v)
    cells += [
        Cell("Yes", "5/23", 91, question=two),
        Cell("No", "5/23", 9, question=two),
        Cell("Don't know/Refused", "5/23", None, question=two),
    ]
    return Made("KFF topline PDF", page_of_lines([lines], "kff.pdf"), cells)


def apnorc():
    """A topline: column of the poll, asterisks and dashes, N below."""
    lines = ["The Associated Press-NORC Center for Public Affairs Research", "",
             "Q1. Generally speaking, would you say things in this country are heading in the right direction?", "",
             "                                AP-NORC      AP-NORC",
             "                                6/10-14/21   4/29-5/3/21",
             "Right direction                 44           54",
             "Wrong direction                 55           44",
             "DON'T KNOW                      *            -",
             "SKIPPED/REFUSED                 1            2",
             "N=                              1,125        1,842"]  # fmt: skip
    cells = []
    for k, n in ((0, 1125), (1, 1842)):
        wave = ("AP-NORC 6/10-14/21", "AP-NORC 4/29-5/3/21")[k]
        for a, v in (
            ("Right direction", (44, 54)),
            ("Wrong direction", (55, 44)),
            ("DON'T KNOW", (None, None)),
            ("SKIPPED/REFUSED", (1, 2)),
        ):
            cells.append(Cell(a, wave, v[k], n))
    return Made("AP-NORC topline PDF", page_of_lines([lines], "apnorc.pdf"), cells)


def pew():
    """A topline whose percents stand left of the answers."""
    lines = ["2021 PEW RESEARCH CENTER'S AMERICAN TRENDS PANEL", "FINAL TOPLINE", "N=10,606", "",
             "ASK ALL:", "SATIS   All in all, are you satisfied or dissatisfied with the way things are going?", "",
             "      Sep 13-19",
             "           2021",
             "             26    Satisfied",
             "             73    Dissatisfied",
             "              1    No answer"]  # fmt: skip
    cells = [
        Cell(a, "Sep 13-19 2021", p, 10606)
        for a, p in (("Satisfied", 26), ("Dissatisfied", 73), ("No answer", 1))
    ]
    return Made("Pew topline PDF", page_of_lines([lines], "pew.pdf"), cells)


def marist():
    """Groups in rows that add up to 100 across, in aligned text."""
    a = ["Approve", "Disapprove", "Unsure"]
    held = [
        ("National Adults", 44, 49, 7),
        ("Democrat", 86, 10, 4),
        ("Republican", 8, 89, 3),
        ("Independent", 37, 55, 8),
    ]
    lines = ["Marist Poll National Tables March 20-23, 2023", "",
             "Do you approve or disapprove of the job the president is doing?", "",
             f"{'':22}" + "".join(f"{x:>13}" for x in a),
             f"{'':22}" + "".join(f"{'Row %':>13}" for _ in a)]  # fmt: skip
    lines += [f"{g:22}" + "".join(f"{str(x) + '%':>13}" for x in v) for g, *v in held]
    cells = [Cell(x, g, p) for g, *v in held for x, p in zip(a, v, strict=True)]
    return Made("Marist tables PDF", page_of_lines([lines], "marist.pdf"), cells)


def shifted():
    """A trap: one row lost a cell, so that its numbers stand under no heading for sure."""
    lines = ["Q9. Which comes closest?", "",
             f"{'':24}" + "".join(f"{g:>8}" for g in ("Total", "Men", "Women")),
             f"{'Agree':24}     51%     49%     53%",
             "Disagree                  44%   47%",
             f"{'Unsure':24}      5%      4%      6%"]  # fmt: skip
    cells = cells_of("", ["Agree", "Unsure"], ["Total", "Men", "Women"], [[51, 49, 53], [5, 4, 6]])
    return Made("A lost cell in a PDF", page_of_lines([lines], "lost.pdf"), cells)


def estimates():
    """Estimates with standard errors and limits, N below, names over two lines."""
    lines = ["Table 2. Percentage of visits by age of the patient", "",
             f"{'Age':22}{'n':>7}{'Number':>13}{'SE':>11}{'LL':>13}{'UL':>13}{'Percent':>9}{'SE':>6}{'LL':>7}{'UL':>7}",
             f"{'Under 15 years':22}{'887':>7}{'117,916,772':>13}{'14,097,315':>11}{'93,228,928':>13}{'149,142,177':>13}{'11.4':>9}{'1.3':>6}{'8.9':>7}{'14.2':>7}",
             f"{'15-24 years':22}{'542':>7}{'64,855,698':>13}{'7,018,359':>11}{'52,386,950':>13}{'80,292,164':>13}{'6.3':>9}{'0.6':>6}{'5.1':>7}{'7.5':>7}",
             f"{'75 years and':22}{'1,442':>7}{'167,069,344':>13}{'15,179,082':>11}{'139,746,193':>13}{'199,734,713':>13}{'16.1':>9}{'1.3':>6}{'13.8':>7}{'18.8':>7}",
             "over",
             "N = 8250."]  # fmt: skip
    held = (
        ("Under 15 years", 117916772, 11.4),
        ("15-24 years", 64855698, 6.3),
        ("75 years and over", 167069344, 16.1),
    )
    cells = []
    for g, number, p in held:
        cells += [Cell(g, "", p, 8250), Cell(g, "", number, 8250, "count")]
    return Made("Estimates with limits PDF", page_of_lines([lines], "est.pdf", 6), cells)


def prose():
    """A trap: a report's prose and a chart's labels are no tables."""
    lines = ["Most adults, 56 percent, approve; 44 percent do not. In 2019 it was 51 and 49.",
             "Among men 12 of 30 said so, and among women 14 of 31, as in 2018 and 2017.", "",
             "  Very likely   12  34", "  0   10   20   30   40", "  2019  2020  2021"]  # fmt: skip
    return Made("Prose in a PDF", page_of_lines([lines], "prose.pdf"), [])


MAKERS = [siena, kff, apnorc, pew, marist, shifted, estimates, prose]
