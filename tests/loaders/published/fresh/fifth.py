"""Workbooks of firms: trends beside breaks, grids, statistics in a column, notes beside numbers."""
# ruff: noqa: E501

from .truth import Cell, Made, book, cells_of, opened, shares


def yougov_trend():
    """Waves before the breaks of the newest one, a blank column between blocks of the banner."""
    waves, breaks = ["6-7 Feb", "13-14 Feb", "4-5 Mar"], ["Con", "Lab", "Lib Dem", "Male", "Female"]
    a = ["Right direction", "Wrong direction", "Don't know"]
    v, ns = shares(91, 3, 8), [2011, 2030, 2057, 410, 620, 150, 990, 1067]
    ws = [2011, 2030, 2057, 398, 641, 161, 998, 1059]

    def gapped(row):
        return [*row[:3], None, *row[3:6], None, *row[6:]]

    rows = [["YouGov / The Paper Survey Results"], ["Sample Size: 2057 Adults in GB"], ["Fieldwork: 4th - 5th March 2024"], [],
            [None, "All adults", None, None, None, "Vote in 2019", None, None, None, "Gender", None],
            [None, *gapped([*waves, *breaks])], ["Weighted Sample", *gapped(ws)], ["Unweighted Sample", *gapped(ns)],
            [None, *gapped(["%"] * 8)], ["Is the country going in the right direction?"],
            *([x, *gapped(row)] for x, row in zip(a, v, strict=True))]  # fmt: skip
    file = book(("Trend", rows), merged=("B5:D5", "F5:H5", "J5:K5"))
    return Made("YouGov with waves", file, cells_of("", a, [*waves, *breaks], v, ns))


def grid():
    """A grid: statements across, answers down, each statement with a base of its own."""
    items = ["It is safe", "It is cheap", "It is run well"]
    a = ["Strongly agree", "Tend to agree", "Tend to disagree", "Strongly disagree", "Don't know"]
    v, ns, ws = shares(92, 5, 3), [1010, 987, 640], [1010, 991, 655]
    rows = [["Q7. To what extent do you agree or disagree? Summary grid"], ["Base: All who have used the service"],
            [None, *items], ["Unweighted base", *ns], ["Weighted base", *ws]]  # fmt: skip
    for x, row in zip(a, v, strict=True):
        rows.append([x, *(round(p * w / 100) for p, w in zip(row, ws, strict=True))])
        rows.append([None, *(p / 100 for p in row)])
    top = [x + y for x, y in zip(v[0], v[1], strict=True)]
    rows.append(["NET: Agree", *(round(p * w / 100) for p, w in zip(top, ws, strict=True))])
    rows.append([None, *(p / 100 for p in top)])
    file = book(("Q7 grid", rows), percent=[f"B{r}:D{r}" for r in range(7, 18, 2)])
    return Made("A grid", file, cells_of("", [*a, "NET: Agree"], items, [*v, top], ns))


def displayr():
    """A statistic a row in the second column: column %, sample size, letters."""
    groups, a = ["Total", "Male", "Female"], ["Coke", "Pepsi", "Other"]
    v, ns = [[45.3, 47.2, 43.5], [30.1, 28.0, 32.1], [24.6, 24.8, 24.4]], [800, 390, 410]
    rows = [["Preferred cola by gender"], [None, None, *groups], [None, None, "A", "B", "C"]]
    for x, row in zip(a, v, strict=True):
        rows += [[x, "Column %", *(f"{p}%" for p in row)], [None, "Column Sample Size", *ns],
                 [None, "Column Comparisons", None, "C" if x == "Coke" else None, None]]  # fmt: skip
    # a base that stands in each answer's rows may be read or told, but not misread
    return Made("Displayr", book(("Table", rows)), cells_of("", a, groups, v, ns))


def bva():
    """France: raw and adjusted base, subtotals, decimal commas with signs, a dash for nobody."""
    groups, a = ["Ensemble", "Hommes", "Femmes"], ["Oui, tout à fait", "Oui, plutôt", "Non, plutôt pas", "Non, pas du tout"]  # fmt: skip
    v = [[12.1, 13.4, 10.9], [33.2, 30.6, 35.6], [30.4, 30.2, 30.6], [24.3, 25.8, 22.9]]
    ns = [1003, 478, 525]
    subs = [[45.3, 44.0, 46.5], [54.7, 56.0, 53.5]]
    rows = [["Q3. Faites-vous confiance au gouvernement ?"], ["Base : ensemble des Français"], ["", *groups],
            ["Base brute", "1 003", "478", "525"], ["Base redressée", "1 003", "481", "522"]]  # fmt: skip

    def line(label, row):
        return [label, *(f"{y:.1f}".replace(".", ",") + "%" for y in row)]

    rows += [line("ST Oui", subs[0]), line(a[0], v[0]), line(a[1], v[1]),
             line("ST Non", subs[1]), line(a[2], v[2]), line(a[3], v[3]), ["(NSP)", "-", "-", "-"]]  # fmt: skip
    text = "\n".join(";".join(row) for row in rows)
    cells = cells_of("", ["ST Oui", "ST Non", *a], groups, [*subs, *v], ns)
    cells += [Cell("(NSP)", g, None, n) for g, n in zip(groups, ns, strict=True)]
    return Made("BVA, France", opened(text, "bva.csv"), cells)


def social_attitudes():
    """Years as numbers for headings, a row of %, `*`, `-` and n/a, both bases at the foot."""
    years, a = [1983, 1990, 2001, 2013], ["Increase taxes", "Keep the same", "Reduce taxes", "None of these", "Other"]  # fmt: skip
    v = [[32, 54, 59, 36], [54, 37, 34, 53], [9, 3, 3, 6], [4, 5, 3, 4], ["*", "-", "*", "n/a"]]
    ws, ns = [1761, 2795, 3287, 3244], [1761, 2797, 3287, 3244]
    rows = [["Table A.1 Attitudes to taxation and spending, 1983-2013"], [None, *years], [None, *["%"] * 4],
            *([x, *row] for x, row in zip(a, v, strict=True)), ["Weighted base", *ws], ["Unweighted base", *ns]]  # fmt: skip
    cells = [
        Cell(x, str(y), p if isinstance(p, int) else None, n)
        for x, row in zip(a, v, strict=True)
        for y, p, n in zip(years, row, ns, strict=True)
        if p != "n/a"
    ]
    cells.append(Cell("Other", "2013", None, 3244))
    return Made("Social attitudes", book(("A1", rows)), cells)


def leger():
    """Canada: n below the head, letters below percents, blank columns between blocks."""
    groups, a = ["Total Canada", "BC", "Ontario", "Quebec", "Male", "Female"], ["Excellent", "Good", "Poor", "Don't know"]  # fmt: skip
    v, ns, ws = shares(93, 4, 6), [1520, 180, 602, 405, 748, 772], [1520, 206, 585, 351, 741, 779]
    v[3][1] = None

    def gapped(row):
        return [row[0], None, *row[1:4], None, *row[4:]]

    rows = [["Q2. How would you rate the job of your premier?"], [None, *gapped(["TOTAL", "REGION", None, None, "GENDER", None])],
            [None, *gapped(groups)], [None, *gapped(["A", "B", "C", "D", "E", "F"])],
            ["Weighted n =", *gapped(ws)], ["Unweighted n =", *gapped(ns)]]  # fmt: skip
    for x, row in zip(a, v, strict=True):
        rows.append([x, *gapped(["-" if p is None else f"{p}%" for p in row])])
        rows.append([None, *gapped([None, "D", None, "B", None, "E"])])
    file = book(("Q2", rows), merged=("D2:F2", "H2:I2"))
    return Made("Leger, Canada", file, cells_of("", a, groups, v, ns))


def sample_sizes_stacked():
    """Two questions below one another, each with heads of two lines, bases and bare percents."""
    groups = ["Total", "Men 18-34", "Men 35+", "Women 18-34", "Women 35+"]
    rows, cells = [["Public opinion survey, all numbers are weighted percentages"]], []
    for k, (q, a) in enumerate(((("Would you move?"), ["Yes", "Maybe", "No"]), ("Do you rent?", ["Rent", "Own"]))):  # fmt: skip
        v, ns = shares(94 + k, len(a), 5), [1501 - 500 * k, 210, 530, 221, 540 - 500 * k]
        rows += [[], [q], [None, "Total", "Men", None, "Women", None], [None, None, "18-34", "35+", "18-34", "35+"],
                 ["(unweighted sample size)", *ns], ["(weighted sample size)", *(n + 3 for n in ns)],
                 *([x, *row] for x, row in zip(a, v, strict=True))]  # fmt: skip
        cells += cells_of(
            q,
            a,
            ["Total", "Men > 18-34", "Men > 35+", "Women > 18-34", "Women > 35+"],
            v,
            ns,
        )
    assert len(groups) == 5
    file = book(("Tables", rows), merged=("C4:D4", "E4:F4", "C13:D13", "E13:F13"))
    return Made("Sample sizes, stacked", file, cells)


def acs_subject():
    """A subject table: counts and percents with margins in columns, `±`, (X) and N as text."""
    rows = [["S1501: Educational attainment"], ["Label", "Total", None, "Percent", None, "Percent Male", None],
            [None, *["Estimate", "Margin of Error"] * 3],
            ["Population 25 years and over", "48,312", "±602", "(X)", "(X)", "(X)", "(X)"],
            ["    Less than 9th grade", "2,106", "±310", "4.4%", "±0.6", "5.0%", "±1.1"],
            ["    Bachelor's degree", "11,930", "±740", "24.7%", "±1.5", "22.9%", "±2.0"],
            ["    Graduate degree", "6,014", "±455", "12.4%", "±0.9", "N", "N"]]  # fmt: skip
    held = [("Less than 9th grade", 2106, 4.4, 5.0), ("Bachelor's degree", 11930, 24.7, 22.9), ("Graduate degree", 6014, 12.4, None)]  # fmt: skip
    cells = [Cell("Population 25 years and over", "Total", 48312, unit="count")]
    for a, count, share, male in held:
        cells += [Cell(a, "Total", count, unit="count"), Cell(a, "", share), Cell(a, "Percent Male", male)]  # fmt: skip
    cells += [Cell("Population 25 years and over", g, None) for g in ("", "Percent Male")]
    return Made("ACS subject table", book(("Data", rows), merged=("B2:C2", "D2:E2", "F2:G2")), cells)  # fmt: skip


def insee_notes():
    """France: two lines of headings, marks of revision behind numbers, n.d., notes below."""
    a = ["Emploi à temps plein", "Emploi à temps partiel", "Sans emploi"]
    groups = ["2021 > Femmes", "2021 > Hommes", "2022 > Femmes", "2022 > Hommes"]
    v = [[48.2, 61.7, 48.9, 62.0], [18.3, 6.1, 17.9, None], [33.5, 32.2, 33.2, 31.6]]
    rows = [["Tableau 2 – Situation d'activité selon le sexe (en %)"], [None, "2021", None, "2022 (p)", None],
            [None, "Femmes", "Hommes", "Femmes", "Hommes"]]  # fmt: skip
    for x, row in zip(a, v, strict=True):
        shown = ["n.d." if p is None else f"{p}".replace(".", ",") for p in row]
        rows.append([x, *shown])
    rows[3][2] += " (r)"
    rows += [["(p) : données provisoires. (r) : données révisées. n.d. : non disponible."], ["Champ : personnes de 15 à 64 ans."],
             ["Lecture : en 2021, 48,2 % des femmes sont en emploi à temps plein."], ["Source : Insee, enquête Emploi."]]  # fmt: skip
    groups = [g.replace("2022", "2022 (p)") for g in groups]
    return Made("INSEE with notes", book(("T2", rows), merged=("B2:C2", "D2:E2")), cells_of("", a, groups, v))  # fmt: skip


def within():
    """SPSS: count, percent within one and within the other variable below each answer."""
    rows = [["Vote * Sex Crosstabulation"], [None, None, "Sex", None, "Total"], [None, None, "Male", "Female", None]]  # fmt: skip
    held = {"Party A": (120, 150), "Party B": (100, 60), "None": (30, 40)}
    ns = [250, 250]
    cells = []
    for x, own in held.items():
        total = sum(own)
        rows += [[x, "Count", *own, total],
                 [None, "% within Vote", *(f"{100 * y / total:.1f}%" for y in own), "100.0%"],
                 [None, "% within Sex", *(f"{100 * y / n:.1f}%" for y, n in zip(own, ns, strict=True)), f"{100 * total / 500:.1f}%"]]  # fmt: skip
        for g, y, n in zip(("Male", "Female", "Total"), (*own, total), (*ns, 500), strict=True):
            cells.append(Cell(x, g, round(100 * y / n, 1)))
    rows.append(["Total", "Count", 250, 250, 500])
    return Made("SPSS: within", book(("Crosstab", rows), merged=("C2:D2",)), cells)


MAKERS = [yougov_trend, grid, displayr, bva, social_attitudes, leger, sample_sizes_stacked, acs_subject, insee_notes, within]  # fmt: skip
