"""Files as statistics offices publish them."""
# ruff: noqa: E501

from .truth import Cell, Made, book, opened


def acs_profile():
    """A data profile of the American Community Survey as downloaded: ± margins, set-in labels."""
    nb = "\u00a0" * 4
    rows = [
        ("EMPLOYMENT STATUS", "", "", "", ""),
        (nb + "Population 16 years and over", "267,057,693", "±12,435", "267,057,693", "(X)"),
        (nb * 2 + "In labor force", "169,093,585", "±82,110", "63.3%", "±0.1"),
        (nb * 2 + "Not in labor force", "97,964,108", "±79,013", "36.7%", "±0.1"),
        (nb + "Armed Forces", "1,236,378", "±12,800", "0.5%", "±0.1"),
    ]
    head = ["Label (Grouping)", *(f"United States!!{x}" for x in (
        "Estimate", "Margin of Error", "Percent", "Percent Margin of Error"))]  # fmt: skip
    text = "\n".join(",".join(f'"{x}"' for x in row) for row in [head, *rows])
    cells = []
    for label, e, _, p, _ in rows[1:]:
        cells.append(Cell(label.strip(), "", float(e.replace(",", "")), unit="count"))
        if "%" in p:
            cells.append(Cell(label.strip(), "", float(p[:-1])))
    return Made("ACS data profile", opened("\ufeff" + text, "ACSDP5Y2022.csv"), cells)


def cps():
    """Numbers in thousands beside percents, in pairs of columns."""
    rows = [
        ["Table 4b. Reported Voting and Registration, by Sex: November 2022"],
        ["(In thousands)"],
        [None, "Total population", "Reported registered", None, "Reported voted", None],
        [None, None, "Number", "Percent", "Number", "Percent"],
        ["Total", 255457, 161422, 63.2, 121916, 47.7],
        ["Male", 123900, 76500, 61.7, 57600, 46.5],
        ["Female", 131557, 84922, 64.6, 64316, 48.9],
    ]
    cells = []
    for who, total, r, rp, v, vp in rows[4:]:
        cells += [Cell("Reported registered", who, rp), Cell("Reported voted", who, vp)]
        cells += [Cell("Reported registered", who, r, unit="thousands")]
        cells += [Cell("Reported voted", who, v, unit="thousands")]
        cells += [Cell("Total population", who, total, unit="thousands")]
    return Made("CPS voting table", book(("Table 4b", rows), merged=("C3:D3", "E3:F3")), cells)


def brfss():
    """A row an answer: sample size, value, limits, and a column that names the unit."""
    text = (
        "Year,Locationabbr,Locationdesc,Topic,Question,Response,Break_Out,Sample_Size,Data_value,"
        "Confidence_limit_Low,Confidence_limit_High,Data_value_unit,Data_value_type\n"
        "2022,AL,Alabama,Current Smoker,Adults who are current smokers,Yes,Overall,620,15.6,14.1,17.1,%,Crude Prevalence\n"
        "2022,AL,Alabama,Current Smoker,Adults who are current smokers,No,Overall,3450,84.4,82.9,85.9,%,Crude Prevalence\n"
        "2022,AK,Alaska,Current Smoker,Adults who are current smokers,Yes,Overall,801,15.9,14.5,17.4,%,Crude Prevalence\n"
        "2022,AK,Alaska,Current Smoker,Adults who are current smokers,No,Overall,4821,84.1,82.6,85.5,%,Crude Prevalence\n"
    )
    held = [
        ("Yes", "Alabama", 15.6),
        ("No", "Alabama", 84.4),
        ("Yes", "Alaska", 15.9),
        ("No", "Alaska", 84.1),
    ]
    # Sample_Size counts those who gave the answer: it is nobody's base
    return Made("BRFSS prevalence", opened(text, "brfss.csv"), [Cell(a, g, p) for a, g, p in held])


def statcan():
    """Long file: estimate and limits are rows of one key."""
    head = "REF_DATE,GEO,DGUID,Age group,Sex,Indicators,Characteristics,UOM,SCALAR_FACTOR,VALUE,STATUS,DECIMALS"
    lines = [head]
    cells = []
    for geo, sex, p, low, high, flag in (
        ("Canada", "Males", 19.4, 18.5, 20.3, ""), ("Canada", "Females", 13.5, 12.8, 14.3, ""),
        ("Yukon", "Males", 25.0, 17.5, 34.2, "E"),
    ):  # fmt: skip
        for what, value in (("Percent", p), ("Low 95% confidence interval, percent", low),
                            ("High 95% confidence interval, percent", high)):  # fmt: skip
            lines.append(
                f'2022,{geo},2016A0,"Total, 12 years and over",{sex},"Current smoker, daily or occasional",'
                f'"{what}",Percent,units,{value},{flag},1'
            )
        cells.append(Cell("Current smoker, daily or occasional", f"{geo} > {sex}", p))
    return Made("Statistics Canada long file", opened("\n".join(lines), "13100096.csv"), cells)


def ine():
    """A long file with semicolons and a decimal comma."""
    text = (
        "Sexo;Grupo de edad;Respuesta;Total\n"
        "Hombres;16-24;Sí;45,2\nHombres;16-24;No;54,8\n"
        "Mujeres;16-24;Sí;51,3\nMujeres;16-24;No;48,7\n"
    )
    return Made("INE long file", opened(text, "ine.csv"), [
        Cell("Sí", "Hombres > 16-24", 45.2), Cell("No", "Hombres > 16-24", 54.8),
        Cell("Sí", "Mujeres > 16-24", 51.3), Cell("No", "Mujeres > 16-24", 48.7)])  # fmt: skip


def abs_workbook():
    """Proportions on one sheet, their margins of error on another."""
    head = [None, "Males", "Females", "Persons"]
    one = [["Australian Bureau of Statistics"], ["Table 3.3 Health conditions, Proportion of persons"],
           head, [None, "%", "%", "%"], ["Arthritis", 11.2, 17.9, 14.6], ["Asthma", 9.4, 12.2, 10.8]]  # fmt: skip
    two = [["Australian Bureau of Statistics"], ["Table 3.4 Health conditions, MoE of proportion of persons"],
           head, [None, "95% MoE (±)", "95% MoE (±)", "95% MoE (±)"],
           ["Arthritis", 0.8, 0.9, 0.6], ["Asthma", 0.9, 0.9, 0.6]]  # fmt: skip
    cells = [Cell(r[0], g, x) for r in one[4:] for g, x in zip(head[1:], r[1:], strict=True)]
    return Made("ABS proportions and MoE", book(("Table 3.3", one), ("Table 3.4", two)), cells)


def destatis():
    """GENESIS export: title lines, unit row, semicolons, thousands points, a footer."""
    text = (
        "Tabelle: 12211-0001\nBevölkerung nach Internetnutzung (in Prozent)\n"
        ";Männlich;Weiblich;Insgesamt\nTäglich;91,2;88,4;89,8\nSeltener;5,1;6,0;5,6\nNie;3,7;5,6;4,6\n"
        "__________\n© Statistisches Bundesamt (Destatis), 2023\n"
    )
    v = {"Täglich": (91.2, 88.4, 89.8), "Seltener": (5.1, 6.0, 5.6), "Nie": (3.7, 5.6, 4.6)}
    cells = [
        Cell(a, g, x) for a, row in v.items()
        for g, x in zip(("Männlich", "Weiblich", "Insgesamt"), row, strict=True)
    ]  # fmt: skip
    return Made("Destatis GENESIS", opened(text, "12211-0001.csv"), cells)


def data_brief():
    """A data table behind a figure: the limits stand in the cell."""
    rows = [["Data table for Figure 1. Percentage of adults with any allergy, by sex: United States, 2021"],
            ["Sex", "Percent (95% confidence interval)", "Standard error"],
            ["Total", "31.8 (31.0–32.6)", 0.4], ["Men", "28.5 (27.4–29.7)", 0.6], ["Women", "34.8 (33.7–35.9)", 0.5]]  # fmt: skip
    cells = []
    for who, text, _ in rows[2:]:
        cells += [Cell("with any allergy, by sex: United States, 2021", who, float(text[:4]))]
    return Made("CDC data brief", book(("Figure 1", rows)), cells)


def oecd():
    """SDMX-CSV: codes, OBS_VALUE, a column of the unit."""
    text = (
        "REF_AREA,Reference area,MEASURE,Measure,UNIT_MEASURE,Unit of measure,TIME_PERIOD,OBS_VALUE,OBS_STATUS\n"
        "AUS,Australia,TRUST_NG,Trust in national government,PT_POP,Percentage of population,2023,46.4,A\n"
        "AUT,Austria,TRUST_NG,Trust in national government,PT_POP,Percentage of population,2023,38.7,A\n"
        "BEL,Belgium,TRUST_NG,Trust in national government,PT_POP,Percentage of population,2023,34.1,A\n"
    )
    held = (("Australia", 46.4), ("Austria", 38.7), ("Belgium", 34.1))
    return Made("OECD SDMX-CSV", opened(text, "oecd.csv"), [
        Cell("Trust in national government", g, p) for g, p in held])  # fmt: skip


def eurostat_linear():
    """Eurostat's linear SDMX-CSV: one observation a row, flags beside."""
    text = (
        "DATAFLOW,LAST UPDATE,freq,unit,indic_is,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG\n"
        "ESTAT:ISOC_CI(1.0),15/03/24 23:00:00,A,PC_IND,I_IU3,AT,2023,95.1,\n"
        "ESTAT:ISOC_CI(1.0),15/03/24 23:00:00,A,PC_IND,I_IU3,BG,2023,80.4,b\n"
        "ESTAT:ISOC_CI(1.0),15/03/24 23:00:00,A,PC_IND,I_IU3,CY,2023,:,c\n"
    )
    return Made("Eurostat linear CSV", opened(text, "isoc.csv"), [
        Cell("I_IU3", "AT", 95.1), Cell("I_IU3", "BG", 80.4), Cell("I_IU3", "CY", None)])  # fmt: skip


def ons_bulletin():
    """Percent, lower and upper limit side by side under each question of a merged banner."""
    rows = [
        ["Table 1: Worries, Great Britain, 1 to 12 June 2022"],
        [None, "All persons", None, None, "Men", None, None],
        ["Weighted percentages", "%", "LCL", "UCL", "%", "LCL", "UCL"],
        ["Very worried", 34, 32, 36, 29, 26, 32],
        ["Somewhat worried", 43, 41, 45, 44, 41, 47],
        ["Not at all worried", 23, 21, 25, 27, 24, 30],
        ["Sample size", 2450, None, None, 1102, None, None],
    ]
    cells = [Cell(r[0], "All persons", r[1], 2450) for r in rows[3:6]]
    cells += [Cell(r[0], "Men", r[4], 1102) for r in rows[3:6]]
    return Made("ONS bulletin", book(("Table 1", rows), merged=("B2:D2", "E2:G2")), cells)


def ess():
    """Groups in rows by country, counts alone that add up to a total: counts, no percents."""
    rows = [["Trust in parliament (ESS10)"], ["Country", "No trust", "Some trust", "Complete trust", "Total"],
            ["Belgium", 310, 920, 111, 1341], ["Czechia", 612, 1710, 154, 2476]]  # fmt: skip
    cells = [
        Cell(a, r[0], x, unit="count")
        for r in rows[2:]
        for a, x in zip(rows[1][1:4], r[1:4], strict=True)
    ]
    return Made("ESS counts", book(("Trust", rows)), cells)


MAKERS = [acs_profile, cps, brfss, statcan, ine, abs_workbook, destatis, data_brief, oecd,
          eurostat_linear, ons_bulletin, ess]  # fmt: skip
