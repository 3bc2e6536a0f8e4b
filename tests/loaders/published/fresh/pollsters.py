"""Workbooks and pages as pollsters publish them."""
# ruff: noqa: E501

from .truth import Cell, Made, book, cells_of, opened, shares

GROUPS = ["Total", "Male", "Female", "18-34", "35-54", "55+"]
NS = [1005, 488, 517, 260, 341, 404]
WS = [1005, 495, 510, 281, 330, 394]


def yougov():
    """Sample above, a row of % signs, weighted before unweighted, whole numbers without a sign."""
    groups = ["Total", "Con", "Lab", "Lib Dem", "Male", "Female"]
    ns, ws = [1742, 540, 412, 130, 801, 941], [1742, 528, 401, 138, 845, 897]
    q1, a1 = "How well or badly do you think the government is doing?", [
        "Very well", "Fairly well", "Fairly badly", "Very badly", "Don't know"]  # fmt: skip
    q2, a2 = "Which of these would make the best Prime Minister?", ["Smith", "Jones", "Not sure"]
    v1, v2 = shares(1, 5, 6), shares(2, 3, 6)
    rows = [
        ["YouGov / The Daily Survey Results"],
        ["Sample Size: 1742 Adults in GB"],
        ["Fieldwork: 2nd - 3rd March 2022"],
        [],
        [None, None, "Vote in 2019 GE", None, None, "Gender", None],
        [None, *groups],
        ["Weighted Sample", *ws],
        ["Unweighted Sample", *ns],
        [None, *["%"] * 6],
        [],
        [q1],
        *([answer, *row] for answer, row in zip(a1, v1, strict=True)),
        [],
        [q2],
        *([answer, *row] for answer, row in zip(a2, v2, strict=True)),
    ]
    file = book(("Results", rows), merged=("C5:E5", "F5:G5"))
    return Made("YouGov", file, cells_of(q1, a1, groups, v1, ns) + cells_of(q2, a2, groups, v2, ns))


def opinium():
    """Counts, then percents below, base rows in the middle of the head, a sheet a question."""
    a = ["Approve", "Neither", "Disapprove", "Unsure"]
    v = shares(3, 4, 6)
    rows = [
        ["Back to index"],
        ["Q12. To what extent do you approve of the way the PM is handling the job?"],
        ["Base: All respondents"],
        [None, None, "Gender", None, "Age", None, None],
        [None, *GROUPS],
        ["Base", *NS],
        ["Weighted base", *WS],
    ]
    for answer, row in zip(a, v, strict=True):
        rows.append([answer, *(round(p * w / 100) for p, w in zip(row, WS, strict=True))])
        rows.append([None, *(p / 100 for p in row)])
    cells = cells_of("", a, GROUPS, v, NS)
    file = book(
        ("Index", [["Table", "Question"], ["Q12", "Approval"]]),
        ("Q12", rows),
        merged=("C4:D4", "E4:G4"),
        percent=[f"B{r}:G{r}" for r in (9, 11, 13, 15)],
    )
    return Made("Opinium", file, cells)


def survation():
    """Table 1, Q1, base line, "Unweighted Total", "Weighted Total", count and percent rows."""
    a = ["Yes", "No", "Undecided"]
    v = shares(4, 3, 6)
    rows = [["Page 1"], ["Table 1"], ["Q1. Should there be a referendum?"],
            ["Base: All Respondents"], [], [None, None, "Sex", None, "Age", None, None],
            [None, *GROUPS], ["Unweighted Total", *NS], ["Weighted Total", *WS]]  # fmt: skip
    for answer, row in zip(a, v, strict=True):
        rows.append([answer, *(round(p * w / 100) for p, w in zip(row, WS, strict=True))])
        rows.append([None, *(f"{p}.0%" for p in row)])
    rows.append(["SIGMA", *WS])
    rows.append([None, *["100.0%"] * 6])
    file = book(("Table 1", rows), merged=("C6:D6", "E6:G6"))
    return Made("Survation", file, cells_of("", a, GROUPS, v, NS))


def deltapoll():
    """Percents in format 0% alone, bases below the answers."""
    a = ["Labour", "Conservative", "Liberal Democrat", "Other"]
    v = shares(5, 4, 6)
    rows = [["Q1 How would you vote?"], [None, *GROUPS]]
    rows += [[answer, *(p / 100 for p in row)] for answer, row in zip(a, v, strict=True)]
    rows += [["Unweighted base", *NS], ["Weighted base", *WS]]
    file = book(("VI", rows), percent=["B3:G6"])
    return Made("Deltapoll: bases below", file, cells_of("", a, GROUPS, v, NS))


def emerson():
    """SPSS custom tables: Count and Column N % beside each other under each group."""
    groups = GROUPS[:3]
    a = ["Approve", "Disapprove", "Unsure"]
    v = shares(6, 3, 3)
    rows = [
        ["Do you approve of the job the president is doing?"],
        [None, "Total", None, "Gender", None, None, None],
        [None, None, None, "Male", None, "Female", None],
        [None, "Count", "Column N %", "Count", "Column N %", "Count", "Column N %"],
    ]
    for answer, row in zip(a, v, strict=True):
        line = [answer]
        for p, w in zip(row, WS[:3], strict=True):
            line += [round(p * w / 100), p / 100]
        rows.append(line)
    rows.append(["Total", *(x for w in WS[:3] for x in (w, 1.0))])
    file = book(("crosstabs", rows), merged=("B2:C3", "D2:G2", "D3:E3", "F3:G3"),
                percent=["C5:C8", "E5:E8", "G5:G8"])  # fmt: skip
    counts = [[round(p * w / 100) for p, w in zip(row, WS[:3], strict=True)] for row in v]
    cells = cells_of("", a, groups, v) + cells_of("", a, groups, counts, unit="count")
    return Made("Emerson: SPSS custom table", file, cells)


def eurobarometer():
    """Volume A: countries across, a row of counts and a row of proportions under each answer."""
    groups = ["EU27", "BE", "BG", "CZ", "DK"]
    ns = [26544, 1003, 1032, 1008, 1011]
    a = ["Very good", "Rather good", "Rather bad", "Don't know"]
    v = shares(7, 4, 5)
    rows = [
        ["QA1.1 How would you judge the situation of the economy?"],
        ["(% - EU)"],
        [],
        [None, *groups],
        ["TOTAL", *ns],
    ]
    for answer, row in zip(a, v, strict=True):
        rows.append([answer, *(round(p * n / 100) for p, n in zip(row, ns, strict=True))])
        rows.append([None, *(p / 100 for p in row)])
    file = book(("QA1.1", rows), percent=[f"B{r}:F{r}" for r in (7, 9, 11, 13)])
    return Made("Eurobarometer volume A", file, cells_of("", a, groups, v, None))


def ipsos_uk():
    """Letters beside the label rows, "Unweighted row" and "Effective base", percents as text."""
    a = ["Satisfied", "Dissatisfied", "Don't know"]
    v = shares(8, 3, 6)
    rows = [["Q2. Are you satisfied?"], ["Base: All GB adults 18+"],
            [None, None, "Gender", None, "Age", None, None], [None, *GROUPS],
            [None, "(A)", "(B)", "(C)", "(D)", "(E)", "(F)"],
            ["Unweighted row", *NS], ["Weighted row", *WS],
            ["Effective base", 840, 410, 430, 210, 280, 350]]  # fmt: skip
    for answer, row in zip(a, v, strict=True):
        rows.append([answer, *(round(p * w / 100) for p, w in zip(row, WS, strict=True))])
        rows.append([None, *(f"{p}%" for p in row)])
        rows.append([None, None, "C", None, "E", None, "D"])
    file = book(("Q2", rows), merged=("C3:D3", "E3:G3"))
    return Made("Ipsos UK", file, cells_of("", a, GROUPS, v, NS))


def surveymonkey():
    """Summary export: answer choices with a percent and a count beside each other."""
    a = ["Strongly agree", "Agree", "Disagree"]
    v = [(45.25, 181), (30.0, 120), (24.75, 99)]
    rows = [["I find the training useful."], ["Answer Choices", "Responses", None]]
    rows += [[x, p / 100, n] for x, (p, n) in zip(a, v, strict=True)]
    rows += [[None, "Answered", 400], [None, "Skipped", 12]]
    file = book(("Question 1", rows), merged=("B2:C2",))
    cells = [Cell(x, "", p, 400) for x, (p, _) in zip(a, v, strict=True)]
    cells += [Cell(x, "", n, 400, unit="count") for x, (_, n) in zip(a, v, strict=True)]
    made = Made("SurveyMonkey summary", file, cells)
    import openpyxl  # the format of the percents has two digits

    again = openpyxl.load_workbook(file)
    for row in again.active["B3:B5"]:
        row[0].number_format = "0.00%"
    file.seek(0)
    again.save(file)
    file.seek(0)
    return made


def limesurvey():
    """Statistics export: a block a question, Answer, Count, Percentage."""
    text = (
        "Field summary for G1Q1\n"
        '"How satisfied are you with our service?"\n'
        "Answer,Count,Percentage\n"
        "Very satisfied (A1),120,48.00%\n"
        "Satisfied (A2),80,32.00%\n"
        "Not satisfied (A3),40,16.00%\n"
        "No answer,10,4.00%\n"
        "\n"
        "Field summary for G1Q2\n"
        '"Would you recommend us?"\n'
        "Answer,Count,Percentage\n"
        "Yes (Y),190,76.00%\n"
        "No (N),60,24.00%\n"
    )
    one, two = "How satisfied are you", "Would you recommend us"
    held = [(one, "Very satisfied (A1)", 120, 48.0), (one, "Satisfied (A2)", 80, 32.0),
            (one, "Not satisfied (A3)", 40, 16.0), (one, "No answer", 10, 4.0),
            (two, "Yes (Y)", 190, 76.0), (two, "No (N)", 60, 24.0)]  # fmt: skip
    cells = [Cell(a, "", p, None, question=q) for q, a, _, p in held]
    cells += [Cell(a, "", n, None, "count", question=q) for q, a, n, _ in held]
    return Made("LimeSurvey summary", opened(text, "statistics.csv"), cells)


def qualtrics():
    """Report export: #, Answer, %, Count and a total row."""
    rows = [["Q5 - How likely are you to return?"], ["#", "Answer", "%", "Count"],
            [1, "Likely", 0.6125, 245], [2, "Unlikely", 0.3875, 155], [None, "Total", 1, 400]]  # fmt: skip
    file = book(("Q5", rows))
    import openpyxl

    again = openpyxl.load_workbook(file)
    for row in again.active["C3:C5"]:
        row[0].number_format = "0.00%"
    file.seek(0)
    again.save(file)
    file.seek(0)
    cells = [Cell("Likely", "", 61.25), Cell("Unlikely", "", 38.75),
             Cell("Likely", "", 245, unit="count"), Cell("Unlikely", "", 155, unit="count")]  # fmt: skip
    return Made("Qualtrics report", file, cells)


def statista():
    """A sheet of one chart: the unit in words above, numbers without a sign."""
    rows = [[None, "Share of adults who use social media 2023"],
            [None, "Share of adults who use social media in the United States in 2023"],
            [None, None, "Share of respondents"],
            [None, "YouTube", 83], [None, "Facebook", 68], [None, "Instagram", 47]]  # fmt: skip
    info = [["Overview"], ["Number of respondents", "5,733 respondents"], ["Survey period", "May 19 to September 5, 2023"],
            ["Note", "Multiple answers were possible"]]  # fmt: skip
    file = book(("Overview", info), ("Data", rows))
    cells = [Cell(a, "", p) for a, p in (("YouTube", 83), ("Facebook", 68), ("Instagram", 47))]
    return Made("Statista", file, cells)


def gallup():
    """A trend on a web page: dates in rows, a row of % signs below the headings."""
    rows = [
        ("2024 Nov 6-20", 45, 52, 3),
        ("2024 Oct 14-27", 40, 56, 4),
        ("2024 Sep 3-15", 39, 58, 3),
    ]
    body = "".join(
        f"<tr><th>{d}</th>" + "".join(f"<td>{x}</td>" for x in v) + "</tr>" for d, *v in rows
    )
    html = (
        "<html><body><h2>Do you approve or disapprove of the way the president is handling his job?"
        "</h2><table><thead><tr><th></th><th>Approve</th><th>Disapprove</th><th>No opinion</th></tr>"
        "<tr><th></th><th>%</th><th>%</th><th>%</th></tr></thead><tbody>" + body +
        "</tbody></table><p>GALLUP</p></body></html>"
    )  # fmt: skip
    cells = [
        Cell(a, d, x) for d, *v in rows
        for a, x in zip(("Approve", "Disapprove", "No opinion"), v, strict=True)
    ]  # fmt: skip
    return Made("Gallup trend", opened(html, "gallup.html"), cells)


def quinnipiac():
    """Preformatted text: a line of heads, a line an answer, percents by place."""
    html = """<html><body><p>1. Do you approve or disapprove of the way Joe Smith is handling his job?</p>
<pre>
                                                           WHITE.....
                                                           COLLEGE DEG
                    Tot    Rep    Dem    Ind    Men    Wom    Yes    No

Approve             41%     6%    84%    36%    37%    45%    50%    33%
Disapprove          52     93      9     56     57     48     46     61
DK/NA                6      1      7      8      6      7      4      6
</pre></body></html>"""
    groups = ["Tot", "Rep", "Dem", "Ind", "Men", "Wom", "Yes", "No"]
    v = [[41, 6, 84, 36, 37, 45, 50, 33], [52, 93, 9, 56, 57, 48, 46, 61], [6, 1, 7, 8, 6, 7, 4, 6]]
    return Made(
        "Quinnipiac", opened(html, "q.html"),
        cells_of("", ["Approve", "Disapprove", "DK/NA"], groups, v),
    )  # fmt: skip


def exit_poll():
    """Groups in rows with their share of all, answers beside; percents by sign; no bases."""
    html = (
        "<html><body><h3>Exit poll: vote for president</h3><table><tr><th>Group</th><th>% of total</th><th>Harris</th>"
        "<th>Trump</th></tr><tr><td>Men</td><td>47%</td><td>43%</td><td>55%</td></tr>"
        "<tr><td>Women</td><td>53%</td><td>53%</td><td>45%</td></tr></table></body></html>"
    )
    cells = [Cell("Harris", "Men", 43), Cell("Trump", "Men", 55), Cell("Harris", "Women", 53),
             Cell("Trump", "Women", 45), Cell("% of total", "Men", 47),
             Cell("% of total", "Women", 53)]  # fmt: skip
    return Made("Exit poll page", opened(html, "exit.html"), cells)


def pew_detailed():
    """Detailed tables: groups in rows, nets among the answers, N at the end."""
    rows = [
        ["% of U.S. adults who say they trust the information"],
        [None, "NET A lot/Some", "A lot", "Some", "Not too much", "Not at all", "N="],
        ["Total", 61, 15, 46, 28, 11, 9654],
        ["Men", 58, 14, 44, 29, 13, 4401],
        ["Women", 63, 16, 47, 27, 10, 5253],
    ]
    answers = rows[1][1:6]
    cells = [
        Cell(a, row[0], x, row[6])
        for row in rows[2:]
        for a, x in zip(answers, row[1:6], strict=True)
    ]
    return Made("Pew detailed tables", book(("Trust", rows)), cells)


MAKERS = [yougov, opinium, survation, deltapoll, emerson, eurobarometer, ipsos_uk, surveymonkey,
          limesurvey, qualtrics, statista, gallup, quinnipiac, exit_poll, pew_detailed]  # fmt: skip
