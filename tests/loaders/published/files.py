"""Small files of published tables, each of a layout or with a trap."""

from io import BytesIO

import openpyxl


def workbook(*sheets, merged=(), formats=None, indents=()):
    """A workbook of sheets: (title, rows); merged ranges and formats are those of the first."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    first = book.worksheets[0]
    for name, form in (formats or {}).items():
        for row in first[name] if ":" in name else [[first[name]]]:
            for cell in row:
                cell.number_format = form
    for name in indents:
        first[name].alignment = openpyxl.styles.Alignment(indent=1)
    for span in merged:
        first.merge_cells(span)
    opened = BytesIO()
    book.save(opened)
    opened.seek(0)
    opened.name = "tables.xlsx"
    return opened


def text(content, name="tables.csv"):
    """An open file of text, or of bytes."""
    opened = BytesIO(content.encode() if isinstance(content, str) else content)
    opened.name = name
    return opened


def pdf(objects):
    """The bytes of a PDF of numbered objects, the first of which is its catalogue."""
    made, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    start, size = len(made), len(objects) + 1
    made += b"xref\n0 %d\n0000000000 65535 f \n" % size
    made += b"".join(b"%010d 00000 n \n" % place for place in places)
    return made + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (size, start)


def crosstab(**more):
    """Counts, percents and letters below two bases, with a merged banner."""
    rows = [
        ["Q3. Do you approve?"],
        [None, None, "Gender", None, "Age", None],
        [None, "Total", "Male", "Female", "18-49", "50+"],
        [None, None, "A", "B", "C", "D"],
        ["Base: All adults (unwtd)", 1000, 480, 520, 450, 550],
        ["Base: All adults (wtd)", 1000, 490, 510, 500, 500],
        ["Approve", 480, 260, 220, 240, 240],
        [None, 0.48, 0.53, 0.43, 0.48, 0.48],
        [None, None, "B", None, None, "*"],
        ["Disapprove", 518, 229, 289, 260, 258],
        [None, 0.52, 0.47, 0.57, 0.52, 0.52],
        [None, None, None, "A", None, None],
        ["Refused", 2, 1, 1, "-", 2],
        [None, "*", "*", "*", "-", "*"],
        ["Sigma", 1000, 490, 510, 500, 500],
        [None, 1, 1, 1, 1, 1],
        ["Mean", 46.2, 45, 47, 30, 60],
    ]
    rows = more.pop("change", lambda same: same)(rows)
    formats = dict.fromkeys(("B8:F8", "B11:F11", "B14:F14", "B16:F16"), "0%")
    return workbook(("1", rows), merged=("C2:D2", "E2:F2"), formats=formats, **more)
