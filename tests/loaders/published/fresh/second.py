# ruff: noqa: E501
"""More files as others publish theirs, made after the reader: what it gives of them at first sight."""

from .truth import Cell, Made, book, cells_of, opened, page_of_lines, shares


def economist():
    """Aligned text: percents with signs, Totals, unweighted N in brackets below."""
    groups = ["Total", "Male", "Female", "18-29", "30-44", "45-64", "65+"]
    ns = [1500, 712, 788, 310, 380, 510, 300]
    a = ["Approve", "Disapprove", "Not sure"]
    v = shares(51, 3, 7)
    lines = [
        "1. Job approval",
        "Do you approve or disapprove of the way the president is handling the job?",
        "",
        f"{'':18}" + "".join(f"{g:>9}" for g in groups),
    ]
    lines += [
        f"{x:18}" + "".join(f"{str(p) + '%':>9}" for p in row) for x, row in zip(a, v, strict=True)
    ]
    lines += [
        f"{'Totals':18}" + "".join(f"{'100%':>9}" for _ in groups),
        f"{'Unweighted N':18}" + "".join(f"{f'({n:,})':>9}" for n in ns),
    ]
    return Made(
        "Economist/YouGov PDF", page_of_lines([lines], "e.pdf"), cells_of("", a, groups, v, ns)
    )


def morning_consult():
    """Counts in brackets behind percents: "21% (421)"."""
    a = ["Approve", "Disapprove", "Don't know"]
    held = [
        ("Registered Voters", 45, 49, 6, 1990),
        ("Gender: Male", 42, 53, 5, 932),
        ("Gender: Female", 48, 46, 6, 1058),
    ]
    lines = [
        "Table POL1: Do you approve or disapprove of the job the president is doing?",
        "",
        f"{'Demographic':22}" + "".join(f"{x:>16}" for x in a) + f"{'Total N':>10}",
    ]
    lines += [
        f"{g:22}" + "".join(f"{f'{p}% ({round(p * n / 100)})':>16}" for p in v) + f"{n:>10}"
        for g, *v, n in held
    ]
    # nothing says whether "Total N" is weighted: it is in base_text, and no n
    cells = [Cell(x, g, p) for g, *v, _ in held for x, p in zip(a, v, strict=True)]
    return Made("Morning Consult PDF", page_of_lines([lines], "mc.pdf"), cells)


def spss_frequencies():
    """Frequencies: Frequency, Percent, Valid Percent, Cumulative Percent; Valid and Missing."""
    rows = [
        ["Q7 Satisfaction with life"],
        [None, None, "Frequency", "Percent", "Valid Percent", "Cumulative Percent"],
        ["Valid", "Satisfied", 600, 60.0, 63.2, 63.2],
        [None, "Neutral", 250, 25.0, 26.3, 89.5],
        [None, "Dissatisfied", 100, 10.0, 10.5, 100.0],
        [None, "Total", 950, 95.0, 100.0, None],
        ["Missing", "No answer", 50, 5.0, None, None],
        ["Total", None, 1000, 100.0, None, None],
    ]
    cells = []
    for label, n, p, valid in (
        ("Satisfied", 600, 60.0, 63.2),
        ("Neutral", 250, 25.0, 26.3),
        ("Dissatisfied", 100, 10.0, 10.5),
    ):
        cells += [
            Cell(label, "", n, unit="count"),
            Cell(label, "Percent", p),
            Cell(label, "Valid Percent", valid),
        ]
    cells += [Cell("No answer", "", 50, unit="count"), Cell("No answer", "Percent", 5.0)]
    return Made("SPSS frequencies", book(("Q7", rows)), cells)


def letters_beside():
    """A column of letters beside each column of percents, as in some tabulations."""
    groups = ["Total", "North", "South"]
    ns = [900, 400, 500]
    rows = [
        ["T1. Do you own a car?"],
        [None, "Total", None, "North", None, "South", None],
        ["Unweighted base", 900, None, 400, None, 500, None],
        ["Yes", "71%", None, "68%", None, "73%", "B"],
        ["No", "29%", None, "32%", "C", "27%", None],
    ]
    return Made(
        "Letters beside percents",
        book(("T1", rows)),
        cells_of("", ["Yes", "No"], groups, [[71, 68, 73], [29, 32, 27]], ns),
    )


def ifop():
    """French page of a PDF: totals with their parts, dotted, one column, (%) above."""
    lines = [
        "Question : Etes-vous favorable ou opposé à cette mesure ?",
        "",
        "                                            Ensemble des",
        "                                            Français (%)",
        "TOTAL Favorable ............................     58",
        "  Tout à fait favorable ....................     20",
        "  Plutôt favorable .........................     38",
        "TOTAL Opposé ...............................     41",
        "  Plutôt opposé ............................     24",
        "  Tout à fait opposé .......................     17",
        "Ne se prononcent pas .......................      1",
        "TOTAL ......................................    100",
    ]
    v = (
        ("TOTAL Favorable", 58),
        ("Tout à fait favorable", 20),
        ("Plutôt favorable", 38),
        ("TOTAL Opposé", 41),
        ("Plutôt opposé", 24),
        ("Tout à fait opposé", 17),
        ("Ne se prononcent pas", 1),
    )
    return Made(
        "Ifop PDF",
        page_of_lines([lines], "ifop.pdf"),
        [Cell(a, "Ensemble des Français (%)", p) for a, p in v],
    )


def statcan_flags():
    """A page with letters for quality behind numbers."""
    html = """<html><body><table><caption>Table 1. Percentage of adults who smoke, by province</caption>
<tr><th>Province</th><th>Males (%)</th><th>Females (%)</th></tr>
<tr><td>Ontario</td><td>14.2</td><td>10.3</td></tr><tr><td>Yukon</td><td>22.5<sup>E</sup></td><td>18.1<sup>E</sup></td></tr>
<tr><td>Nunavut</td><td>F</td><td>55.0</td></tr></table></body></html>"""
    cells = [
        Cell("Ontario", "Males (%)", 14.2),
        Cell("Ontario", "Females (%)", 10.3),
        Cell("Yukon", "Males (%)", 22.5),
        Cell("Yukon", "Females (%)", 18.1),
        Cell("Nunavut", "Females (%)", 55.0),
        Cell("Nunavut", "Males (%)", None),
    ]
    return Made("Quality letters behind numbers", opened(html, "s.html"), cells)


def abs_rse():
    """Estimates in thousands beside their relative standard errors; a mark on uncertain ones."""
    rows = [
        ["Table 2. Employed persons ('000)"],
        [None, "Males", None, "Females", None],
        [None, "Estimate", "RSE (%)", "Estimate", "RSE (%)"],
        [None, "'000", "%", "'000", "%"],
        ["Full-time", 5210.4, 0.6, 3012.7, 0.9],
        ["Part-time", 1204.3, 1.8, 2301.9, 1.2],
    ]
    cells = [
        Cell(r[0], g, x, unit="thousands")
        for r in rows[4:]
        for g, x in (("Males", r[1]), ("Females", r[3]))
    ]
    return Made("ABS estimates and RSE", book(("Table 2", rows), merged=("B2:C2", "D2:E2")), cells)


def wikipedia_de():
    """A German page: Institut, Datum, no samples, an election below."""
    html = """<html><body><table><tr><th>Institut</th><th>Datum</th><th>CDU</th><th>SPD</th><th>AfD</th><th>Sonst.</th></tr>
<tr><td>INSA</td><td>05.06.2024</td><td>30,5 %</td><td>14,0 %</td><td>17,5 %</td><td>38,0 %</td></tr>
<tr><td>Forsa</td><td>04.06.2024</td><td>31,0 %</td><td>15,0 %</td><td>16,0 %</td><td>38,0 %</td></tr>
<tr><td>Bundestagswahl 2021</td><td>26.09.2021</td><td>24,1 %</td><td>25,7 %</td><td>10,3 %</td><td>39,9 %</td></tr></table></body></html>"""
    cells = [
        Cell(a, h, x, date=d)
        for h, d, v in (
            ("INSA", "2024-06-05", (30.5, 14.0, 17.5, 38.0)),
            ("Forsa", "2024-06-04", (31.0, 15.0, 16.0, 38.0)),
        )
        for a, x in zip(("CDU", "SPD", "AfD", "Sonst."), v, strict=True)
    ]
    return Made("Wikipedia, German", opened(html, "de.html"), cells)


def latin():
    """A Spanish crosstab: Base real, Base ponderada, decimal commas as text."""
    groups = ["Total", "Hombre", "Mujer"]
    rows = [
        ["P5. ¿Aprueba usted la gestión del presidente?"],
        [None, None, "Sexo", None],
        [None, *groups],
        ["Base real (sin ponderar)", 1200, 580, 620],
        ["Base ponderada", 1200, 590, 610],
        ["Sí", "45,2%", "43,1%", "47,2%"],
        ["No", "49,8%", "52,9%", "46,8%"],
        ["Ns/Nc", "5,0%", "4,0%", "6,0%"],
    ]
    v = [[45.2, 43.1, 47.2], [49.8, 52.9, 46.8], [5.0, 4.0, 6.0]]
    return Made(
        "Spanish crosstab",
        book(("P5", rows), merged=("C2:D2",)),
        cells_of("", ["Sí", "No", "Ns/Nc"], groups, v, [1200, 580, 620]),
    )


def datawrapper():
    """A chart's data: answers in rows, years across, no title, no sign."""
    text = "Answer,2019,2024\nTrust,48,41\nNo trust,45,53\nDon't know,7,6\n"
    cells = [
        Cell(a, g, x)
        for a, v in (("Trust", (48, 41)), ("No trust", (45, 53)), ("Don't know", (7, 6)))
        for g, x in zip(("2019", "2024"), v, strict=True)
    ]
    return Made("Datawrapper data", opened(text, "data.csv"), cells)


def counts_only():
    """A trap: a table of counts whose rows would pass for percents."""
    rows = [
        ["Complaints by channel, 2023"],
        [None, "North", "South"],
        ["Phone", 34, 51],
        ["Mail", 12, 9],
        ["Visit", 20, 3],
    ]
    return Made("Counts without a word", book(("Complaints", rows)), [])


def scores():
    """A trap: means on a scale of 0 to 100, said to be an index."""
    rows = [
        ["Table 4. Consumer confidence index, percentage points in brackets"],
        [None, "2022", "2023"],
        ["Germany", 45.1, 51.3],
        ["France", 40.2, 44.8],
    ]
    return Made("An index", book(("Index of confidence", rows)), [])


def ranks():
    """A trap: ranks and shares beside each other, of which only one has a sign."""
    rows = [
        ["Most trusted brands"],
        ["Brand", "Rank", "Share"],
        ["Alfa", 1, 0.41],
        ["Beta", 2, 0.35],
    ]
    cells = [
        Cell("Alfa", "Share", 41),
        Cell("Beta", "Share", 35),
        Cell("Alfa", "", 41),
        Cell("Beta", "", 35),
    ]
    return Made("Ranks beside shares", book(("Brands", rows), percent=["C3:C4"]), cells)


def two_tables_side_by_side():
    """A trap: two tables beside each other on one sheet."""
    rows = [
        ["Q1. Own a dog?", None, None, None, "Q2. Own a cat?", None, None],
        [None, "Men", "Women", None, None, "Men", "Women"],
        ["Yes", "31%", "35%", None, "Yes", "22%", "28%"],
        ["No", "69%", "65%", None, "No", "78%", "72%"],
    ]
    cells = [
        Cell("Yes", "Men", 31, question="dog"),
        Cell("Yes", "Women", 35, question="dog"),
        Cell("No", "Men", 69, question="dog"),
        Cell("No", "Women", 65, question="dog"),
        Cell("Yes", "Men", 22, question="cat"),
        Cell("Yes", "Women", 28, question="cat"),
        Cell("No", "Men", 78, question="cat"),
        Cell("No", "Women", 72, question="cat"),
    ]
    return Made("Two tables side by side", book(("Pets", rows)), cells)


def yougov_pdf():
    """A topline PDF: base line, answers with signs, several questions on a page."""
    lines = [
        "Survey of 2,041 adults, 3-5 May 2023",
        "",
        "Q1. How often do you read a newspaper?",
        "Base: all adults (n=2,041)",
        "Every day                 21%",
        "Every week                34%",
        "Never                     45%",
        "",
        "Q2. Which of these do you own? (select all)",
        "Base: all adults (n=2,041)",
        "A phone                   93%",
        "A tablet                  52%",
        "A radio                   38%",
    ]
    cells = [
        Cell(a, "", p, n, question=q)
        for n in (2041,)
        for q, a, p in (
            ("newspaper", "Every day", 21),
            ("newspaper", "Every week", 34),
            ("newspaper", "Never", 45),
            ("do you own", "A phone", 93),
            ("do you own", "A tablet", 52),
            ("do you own", "A radio", 38),
        )
    ]
    return Made("Topline PDF, one column", page_of_lines([lines], "top.pdf"), cells)


MAKERS = [economist, morning_consult, spss_frequencies, letters_beside, ifop, statcan_flags, abs_rse,
          wikipedia_de, latin, datawrapper, counts_only, scores, ranks, two_tables_side_by_side, yougov_pdf]  # fmt: skip
