"""Cells, workbooks and ruled pages of further made files."""
# ruff: noqa
# fmt: off

from io import BytesIO

import openpyxl

from ..files import pdf
from ..files import text as opened
from .truth import Cell


def cells(question, answers, groups, values, ns=None, ws=None, counts=None, **more):
    out = []
    for i, (a, row) in enumerate(zip(answers, values, strict=True)):
        for c, (g, v) in enumerate(zip(groups, row, strict=True)):
            about = []
            if ws: about.append(("base_weighted", ws[c]))
            if counts: about.append(("weighted_count", counts[i][c]))
            out.append(Cell(a, g, v, ns[c] if ns else None, question=question, about=tuple(about), **more))
    return out


def book(*sheets, name="tables.xlsx"):
    """sheets: (title, rows, merged, {range: format}, {cell: indent})"""
    made = openpyxl.Workbook(); made.remove(made.active)
    for title, rows, *rest in sheets:
        merged = rest[0] if rest else (); fmts = rest[1] if len(rest) > 1 else {}
        ind = rest[2] if len(rest) > 2 else {}
        s = made.create_sheet(title)
        for r in rows: s.append(list(r))
        for area, f in fmts.items():
            cs = s[area] if ":" in area else [[s[area]]]
            for row in cs:
                for cell in row: cell.number_format = f
        for a, n in ind.items(): s[a].alignment = openpyxl.styles.Alignment(indent=n)
        for a in merged: s.merge_cells(a)
    f = BytesIO(); made.save(f); f.seek(0); f.name = name
    return f


def ruled(pages, name, size=8):
    """pages: list of list of ('text', str) or ('table', rows, widths, spans) ; draws rules round cells."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"]
    kids = []
    for blocks in pages:
        ops = ["0.5 w"]; y = 560.0
        def put(x, yy, t):
            safe = t.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
            ops.append(f"BT /F1 {size} Tf {x:.1f} {yy:.1f} Td ({safe}) Tj ET")
        for b in blocks:
            if b[0] == "text":
                put(30, y, b[1]); y -= size + 4
            else:
                _, rows, widths, *sp = b; spans = sp[0] if sp else {}
                xs = [30.0]
                for w in widths: xs.append(xs[-1] + w)
                h = size + 6; top = y + size
                covered = set()
                for r, row in enumerate(rows):
                    for c, v in enumerate(row):
                        if (r, c) in covered: continue
                        n = spans.get((r, c), 1)
                        for k in range(1, n): covered.add((r, c + k))
                        x0, x1 = xs[c], xs[c + n]; y1 = top - r * h; y0 = y1 - h
                        ops.append(f"{x0:.1f} {y0:.1f} {x1-x0:.1f} {h:.1f} re S")
                        if v not in (None, ""): put(x0 + 2, y0 + 4, str(v))
                y = top - len(rows) * h - 2 * size
        stream = "\n".join(ops).encode("cp1252")
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        objects.append(b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 842 595] /Contents %d 0 R /Resources << /Font << /F1 3 0 R >> >> >>" % len(objects))
        kids.append(len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(b"%d 0 R" % k for k in kids), len(kids))
    return opened(pdf(objects), name)


def page(table, before="", after=""): return f"<html><body>{before}{table}{after}</body></html>"


def ht(head, rows, cap=""):
    h = "".join("<tr>"+"".join(x if x.startswith("<t") else f"<th>{x}</th>" for x in r)+"</tr>" for r in head)
    b = "".join("<tr>"+"".join(x if str(x).startswith("<t") else f"<td>{x}</td>" for x in r)+"</tr>" for r in rows)
    return f"<table>{'<caption>'+cap+'</caption>' if cap else ''}<thead>{h}</thead><tbody>{b}</tbody></table>"
