"""Layouts of other countries and languages; tables, letters, seats and margins that share space."""
# ruff: noqa: E501

from .truth import Cell, Made, book, cells_of, opened, shares


def _table(head, rows, before="", after=""):
    """A page of one table: a row of headings, then rows."""
    top = "".join(f"<th>{one}</th>" for one in head)
    body = "".join("<tr>" + "".join(f"<td>{x}</td>" for x in row) + "</tr>" for row in rows)
    return f"<html><body>{before}<table><tr>{top}</tr>{body}</table>{after}</body></html>"


def cis():
    """Spain's barometer: decimal commas, no signs, the base below in brackets."""
    groups, a = ["Total", "Hombre", "Mujer"], ["Muy buena", "Buena", "Mala", "Muy mala", "N.S."]
    v = [
        [2.1, 2.9, 1.4],
        [28.4, 31.2, 25.8],
        [41.0, 38.8, 43.1],
        [26.3, 25.4, 27.2],
        [2.2, 1.7, 2.5],
    ]
    rows = [[x, *(f"{y:.1f}".replace(".", ",") for y in row)] for x, row in zip(a, v, strict=True)]
    rows.append(["(N)", "(4.013)", "(1.958)", "(2.055)"])
    question = "<p>Pregunta 3. ¿Diría Ud. que la situación económica de España es…?</p>"
    file = opened(_table(["", *groups], rows, question), "cis.html")
    return Made("CIS, Spain", file, cells_of("", a, groups, v, [4013, 1958, 2055]))


def cbos():
    """Poland: waves as columns, a heading over all that says percents."""
    waves, a = (
        ["I 2023", "II 2023", "III 2023"],
        ["Dobrze", "Ani dobrze, ani źle", "Źle", "Trudno powiedzieć"],
    )
    v = [[31, 28, 30], [36, 39, 35], [27, 28, 30], [6, 5, 5]]
    html = "<html><body><p>Tabela 2. Jak Pan(i) ocenia obecną sytuację w Polsce?</p><table>"
    html += '<tr><th rowspan="2">Ocena</th><th colspan="3">Wskazania według terminów badań (w procentach)</th></tr>'
    html += "<tr>" + "".join(f"<th>{w}</th>" for w in waves) + "</tr>"
    html += "".join(
        "<tr>" + "".join(f"<td>{x}</td>" for x in (name, *row)) + "</tr>"
        for name, row in zip(a, v, strict=True)
    )
    file = opened(html + "</table></body></html>", "cbos.html")
    return Made("CBOS, Poland", file, cells_of("", a, waves, v))


def datafolha():
    """Brazil: answers that add up, their sum, the number asked and the weighted base below."""
    groups, a = (
        ["TOTAL", "MASC", "FEM", "16 a 34", "35 e +"],
        ["Ótimo/bom", "Regular", "Ruim/péssimo", "Não sabe"],
    )
    v, ns = (
        [[35, 37, 33, 31, 38], [30, 28, 32, 34, 27], [33, 34, 32, 32, 34], [2, 1, 3, 3, 1]],
        [2002, 961, 1041, 902, 1100],
    )
    rows = [["P.2 Na sua opinião o presidente está fazendo um governo: (Estimulada e única, em %)"], [],
            [None, "TOTAL", "SEXO", None, "IDADE", None], [None, None, "MASC", "FEM", "16 a 34", "35 e +"],
            *([x, *row] for x, row in zip(a, v, strict=True)),
            ["Total em %", *[100] * 5], ["Total nº abs.", *ns], ["Base ponderada", 2002, 941, 1061, 840, 1162]]  # fmt: skip
    file = book(("P2", rows), merged=("B3:B4", "C3:D3", "E3:F3"))
    return Made("Datafolha, Brazil", file, cells_of("", a, groups, v, ns))


def insee():
    """France: "en %" above, decimal commas, rows that are no parts of a whole, notes below."""
    groups, a = (
        ["Ensemble", "Moins de 30 ans", "De 30 à 59 ans", "60 ans ou plus"],
        ["Téléphone portable", "Ordinateur", "Tablette"],
    )
    v = [[95.1, 99.2, 98.0, 90.3], [82.6, 93.4, 90.1, 67.2], [48.7, 44.0, 55.6, 41.9]]
    rows = [[x, *(f"{y:.1f}".replace(".", ",") for y in row)] for x, row in zip(a, v, strict=True)]
    notes = "<p>Lecture : en 2023, 95,1 % des ménages ont un téléphone portable.</p><p>Source : Insee.</p>"
    title = "<p>Figure 1 – Équipement des ménages en 2023</p><p>en %</p>"
    file = opened(_table(["", *groups], rows, title, notes), "insee.html")
    return Made("INSEE, France", file, cells_of("", a, groups, v))


def scb():
    """Sweden: a share and its margin of error beside it, group by group."""
    groups, a = ["Samtliga", "Män", "Kvinnor"], ["M", "S", "SD", "Övriga"]
    v = [[18.6, 20.1, 17.1], [36.4, 31.2, 41.7], [19.8, 25.9, 13.6], [25.2, 22.8, 27.6]]
    rows = [["Partisympatier november 2023, procent"], [None, "Samtliga", None, "Män", None, "Kvinnor", None],
            [None, *["Andel", "Felmarginal ±"] * 3]]  # fmt: skip
    rows += [[x, row[0], 0.7, row[1], 1.0, row[2], 0.9] for x, row in zip(a, v, strict=True)]
    file = book(("Tabell 1", rows), merged=("B2:C2", "D2:E2", "F2:G2"))
    return Made("SCB, Sweden", file, cells_of("", a, groups, v))


def afrobarometer():
    """Percents with signs, then both bases below the answers."""
    groups, a = (
        ["Urban", "Rural", "Male", "Female", "Total"],
        ["Very bad", "Fairly bad", "Neither", "Good", "Don't know"],
    )
    v, ns = shares(71, 5, 5), [540, 660, 601, 599, 1200]
    rows = [[x, *(f"{y}%" for y in row)] for x, row in zip(a, v, strict=True)]
    rows += [["Weighted N", 588, 612, 600, 600, 1200], ["Unweighted N", *ns]]
    file = opened(
        _table(["", *groups], rows, "<p>Q4A. The country's present economic condition</p>"),
        "afro.html",
    )
    return Made("Afrobarometer", file, cells_of("", a, groups, v, ns))


def gallup_korea():
    """Groups in rows; numbers asked and weighted, in Korean."""
    a, rows = ["잘하고 있다", "잘못하고 있다", "어느 쪽도 아님", "모름/응답거절"], [
        ("전체", "1,001", "1,001", 34, 58, 3, 5), ("남성", "547", "497", 36, 58, 3, 3), ("여성", "454", "504", 33, 57, 3, 7)]  # fmt: skip
    shown = [[*row[:3], *(f"{x}%" for x in row[3:])] for row in rows]
    file = opened(
        _table(
            ["", "조사완료 사례수(명)", "가중값 적용 사례수(명)", *a],
            shown,
            "<p>질문) 귀하는 대통령이 직무를 잘 수행하고 있다고 보십니까?</p>",
        ),
        "korea.html",
    )
    cells = [
        Cell(x, row[0], p, int(row[1].replace(",", "")))
        for row in rows
        for x, p in zip(a, row[3:], strict=True)
    ]
    return Made("Gallup Korea", file, cells)


def nhk():
    """Japan: days of fieldwork in rows, answers with signs."""
    rows = [
        ("3月8日～10日", 25, 57, 18),
        ("2月10日～12日", 25, 58, 17),
        ("1月12日～14日", 26, 56, 18),
    ]
    a = ["支持する", "支持しない", "わからない、無回答"]
    shown = [[row[0], *(f"{x}%" for x in row[1:])] for row in rows]
    file = opened(_table(["調査日", *a], shown, "<p>内閣支持率</p>"), "nhk.html")
    return Made(
        "NHK, Japan", file, [Cell(x, r[0], p) for r in rows for x, p in zip(a, r[1:], strict=True)]
    )


def pollofpolls():
    """Norway: votes without a sign and seats in brackets, in one cell."""
    parties, rows = ["Ap", "Høyre", "Frp", "SV", "Andre"], [
        ("12.3.2024", "Norstat", (20.1, 26.3, 14.0, 9.6, 30.0), (36, 48, 25, 16, 44)),
        ("5.3.2024", "Opinion", (19.2, 25.0, 15.3, 10.0, 30.5), (34, 45, 28, 18, 44))]  # fmt: skip
    shown = [
        [d, who, *(f"{x:.1f} ({k})".replace(".", ",") for x, k in zip(v, s, strict=True))]
        for d, who, v, s in rows
    ]
    cells = [Cell(p, who, x) for _, who, v, _ in rows for p, x in zip(parties, v, strict=True)]
    return Made(
        "Poll of polls, Norway",
        opened(_table(["Dato", "Institutt", *parties], shown), "no.html"),
        cells,
    )


def deutschlandtrend():
    """Germany: percents, and their change since the last wave in brackets."""
    parties = {
        "CDU/CSU": (30, "+1"),
        "AfD": (19, "-1"),
        "SPD": (16, "±0"),
        "Grüne": (14, "-1"),
        "Andere": (21, "+1"),
    }
    rows = [[p, f"{x} ({d})"] for p, (x, d) in parties.items()]
    title = "<p>Sonntagsfrage zur Bundestagswahl</p><p>Angaben in Prozent, in Klammern Veränderung zum Vormonat</p>"
    cells = [Cell(p, "", x, question="") for p, (x, _) in parties.items()]
    return Made(
        "DeutschlandTrend", opened(_table(["Partei", "März 2024"], rows, title), "dt.html"), cells
    )


def household_survey():
    """Scotland: years as columns, "Column percentages", a row of All, and Base below."""
    years, a = (
        ["2016", "2017", "2018", "2019"],
        ["Very good", "Fairly good", "Fairly poor", "Very poor", "No opinion"],
    )
    v = [[57, 57, 57, 55], [38, 37, 37, 39], [4, 4, 4, 4], [1, 1, 1, 1], [0, 1, 1, 1]]
    rows = [["Table 4.1: Rating of neighbourhood as a place to live by year"], ["Column percentages, 2016-2019 data"],
            ["Adults", *years], *([x, *row] for x, row in zip(a, v, strict=True)), ["All", *[100] * 4],
            ["Base", 9640, 9810, 9700, 9780]]  # fmt: skip
    return Made("Scottish household survey", book(("4.1", rows)), cells_of("", a, years, v))


def with_own_bases_side_by_side():
    """Two tables beside each other, each with its title and its bases."""
    groups, a = ["Total", "Men", "Women"], ["Yes", "No"]
    v1, v2, n1, n2 = (
        [[61, 66, 56], [39, 34, 44]],
        [[31, 35, 27], [69, 65, 73]],
        [1000, 480, 520],
        [980, 470, 510],
    )
    rows = [["Table 1. Do you own a car?", None, None, None, None, "Table 2. Do you own a bicycle?"],
            [None, *groups, None, None, *groups],
            ["Unweighted base", *n1, None, "Unweighted base", *n2]]  # fmt: skip
    for name, one, two in zip(a, v1, v2, strict=True):
        rows.append([name, *(f"{x}%" for x in one), None, name, *(f"{x}%" for x in two)])
    cells = cells_of("car", a, groups, v1, n1) + cells_of("bicycle", a, groups, v2, n2)
    return Made("Side by side, with bases", book(("Tables", rows)), cells)


def letters_behind_signs():
    """Letters of tests in the cell of a percent, behind its sign."""
    groups, a, ns = ["Total", "North", "South", "West"], ["Yes", "No"], [1200, 400, 410, 390]
    v, letters = [[45, 51, 39, 45], [55, 49, 61, 55]], [["", " C", "", ""], ["", "", " B", ""]]
    rows = [
        ["Q1. Do you own a boat?"],
        [None, *groups],
        [None, "(A)", "(B)", "(C)", "(D)"],
        ["Unweighted base", *ns],
    ]
    rows += [
        [x, *(f"{p}%{s}" for p, s in zip(*row, strict=True))]
        for x, *row in zip(a, v, letters, strict=True)
    ]
    return Made("Letters behind signs", book(("Q1", rows)), cells_of("", a, groups, v, ns))


def letters_behind_numbers():
    """Letters right behind numbers without signs, which a line above calls percents."""
    groups, a, ns = ["Total", "North", "South", "West"], ["Yes", "No"], [1200, 400, 410, 390]
    v, letters = [[45, 51, 39, 45], [55, 49, 61, 55]], [["", "CD", "", ""], ["", "", "Bd", ""]]
    rows = [
        ["Q2. Do you own a tent?"],
        ["Column percentages"],
        [None, *groups],
        [None, "A", "B", "C", "D"],
        ["Unweighted base", *ns],
    ]
    rows += [
        [x, *(f"{p}{s}" if s else p for p, s in zip(*row, strict=True))]
        for x, *row in zip(a, v, letters, strict=True)
    ]
    return Made("Letters behind numbers", book(("Q2", rows)), cells_of("", a, groups, v, ns))


def margins_in_cells():
    """New Zealand: each cell holds a percent and its margin of error."""
    groups, rows = (
        ["Total", "Māori", "Pacific"],
        [
            ("Good", (85.2, 79.0, 81.4), (0.9, 2.1, 3.3)),
            ("Fair", (10.1, 14.8, 13.0), (0.8, 1.8, 2.9)),
        ],
    )
    shown = [[x, *(f"{p} ± {m}" for p, m in zip(v, moes, strict=True))] for x, v, moes in rows]
    title = "<p>Self-rated general health, percent (with 95% margin of error)</p>"
    cells = [Cell(x, g, p) for x, v, _ in rows for g, p in zip(groups, v, strict=True)]
    return Made("Margins in cells", opened(_table(["", *groups], shown, title), "nz.html"), cells)


def seats_only():
    """A trap: the Netherlands count seats, which are no percents."""
    rows = [["9 mrt 2024", "Ipsos", 29, 24, 20, 8, 69], ["2 mrt 2024", "Verian", 31, 24, 19, 9, 67]]
    head = ["Datum", "Bureau", "PVV", "GL-PvdA", "VVD", "D66", "Overig"]
    return Made(
        "Seats, Netherlands",
        opened(_table(head, rows, "<p>Peilingen, zetels (150)</p>"), "nl.html"),
        [],
    )


MAKERS = [cis, cbos, datafolha, insee, scb, afrobarometer, gallup_korea, nhk, pollofpolls, deutschlandtrend,
          household_survey, with_own_bases_side_by_side, letters_behind_signs, letters_behind_numbers,
          margins_in_cells, seats_only]  # fmt: skip
