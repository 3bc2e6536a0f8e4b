"""Tables in further languages, waves and groups in rows, percents with something beside them."""
# ruff: noqa: E501

from .third import page_of_table
from .truth import Cell, Made, book, cells_of, opened, page_of_lines, shares

THREE = ["Total", "Male", "Female"]
NS, WS = [1005, 488, 517], [1005, 495, 510]


def greece():
    """Greece: an unweighted base, decimal commas."""
    a, g, v = (
        ["Συμφωνώ", "Διαφωνώ", "ΔΓ/ΔΑ"],
        ["Σύνολο", "Άνδρες", "Γυναίκες"],
        [["45,1%", "48,0%", "42,3%"], ["49,6%", "47,9%", "51,2%"], ["5,3%", "4,1%", "6,5%"]],
    )
    rows = [
        ["Ε1. Συμφωνείτε ή διαφωνείτε;"],
        [None, *g],
        ["Αστάθμιστη βάση", 1004, 480, 524],
        *([x, *r] for x, r in zip(a, v, strict=True)),
    ]
    return Made(
        "greece",
        book(("E1", rows)),
        cells_of(
            "", a, g, [[float(p[:-1].replace(",", ".")) for p in r] for r in v], [1004, 480, 524]
        ),
    )


def turkey():
    """Turkey: the sign of percent before its number."""
    a, g, v = (
        ["Evet", "Hayır", "Fikrim yok"],
        ["Toplam", "Kadın", "Erkek"],
        [["%45", "%48", "%42"], ["%50", "%47", "%53"], ["%5", "%5", "%5"]],
    )
    rows = [
        ["S1. Destekliyor musunuz?"],
        [None, *g],
        ["Ağırlıksız baz", 1200, 601, 599],
        *([x, *r] for x, r in zip(a, v, strict=True)),
    ]
    return Made(
        "turkey",
        book(("S1", rows)),
        cells_of("", a, g, [[int(p[1:]) for p in r] for r in v], [1200, 601, 599]),
    )


def czech():
    """Czechia: N (neváženo), a title that says v %."""
    a, g, v = (
        ["Ano", "Ne", "Neví"],
        ["Celkem", "Muži", "Ženy"],
        [[41, 44, 38], [52, 50, 54], [7, 6, 8]],
    )
    rows = [
        ["Q2. Podporujete opatření? (v %)"],
        [None, *g],
        ["N (neváženo)", 1010, 495, 515],
        *([x, *r] for x, r in zip(a, v, strict=True)),
    ]
    return Made("czech", book(("Q2", rows)), cells_of("", a, g, v, [1010, 495, 515]))


def hungary():
    """Hungary: súlyozatlan bázis."""
    a, g, v = (
        ["Igen", "Nem", "Nem tudja"],
        ["Összesen", "Férfi", "Nő"],
        [["41%", "44%", "38%"], ["52%", "50%", "54%"], ["7%", "6%", "8%"]],
    )
    rows = [
        ["K2. Egyetért?"],
        [None, *g],
        ["Súlyozatlan bázis", 1010, 495, 515],
        ["Súlyozott bázis", 1010, 490, 520],
        *([x, *r] for x, r in zip(a, v, strict=True)),
    ]
    return Made(
        "hungary",
        book(("K2", rows)),
        cells_of("", a, g, [[int(p[:-1]) for p in r] for r in v], [1010, 495, 515]),
    )


def china():
    """Chinese: 未加权样本量, 加权样本量."""
    a, g, v = (
        ["同意", "不同意", "不知道"],
        ["总计", "男", "女"],
        [["41%", "44%", "38%"], ["52%", "50%", "54%"], ["7%", "6%", "8%"]],
    )
    rows = [
        ["问题1 您是否同意？"],
        [None, *g],
        ["未加权样本量", 1010, 495, 515],
        ["加权样本量", 1010, 490, 520],
        *([x, *r] for x, r in zip(a, v, strict=True)),
    ]
    return Made(
        "china",
        book(("Q1", rows)),
        cells_of("", a, g, [[int(p[:-1]) for p in r] for r in v], [1010, 495, 515]),
    )


def decimals_dots():
    """Percents with their counts in brackets, the base below."""
    # count in brackets behind percent and pct of n
    a = ["Yes", "No"]
    rows = [
        ["Q1. Do you own?"],
        [None, *THREE],
        ["Yes", "45.2% (452)", "50.1% (244)", "40.6% (208)"],
        ["No", "54.8% (548)", "49.9% (243)", "59.4% (304)"],
        ["Unweighted N", "1,000", "487", "512"],
    ]
    return Made(
        "pct (count)",
        book(("Q1", rows)),
        cells_of("", a, THREE, [[45.2, 50.1, 40.6], [54.8, 49.9, 59.4]], [1000, 487, 512]),
    )


def net_lines():
    """A trap: nets above and below their parts, a weighted base alone."""
    # Opinium with NET rows and indented subanswers, percents only, weighted base row at bottom only
    a = [
        "NET: Satisfied",
        "Very satisfied",
        "Fairly satisfied",
        "Neither",
        "NET: Dissatisfied",
        "Fairly dissatisfied",
        "Very dissatisfied",
    ]
    v = [
        [50, 52, 48],
        [20, 22, 18],
        [30, 30, 30],
        [25, 23, 27],
        [25, 25, 25],
        [15, 14, 16],
        [10, 11, 9],
    ]
    rows = [
        ["Q7. How satisfied are you with your GP?"],
        [None, *THREE],
        *([x, *(p / 100 for p in r)] for x, r in zip(a, v, strict=True)),
        ["Weighted base", *WS],
    ]
    return Made(
        "nets, weighted only", book(("Q7", rows), percent=["B3:D9"]), cells_of("", a, THREE, v)
    )


def row_pct_title():
    """Groups in rows whose answers add up to 100, a title that says row %."""
    # title says row percent; groups in rows
    a = ["Yes", "No", "DK"]
    held = [("All", (40, 50, 10), 1000), ("Men", (45, 48, 7), 480), ("Women", (35, 52, 13), 520)]
    rows = [
        ["Support for the bill, by sex (row %)"],
        [None, *a, "N"],
        *([g, *v, n] for g, v, n in held),
    ]
    return Made(
        "row pct",
        book(("T", rows)),
        [Cell(x, g, p, n) for g, v, n in held for x, p in zip(a, v, strict=True)],
    )


def stacked_csv():
    """Two tables below each other in a text."""
    out = []
    cells = []
    for k, (q, a) in enumerate(
        (("Q1. Like tea?", ["Yes", "No"]), ("Q2. Like coffee?", ["Yes", "No", "Never tried"])), 1
    ):
        v = shares(200 + k, len(a), 3)
        out += [
            f"Table {k},,,",
            f"{q},,,",
            ",Total,Male,Female",
            "Unweighted,1005,488,517",
            "Weighted,1005,495,510",
            *(",".join([x, *(f"{p}%" for p in r)]) for x, r in zip(a, v, strict=True)),
            ",,,",
        ]
        cells += cells_of(q.partition(" ")[2], a, THREE, v, NS)
    return Made("stacked csv", opened("\n".join(out), "st.csv"), cells)


def ipsos_letters_inline():
    """Letters of tests behind signs of percent."""
    a = ["Yes", "No"]
    rows = [
        ["Q1. Own a pet?"],
        [None, *THREE],
        [None, "A", "B", "C"],
        ["Unweighted base", *NS],
        ["Yes", "45%", "50% C", "40%"],
        ["No", "55%", "50%", "60% B"],
    ]
    return Made(
        "letters behind signs",
        book(("Q1", rows)),
        cells_of("", a, THREE, [[45, 50, 40], [55, 50, 60]], NS),
    )


def gallup_trend():
    """Waves in rows whose answers add up to 100, no signs."""
    a = ["Approve", "Disapprove", "No opinion"]
    held = [
        ("2024 Mar 1-20", (40, 55, 5)),
        ("2024 Feb 1-20", (38, 59, 3)),
        ("2024 Jan 2-22", (41, 54, 5)),
    ]
    html = page_of_table(
        ["", *a],
        [[d, *v] for d, v in held],
        "<p>Do you approve or disapprove of the way the president is handling his job?</p><p>% Approve</p>",
    )
    return Made(
        "gallup trend",
        opened(html, "g.html"),
        [Cell(x, d, p) for d, v in held for x, p in zip(a, v, strict=True)],
    )


def quinn_pdf():
    """US: a PDF of one question, short names of groups."""
    cols = ["Tot", "Rep", "Dem", "Ind", "Men", "Wom"]
    a = ["Approve", "Disapprove", "DK/NA"]
    v = [[41, 85, 6, 36, 47, 36], [54, 11, 92, 57, 49, 59], [5, 4, 2, 7, 4, 6]]
    lines = [
        "1. Do you approve or disapprove of the way the president is handling his job?",
        "",
        f"{'':16}" + "".join(f"{c:>8}" for c in cols),
        *(f"{x:16}" + "".join(f"{str(p) + '%':>8}" for p in r) for x, r in zip(a, v, strict=True)),
    ]
    return Made("quinnipiac pdf", page_of_lines([lines], "q.pdf"), cells_of("", a, cols, v))


def scotcen():
    """A long file with a column of unweighted bases."""
    # unweighted bases beneath each group row in long key
    text = "question,answer,sex,percentage,unweighted base\nTrust,Yes,Men,41.2,480\nTrust,No,Men,58.8,480\nTrust,Yes,Women,39.9,520\nTrust,No,Women,60.1,520\n"
    return Made(
        "long with base",
        opened(text, "sc.csv"),
        [
            Cell("Yes", "Men", 41.2, 480),
            Cell("No", "Men", 58.8, 480),
            Cell("Yes", "Women", 39.9, 520),
            Cell("No", "Women", 60.1, 520),
        ],
    )


def dest_klammer():
    """Germany: unreliable numbers in brackets, a slash for none."""
    # Destatis: brackets mean unreliable, slash = none
    rows = [
        ["Anteil der Raucher nach Alter, in %"],
        [None, "2021", "2022"],
        ["15 bis 25", "(12,4)", "13,1"],
        ["25 bis 65", "24,5", "24,0"],
        ["65 und älter", "/", "9,8"],
    ]
    return Made(
        "destatis brackets",
        book(("T", rows)),
        [
            Cell("", g, p, date=y)
            for g, r in (
                ("15 bis 25", (12.4, 13.1)),
                ("25 bis 65", (24.5, 24.0)),
                ("65 und älter", (None, 9.8)),
            )
            for y, p in zip(("2021", "2022"), r, strict=True)
        ],
    )


def means_only():
    """A trap: means, medians and deviations, and no shares."""
    rows = [
        ["Q9. On a scale 0-10, how happy are you?"],
        [None, *THREE],
        ["Unweighted base", *NS],
        ["Mean", 7.1, 7.0, 7.2],
        ["Median", 7, 7, 7],
        ["Standard deviation", 2.1, 2.2, 2.0],
    ]
    return Made(
        "means only",
        book(("Q9", rows)),
        cells_of("", ["Mean"], THREE, [[7.1, 7.0, 7.2]], NS, unit="mean")
        + cells_of("", ["Median"], THREE, [[7, 7, 7]], NS, unit="median")
        + cells_of("", ["Standard deviation"], THREE, [[2.1, 2.2, 2.0]], NS, unit="std_dev"),
    )


def hidden_pct():
    """Proportions that add up to one, under no word that says so."""
    # stored 0.456 in General under "Proportion"
    rows = [
        ["Q2. Do you?"],
        [None, *THREE],
        ["Unweighted base", *NS],
        ["Yes", 0.456, 0.441, 0.47],
        ["No", 0.544, 0.559, 0.53],
    ]
    return Made(
        "stored proportions",
        book(("Q2", rows)),
        cells_of("", ["Yes", "No"], THREE, [[45.6, 44.1, 47], [54.4, 55.9, 53]], NS),
    )


MAKERS = [
    greece,
    turkey,
    czech,
    hungary,
    china,
    decimals_dots,
    net_lines,
    row_pct_title,
    stacked_csv,
    ipsos_letters_inline,
    gallup_trend,
    quinn_pdf,
    scotcen,
    dest_klammer,
    means_only,
    hidden_pct,
]
