"""Tables of further pollsters and offices: bases by other names, waves in rows, two percents."""
# ruff: noqa: E501
# fmt: off

from .third import page_of_table
from .truth import Cell, Made, book, cells_of, opened, page_of_lines, shares

THREE = ["Total", "Male", "Female"]
NS, WS = [1005, 488, 517], [1005, 495, 510]


def counts(values, bases):
    return [[round(p * w / 100) for p, w in zip(row, bases, strict=True)] for row in values]


def savanta():
    """UK: a net above its parts, count and percent rows, weighted total called Total."""
    a, v = ["Strongly agree", "Tend to agree", "Tend to disagree", "Strongly disagree", "Don't know"], shares(101, 5, 3)
    net = [sum(c) for c in zip(v[0], v[1], strict=True)]
    rows = [["Table 4"], ["Q4. To what extent do you agree that trains are punctual?"], ["Base: All respondents"], [],
            [None, "Total", "Gender", None], [None, None, "Male", "Female"], ["Unweighted Total", *NS], ["Weighted Total", *WS]]
    for x, row in [("NET: Agree", net), *zip(a, v, strict=True)]:
        rows += [[x, *counts([row], WS)[0]], [None, *(p / 100 for p in row)]]
    file = book(("Table 4", rows), merged=("C5:D5", "B5:B6"), percent=[f"B{r}:D{r}" for r in range(10, 21, 2)])
    return Made("Savanta: nets", file, cells_of("", ["NET: Agree", *a], THREE, [net, *v], NS))


def techne():
    """UK: a column of counts and one of percents under every group, headed N and %."""
    a, v = ["Support", "Oppose", "Unsure"], shares(102, 3, 3)
    rows = [["Do you support or oppose the scheme?"], [None, "Total", None, "Male", None, "Female", None], [None, *["N", "%"] * 3]]
    c = counts(v, WS)
    rows += [[x, *(y for pair in zip(n, (f"{p}%" for p in row), strict=True) for y in pair)] for x, n, row in zip(a, c, v, strict=True)]
    rows += [["Unweighted base", *(y for n in NS for y in (n, None))]]
    cells = cells_of("", a, THREE, v, NS)
    return Made("Techne: N beside %", book(("Q1", rows), merged=("B2:C2", "D2:E2", "F2:G2")), cells)


def ipsos_fr():
    """France: text with semicolons, decimal commas, bases brutes and redressées."""
    a, v = ["Tout à fait", "Plutôt", "Pas du tout", "Ne se prononce pas"], [["22,4%", "25,1%", "19,8%"], ["38,6%", "36,9%", "40,2%"], ["33,5%", "32,0%", "34,9%"], ["5,5%", "6,0%", "5,1%"]]
    lines = ["Q5. Faites-vous confiance au maire ?;;;", ";Ensemble;Homme;Femme", "Base brute;1003;478;525", "Base redressée;1003;481;522", *(";".join([x, *row]) for x, row in zip(a, v, strict=True))]
    held = [[float(p[:-1].replace(",", ".")) for p in row] for row in v]
    return Made("Ipsos France", opened("\n".join(lines), "q5.csv"), cells_of("", a, ["Ensemble", "Homme", "Femme"], held, [1003, 478, 525]))


def insa():
    """Germany: a page with unweighted and weighted bases below, percents with blanks before the sign."""
    a, v, g = ["Ja", "Nein", "weiß nicht"], [[48, 52, 44], [41, 40, 42], [11, 8, 14]], ["Gesamt", "Männlich", "Weiblich"]
    rows = [*([x, *(f"{p} %" for p in row)] for x, row in zip(a, v, strict=True)), ["Basis ungewichtet", "2.004", "978", "1.026"], ["Basis gewichtet", "2.004", "982", "1.022"]]
    html = page_of_table(["", *g], rows, "<p>Frage 3: Sollte es ein Tempolimit geben?</p>")
    return Made("INSA", opened(html, "insa.html"), cells_of("", a, g, v, [2004, 978, 1026]))


def cis():
    """Spain: vertical percents with decimal commas as text, N in brackets at the foot."""
    a, v, g = ["Muy buena", "Regular", "Mala", "N.S.", "N.C."], [["12,3", "14,0", "10,7"], ["41,5", "40,2", "42,7"], ["40,1", "40,9", "39,4"], ["4,9", "4,1", "5,6"], ["1,2", "0,8", "1,6"]], ["Total", "Hombre", "Mujer"]
    rows = [["Pregunta 4"], ["¿Cómo calificaría la situación económica?"], ["(% verticales)"], [None, None, "Sexo", None], [None, *g], *([x, *row] for x, row in zip(a, v, strict=True)), ["(N)", "(4.012)", "(1.950)", "(2.062)"]]
    held = [[float(p.replace(",", ".")) for p in row] for row in v]
    return Made("CIS: vertical percents", book(("P4", rows), merged=("C4:D4",)), cells_of("", a, g, held, [4012, 1950, 2062]))


def censis():
    """Italy: "val. %" stands above a table of a report, no bases at all."""
    a, v, g = ["Molto soddisfatto", "Abbastanza", "Poco", "Per niente"], [["14,2", "12,9", "16,0"], ["47,8", "49,1", "46,0"], ["29,0", "28,7", "29,3"], ["9,0", "9,3", "8,7"]], ["Totale", "18-34 anni", "35 anni e oltre"]
    html = page_of_table(["", *g], [*([x, *row] for x, row in zip(a, v, strict=True)), ["Totale", *["100,0"] * 3]], "<p>Tab. 3 – Soddisfazione per i servizi, per età (val. %)</p>", "<p>Fonte: indagine Censis</p>")
    return Made("Censis", opened(html, "censis.html"), cells_of("", a, g, [[float(p.replace(",", ".")) for p in row] for row in v]))


def suffolk():
    """US: a frequency table as running text, count then percent with two decimals."""
    held = [("Approve", 401, 40.10), ("Disapprove", 512, 51.20), ("Undecided", 70, 7.00), ("Refused", 17, 1.70)]
    lines = ["SUFFOLK POLL", "", "Q7. Do you approve of the job the governor is doing?   N= 1,000   100%", ""]
    lines += [f"{x:.<40} {k} ... {p:.2f}%" for x, k, p in held]
    html = "<html><body><pre>" + "\n".join(lines) + "</pre></body></html>"
    return Made("Suffolk", opened(html, "suffolk.html"), [Cell(x, "", p) for x, _, p in held])


def pew_trend():
    """US: a PDF topline with waves in rows and answers across."""
    waves, a = ["Jan 16-21, 2024", "Sep 25-Oct 1, 2023", "Mar 20-26, 2023"], ["Approve", "Disapprove", "No answer"]
    v = [[33, 65, 2], [34, 64, 2], [37, 62, 1]]
    lines = ["Q2  Do you approve or disapprove of the way the president is handling the job?", "", f"{'':24}" + "".join(f"{x:>14}" for x in a)]
    lines += [f"{w:24}" + "".join(f"{p:>14}" for p in row) for w, row in zip(waves, v, strict=True)]
    ends = ["2024-01-21", "2023-10-01", "2023-03-26"]
    return Made("Pew trend in rows", page_of_lines([lines], "pewtrend.pdf"), [Cell(x, "", p, date=d) for d, row in zip(ends, v, strict=True) for x, p in zip(a, row, strict=True)])


def cygnal():
    """US: the second column names count and percent of each answer."""
    a, v = ["Right direction", "Wrong track", "Unsure"], shares(104, 3, 3)
    rows = [["Q1. Is the state headed in the right direction?"], [None, None, "Total", "Gender", None], [None, None, None, "Male", "Female"]]
    for x, c, row in zip(a, counts(v, WS), v, strict=True):
        rows += [[x, "Count", *c], [None, "Col %", *(p / 100 for p in row)]]
    rows += [["Total", "Count", *WS], [None, "Col %", 1, 1, 1]]
    file = book(("Q1", rows), merged=("D2:E2", "C2:C3"), percent=[f"C{r}:E{r}" for r in (5, 7, 9, 11)])
    cells = cells_of("", a, THREE, v)
    return Made("Cygnal: Count and Col %", file, cells)


def two_percents():
    """A trap: column and row percents below each count, named by the second column."""
    a, v = ["Yes", "No"], [[40, 50, 30], [60, 50, 70]]
    w = [1000, 500, 500]
    c = counts(v, w)
    rows = [["Q9. Own a bicycle?"], [None, None, *THREE]]
    for x, k, row in zip(a, c, v, strict=True):
        rows += [[x, "Count", *k], [None, "Row %", *(f"{100 * n / k[0]:.1f}%" for n in k)], [None, "Column %", *(f"{p:.1f}%" for p in row)]]
    rows += [["Total", "Count", *w]]
    return Made("Row and column percents", book(("Q9", rows)), cells_of("", a, THREE, v))


def abs_marks():
    """Australia: asterisks before numbers, explained by a note on relative standard errors."""
    g, a = ["Males", "Females", "Persons"], ["Never smoked", "Ex-smoker", "Current smoker"]
    held = [["52.1", "60.3", "56.3"], ["*33.8", "27.9", "30.8"], ["14.1", "**11.8", "12.9"]]
    rows = [["Table 5.3 Smoker status, Proportion of persons"], [None, *g], [None, "%", "%", "%"], *([x, *row] for x, row in zip(a, held, strict=True)),
            ["* Estimate has a relative standard error of 25% to 50% and should be used with caution"], ["** Estimate has a relative standard error greater than 50%"]]
    return Made("ABS marks before numbers", book(("Table 5.3", rows)), cells_of("", a, g, [[float(x.strip("*")) for x in row] for row in held]))


def statcan_letters():
    """Canada: percent, its letter of quality in a column of its own, low and high limits."""
    held = [("Canada", 21.4, "A", 20.8, 22.0), ("Nova Scotia", 23.9, "B", 21.1, 26.9), ("Yukon", 18.2, "E", 12.7, 25.4), ("Nunavut", None, "F", None, None)]
    text = "Geography,Percent of adults with asthma,Quality indicator,Low 95% confidence interval,High 95% confidence interval\n"
    text += "\n".join(",".join("" if x is None else str(x) for x in row) for row in held)
    return Made("StatCan letters beside", opened(text, "statcan.csv"), [Cell("Percent of adults with asthma", g, p) for g, p, *_ in held if p])


def ons_lcl():
    """UK: estimates of two years, LCL and UCL, sample sizes, [u] for unreliable."""
    head = ["Age group", "2022 estimate (%)", "2022 LCL", "2022 UCL", "2022 sample size", "2023 estimate (%)", "2023 LCL", "2023 UCL", "2023 sample size"]
    held = [("16 to 24", 31.2, 28.1, 34.5, 880, 30.1, 27.0, 33.4, 861), ("25 to 49", 24.4, 22.9, 26.0, 3100, 25.0, 23.4, 26.7, 2987), ("50 and over", 15.8, 14.9, 16.8, 5400, 16.3, 15.3, 17.3, 5211)]
    cells = [Cell("adults reporting loneliness", g, x[k], date=y) for g, *x in held for k, y in ((0, "2022"), (4, "2023"))]
    return Made("ONS LCL UCL", book(("Table 2", [["Table 2: Percentage of adults reporting loneliness"], head, *map(list, held)])), cells)


def eurobarometer_annex():
    """EU: countries in rows, answers across, a column of changes since the last wave."""
    a = ["Tend to trust", "Tend not to trust", "Don't know"]
    held = [("EU27", (47, 43, 10), 2), ("BE", (51, 45, 4), -1), ("BG", (44, 38, 18), 3), ("CZ", (40, 55, 5), 0)]
    rows = [["QA6.10 Trust in the European Union (%)"], [None, *a, "Diff. vs. autumn (Tend to trust)"], *([g, *v, d] for g, v, d in held)]
    return Made("Eurobarometer annex", book(("QA6.10", rows)), [Cell(x, g, p) for g, v, _ in held for x, p in zip(a, v, strict=True)])


def abacus():
    """Canada: n by region at the foot, whole percents with signs, weighted n and unweighted n."""
    a, g, v = ["Liberal", "Conservative", "NDP", "Other"], ["Canada", "BC", "AB", "ON", "QC"], shares(108, 4, 5)
    ns, ws = [1850, 250, 210, 660, 430], [1850, 255, 213, 710, 420]
    rows = [*([x, *(f"{p}%" for p in row)] for x, row in zip(a, v, strict=True)), ["Unweighted n", *map(str, ns)], ["Weighted n", *map(str, ws)]]
    return Made("Abacus", opened(page_of_table(["", *g], rows, "<h3>If an election were held today, who would you vote for?</h3>"), "abacus.html"), cells_of("", a, g, v, ns))


def quaest():
    """Brazil: waves in columns named by month and year, a row of totals."""
    a, g = ["Aprova", "Desaprova", "NS/NR"], ["Dez/23", "Fev/24", "Mai/24"]
    v = [[54, 51, 50], [43, 46, 47], [3, 3, 3]]
    rows = [["Aprovação do governo (%)"], [None, *g], *([x, *row] for x, row in zip(a, v, strict=True)), ["Total", 100, 100, 100]]
    return Made("Quaest", book(("P1", rows)), cells_of("", a, g, v))


def ipsos_nl():
    """Netherlands: ongewogen and gewogen bases."""
    a, g, v = ["Eens", "Neutraal", "Oneens", "Weet niet"], ["Totaal", "Man", "Vrouw"], shares(110, 4, 3)
    rows = [["V3. De lasten zijn eerlijk verdeeld"], [None, *g], ["Ongewogen basis", *NS], ["Gewogen basis", *WS], *([x, *(f"{p}%" for p in row)] for x, row in zip(a, v, strict=True))]
    return Made("Ipsos Netherlands", book(("V3", rows)), cells_of("", a, g, v, NS))


def nordic():
    """Sweden and Denmark: oviktad bas, uvægtet base."""
    v, w = shares(111, 3, 3), shares(112, 3, 3)
    one = [["F1. Litar du på regeringen?"], [None, "Totalt", "Man", "Kvinna"], ["Oviktad bas", *NS], ["Viktad bas", *WS], *([x, *(f"{p} %" for p in row)] for x, row in zip(["Ja", "Nej", "Vet ej"], v, strict=True))]
    two = [["Q1. Har du tillid til regeringen?"], [None, "Total", "Mand", "Kvinde"], ["Uvægtet base", *NS], ["Vægtet base", *WS], *([x, *(f"{p}%" for p in row)] for x, row in zip(["Ja", "Nej", "Ved ikke"], w, strict=True))]
    cells = cells_of("Litar du", ["Ja", "Nej", "Vet ej"], ["Totalt", "Man", "Kvinna"], v, NS) + cells_of("Har du tillid", ["Ja", "Nej", "Ved ikke"], ["Total", "Mand", "Kvinde"], w, NS)
    return Made("Nordic bases", book(("F1", one), ("Q1", two)), cells)


def levada():
    """Russia: waves in columns, percents without signs under a title that says so."""
    a, g, v = ["Одобряю", "Не одобряю", "Нет ответа"], ["янв.24", "фев.24", "мар.24"], [[85, 86, 86], [13, 12, 12], [2, 2, 2]]
    rows = [["Вы одобряете деятельность правительства? (в % от всех опрошенных)"], [None, *g], *([x, *row] for x, row in zip(a, v, strict=True))]
    return Made("Levada", book(("1", rows)), cells_of("", a, g, v))


def japan():
    """Japan: n under each group, percents with a decimal and no sign, 全体 first."""
    a, g, v = ["支持する", "支持しない", "わからない"], ["全体", "男性", "女性"], [[41.2, 43.9, 38.7], [45.3, 46.0, 44.6], [13.5, 10.1, 16.7]]
    rows = [["問1 あなたは内閣を支持しますか。（％）"], [None, *g], ["n", 1205, 588, 617], *([x, *row] for x, row in zip(a, v, strict=True))]
    return Made("Japan: n", book(("問1", rows)), cells_of("", a, g, v, [1205, 588, 617]))


def multi():
    """Several answers, no signs, a note that several could be named, a mean number of answers."""
    a, v = ["Television", "Radio", "Websites", "Print"], [[61, 58, 64], [33, 35, 31], [72, 75, 69], [18, 16, 20]]
    rows = [["Q8. Which do you use for news? Select all that apply. (% of respondents)"], [None, *THREE], ["Unweighted base", *NS], *([x, *row] for x, row in zip(a, v, strict=True)), ["Average number of answers", 1.84, 1.84, 1.84]]
    cells = cells_of("", a, THREE, v, NS) + cells_of("", ["Average number of answers"], THREE, [[1.84] * 3], NS, unit="mean")
    return Made("Several answers", book(("Q8", rows)), cells)


def tests_beside():
    """A trap: a column of differences and one of p-values beside two groups."""
    a, v = ["Agree", "Neither", "Disagree"], [[44, 51], [20, 18], [36, 31]]
    rows = [["Q3. Agree?"], [None, "Men", "Women", "Difference", "p-value"], ["Unweighted base", 488, 517, None, None], *([x, f"{m}%", f"{w}%", f"{w - m:+}%", p] for x, (m, w), p in zip(a, v, (0.03, 0.42, 0.09), strict=True))]
    return Made("Differences and p-values", book(("Q3", rows)), cells_of("", a, ["Men", "Women"], v, [488, 517]))


def scores():
    """A trap: nets, top-two boxes, a net promoter score and an index in percent format rows."""
    a, v = ["Promoters (9-10)", "Passives (7-8)", "Detractors (0-6)"], [[40, 44, 36], [35, 33, 37], [25, 23, 27]]
    rows = [["Q6. How likely to recommend?"], [None, *THREE], ["Unweighted base", *NS], *([x, *(f"{p}%" for p in row)] for x, row in zip(a, v, strict=True)), ["Net Promoter Score", 15, 21, 9], ["Mean score", 7.4, 7.6, 7.2]]
    cells = cells_of("", a, THREE, v, NS) + cells_of("", ["Mean score"], THREE, [[7.4, 7.6, 7.2]], NS, unit="mean") + cells_of("", ["Net Promoter Score"], THREE, [[15, 21, 9]], NS, unit="points")
    return Made("Promoters", book(("Q6", rows)), cells)


def marist():
    """US: a PDF of row percents: groups in rows, answers across, a stub of dimensions."""
    a = ["Approve", "Disapprove", "Unsure"]
    held = [("National Adults", (41, 53, 6)), ("Democrat", (83, 13, 4)), ("Republican", (7, 90, 3)), ("Men", (38, 57, 5)), ("Women", (44, 50, 6))]
    lines = ["Marist Poll National Adults", "Do you approve or disapprove of the job the president is doing?", "", f"{'':20}" + "".join(f"{x:>14}" for x in a), f"{'':20}" + "".join(f"{'Row %':>14}" for _ in a)]
    lines += [f"{g:20}" + "".join(f"{f'{p}%':>14}" for p in v) for g, v in held]
    return Made("Marist row percents", page_of_lines([lines], "marist.pdf"), [Cell(x, g, p) for g, v in held for x, p in zip(a, v, strict=True)])


def harris():
    """US: tabs between cells, weighted and unweighted base, a sigma, percents of counts below."""
    a, v = ["A great deal", "Some", "None at all"], shares(113, 3, 3)
    lines = ["Q10. How much do you trust the press?", "\tTotal\tMale\tFemale", "Unweighted Base\t" + "\t".join(map(str, NS)), "Weighted Base\t" + "\t".join(map(str, WS))]
    for x, c, row in zip(a, counts(v, WS), v, strict=True):
        lines += [x + "\t" + "\t".join(map(str, c)), "\t" + "\t".join(f"{p}%" for p in row)]
    lines += ["Sigma\t" + "\t".join(map(str, WS)), "\t100%\t100%\t100%"]
    return Made("Harris, tabs", opened("\n".join(lines), "harris.tsv"), cells_of("", a, THREE, v, NS))


def two_waves():
    """A trap: under each group two waves and their change in points."""
    a, v = ["Good", "Bad"], [[45, 48, 50, 55, 41, 42], [55, 52, 50, 45, 59, 58]]
    rows = [["Is the economy good or bad?"], [None, "Total", None, None, "Men", None, None, "Women", None, None], [None, *["Mar 2023", "Mar 2024", "Change"] * 3]]
    for x, row in zip(a, v, strict=True):
        rows.append([x, *(y for k in range(0, 6, 2) for y in (f"{row[k]}%", f"{row[k + 1]}%", f"{row[k + 1] - row[k]:+d}"))])
    cells = [Cell(x, f"{g} > {d}", row[2 * k + j]) for x, row in zip(a, v, strict=True) for k, g in enumerate(["Total", "Men", "Women"]) for j, d in enumerate(("Mar 2023", "Mar 2024"))]
    return Made("Two waves and a change", book(("Q1", rows), merged=("B2:D2", "E2:G2", "H2:J2")), cells)


def groups_with_points():
    """Germany: groups in rows, their sizes with points between thousands."""
    a = ["stimme zu", "stimme nicht zu"]
    held = [("Gesamt", "2.004", (61, 39)), ("Männer", "978", (58, 42)), ("Frauen", "1.026", (64, 36))]
    html = page_of_table(["", "Befragte", *a], [[g, n, *(f"{p} %" for p in v)] for g, n, v in held], "<p>Frage 4: Es braucht mehr Züge.</p>")
    return Made("Groups with points", opened(html, "gruppen.html"), [Cell(x, g, p, int(n.replace(".", ""))) for g, n, v in held for x, p in zip(a, v, strict=True)])


def acs_detailed():
    """US: a detailed table of the American Community Survey as downloaded, its lines in rows."""
    held = [("Total:", 10000, 300, 5000, 200), ("Below poverty", 1500, 150, 900, 120), ("At or above poverty", 8500, 260, 4100, 210)]
    head = ["Label (Grouping)", *(f"{g}!!{x}" for g in ("Alpha County", "Beta County") for x in ("Estimate", "Margin of Error"))]
    text = "\n".join(",".join(f'"{x}"' for x in row) for row in [head, *((label, f"{a:,}", f"±{m}", f"{b:,}", f"±{k}") for label, a, m, b, k in held)])
    cells = [Cell(label, g, n, unit="count") for label, a, _, b, _ in held for g, n in (("Alpha County", a), ("Beta County", b))]
    return Made("ACS detailed table", opened(text, "ACSDT5Y2022.csv"), cells)


MAKERS = [savanta, techne, ipsos_fr, insa, cis, censis, suffolk, pew_trend, cygnal, two_percents, abs_marks, statcan_letters, ons_lcl, eurobarometer_annex, abacus, quaest, ipsos_nl, nordic, levada, japan, multi, tests_beside, scores, marist, harris, two_waves, groups_with_points, acs_detailed]
