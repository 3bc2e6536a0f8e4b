"""Lists of polls, as encyclopaedias and aggregators keep them."""
# ruff: noqa: E501

from .truth import Cell, Made, opened


def wikipedia_en():
    """Footnotes, links, a row of an election, merged dates, a lead."""
    html = """<html><body><table class="wikitable"><tbody>
<tr><th rowspan="2">Dates<br>conducted</th><th rowspan="2">Pollster</th><th rowspan="2">Client</th><th rowspan="2">Area</th><th rowspan="2">Sample<br>size</th><th>Lab</th><th>Con</th><th>LD</th><th rowspan="2">Others</th><th rowspan="2">Lead</th></tr>
<tr><th style="background:red"></th><th style="background:blue"></th><th></th></tr>
<tr><td>3–5 May 2024</td><td><a>Opinium</a><sup>[12]</sup></td><td>The Observer</td><td>GB</td><td>2,050</td><td><b>40%</b></td><td>24%</td><td>12%</td><td>24%</td><td>16</td></tr>
<tr><td>2 May 2024</td><td colspan="9"><b>Local elections in England</b></td></tr>
<tr><td>1–2 May 2024</td><td>YouGov<sup>[a]</sup></td><td>The Times</td><td>GB</td><td>2,010</td><td>44%</td><td>18%</td><td>10%</td><td>28%</td><td>26</td></tr>
<tr><td>12 Dec 2019</td><td>2019 general election</td><td>–</td><td>UK</td><td>–</td><td>32.1%</td><td>43.6%</td><td>11.6%</td><td>12.7%</td><td>11.5</td></tr>
</tbody></table></body></html>"""
    cells = []
    for who, day, n, values in (
        ("Opinium", "2024-05-03", 2050, (40, 24, 12, 24)),
        ("YouGov", "2024-05-01", 2010, (44, 18, 10, 28)),
    ):  # fmt: skip
        cells += [
            Cell(a, who, v, n, date=day)
            for a, v in zip(("Lab", "Con", "LD", "Others"), values, strict=True)
        ]
    return Made("Wikipedia, English", opened(html, "wiki.html"), cells)


def wahlrecht():
    """A German page: Befragte, Zeitraum without a year, percents with commas."""
    html = """<html><body><table class="wilko"><thead><tr><th></th><th>&nbsp;</th><th>CDU/CSU</th><th>SPD</th><th>GRÜNE</th><th>Sonstige</th><th>&nbsp;</th><th>Befragte</th><th>Zeitraum</th></tr></thead><tbody>
<tr><td>09.04.2024</td><td>&nbsp;</td><td>29,5 %</td><td>15,5 %</td><td>12 %</td><td>43 %</td><td>&nbsp;</td><td>2.001</td><td>05.04.–08.04.</td></tr>
<tr><td>02.04.2024</td><td>&nbsp;</td><td>30 %</td><td>15 %</td><td>12,5 %</td><td>42,5 %</td><td>&nbsp;</td><td>2.004</td><td>28.03.–02.04.</td></tr>
</tbody></table></body></html>"""
    cells = []
    for day, n, values in (
        ("2024-04-05", 2001, (29.5, 15.5, 12, 43)),
        ("2024-03-28", 2004, (30, 15, 12.5, 42.5)),
    ):
        printed = {"2024-04-05": "09.04.2024", "2024-03-28": "02.04.2024"}[day]
        cells += [
            Cell(a, printed, v, n, date=day)
            for a, v in zip(("CDU/CSU", "SPD", "GRÜNE", "Sonstige"), values, strict=True)
        ]
    return Made("INSA on wahlrecht.de", opened(html, "insa.html"), cells)


def wikipedia_fr():
    """A French page: Sondeur, Dates, Échantillon, decimal commas."""
    html = """<html><body><table><tr><th>Sondeur</th><th>Dates</th><th>Échantillon</th><th>Macron</th><th>Le Pen</th></tr>
<tr><td>Ifop</td><td>19-22 avril 2022</td><td>1 500</td><td>55,5 %</td><td>44,5 %</td></tr>
<tr><td>Ipsos</td><td>20-22 avril 2022</td><td>1 600</td><td>56 %</td><td>44 %</td></tr></table></body></html>"""
    cells = [Cell("Macron", "Ifop", 55.5, 1500, date="2022-04-19"), Cell("Le Pen", "Ifop", 44.5, 1500, date="2022-04-19"),
             Cell("Macron", "Ipsos", 56, 1600, date="2022-04-20"), Cell("Le Pen", "Ipsos", 44, 1600, date="2022-04-20")]  # fmt: skip
    return Made("Wikipedia, French", opened(html, "fr.html"), cells)


def wikipedia_es():
    """A Spanish page: Encuestadora, Fecha, Muestra; votes and seats in one cell."""
    html = """<html><body><table><tr><th>Encuestadora/Cliente</th><th>Fecha</th><th>Muestra</th><th>PP</th><th>PSOE</th></tr>
<tr><td>GAD3/ABC</td><td>10–13 jul. 2023</td><td>1.004</td><td>36,9<br>151</td><td>28,7<br>109</td></tr>
<tr><td>40dB/El País</td><td>6–8 jul. 2023</td><td>2.000</td><td>32,9<br>136</td><td>28,7<br>108</td></tr></table></body></html>"""
    cells = [Cell("PP", "GAD3/ABC", 36.9, 1004), Cell("PSOE", "GAD3/ABC", 28.7, 1004),
             Cell("PP", "40dB/El País", 32.9, 2000), Cell("PSOE", "40dB/El País", 28.7, 2000)]  # fmt: skip
    return Made("Wikipedia, Spanish", opened(html, "es.html"), cells)


def wikipedia_us():
    """Poll source, dates administered, sample "854 (LV)", margin ± 3.4%."""
    html = """<html><body><table><tr><th>Poll source</th><th>Date(s)<br>administered</th><th>Sample<br>size<sup>[a]</sup></th><th>Margin<br>of error</th><th>Jane<br>Roe (D)</th><th>John<br>Doe (R)</th><th>Other</th><th>Undecided</th></tr>
<tr><td>Emerson College<sup>[12]</sup></td><td>October 5–7, 2022</td><td>1,000 (LV)</td><td>± 3.0%</td><td>48%</td><td>45%</td><td>2%<sup>[b]</sup></td><td>5%</td></tr>
<tr><td>Marist College</td><td>September 19–22, 2022</td><td>1,155 (RV)</td><td>± 3.9%</td><td>51%</td><td>44%</td><td>–</td><td>5%</td></tr></table></body></html>"""
    cells = []
    for who, n, values in (("Emerson College", 1000, (48, 45, 2, 5)),
                           ("Marist College", 1155, (51, 44, None, 5))):  # fmt: skip
        cells += [
            Cell(a, who, v, n)
            for a, v in zip(
                ("Jane Roe (D)", "John Doe (R)", "Other", "Undecided"), values, strict=True
            )
        ]
    return Made("Wikipedia, US race", opened(html, "us.html"), cells)


def wikipedia_it():
    """An Italian page: Data, Istituto, Campione."""
    html = """<html><body><table><tr><th>Data</th><th>Istituto</th><th>Campione</th><th>FdI</th><th>PD</th><th>Altri</th><th>Vantaggio</th></tr>
<tr><td>15 maggio 2023</td><td>SWG</td><td>1.200</td><td>29,5</td><td>21,1</td><td>49,4</td><td>8,4</td></tr>
<tr><td>8 maggio 2023</td><td>Ipsos</td><td>1.000</td><td>29,0</td><td>21,0</td><td>50,0</td><td>8,0</td></tr></table></body></html>"""
    cells = [Cell("FdI", "SWG", 29.5, 1200), Cell("PD", "SWG", 21.1, 1200), Cell("Altri", "SWG", 49.4, 1200),
             Cell("FdI", "Ipsos", 29.0, 1000), Cell("PD", "Ipsos", 21.0, 1000), Cell("Altri", "Ipsos", 50.0, 1000)]  # fmt: skip
    return Made("Wikipedia, Italian", opened(html, "it.html"), cells)


MAKERS = [wikipedia_en, wahlrecht, wikipedia_fr, wikipedia_es, wikipedia_us, wikipedia_it]
