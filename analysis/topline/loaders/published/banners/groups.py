"""Groups in rows: a group, its size, and its answers beside it; no row of bases."""

from dataclasses import dataclass

from ..found.context import Context
from ..found.figure import Figure
from ..found.found import Found
from ..found.hints import SAY_UNITS
from ..found.shares import keep_in_unit
from ..pages.cells import Cell
from ..pages.page import Page
from ..words.marks import mark_of
from ..words.rows import base_role, base_words, question_id, statistic_of
from .banner import Banner, read_banner
from .scale import is_said
from .titles import question_of


@dataclass(frozen=True)
class _Groups:
    """Where the header stands, which columns hold bases, and which answers."""

    header: int
    roles: dict[int, str]
    columns: list[int]
    rows: list[int]


def _find(page: Page) -> _Groups | None:
    """Find a header with a base among its headings, above rows that begin with words."""
    for r in range(len(page.rows)):
        filled = page.filled(r)
        texts = {c: page.text(r, c) for c in filled if c > 0}
        if len(texts) < 2 or any(
            (cell := page.at(r, c)) and cell.number is not None for c in texts
        ):
            continue
        roles = {c: role for c, text in texts.items() if (role := base_role(text))}
        if not roles:
            continue
        rows = [
            k
            for k in range(r + 1, len(page.rows))
            if page.text(k, 0) and all(_counts(page.at(k, c)) for c in roles)
        ]
        columns = sorted(
            {c for k in range(r + 1, len(page.rows)) for c in page.filled(k) if c > 0} - set(roles)
        )
        if len(rows) >= 2 and columns:
            return _Groups(r, roles, columns, rows)
    return None


def _counts(cell: Cell | None) -> bool:
    return cell is not None and cell.number is not None and not cell.percent and cell.number >= 0


def read_groups(page: Page, context: Context) -> list[Found]:
    """Read a page of groups in rows: percents by sign, counts and statistics by proof."""
    groups = _find(page)
    if groups is None:
        return []
    banner = read_banner(page, range(groups.header + 1), groups.columns, 0)
    _part_shares(page, groups, banner)
    between = [page.text(r, 0) for r in range(groups.header + 1, groups.rows[0]) if page.text(r, 0)]
    titles = [*page.before, *banner.titles, *between]
    found = Found(page.name, page.row_place(groups.header), "groups in rows", question_of(titles))
    lines = _lines_of_groups(page, groups)
    # what a title says goes before what sums show
    units = dict.fromkeys(_counted_columns(page, groups, banner), "count")
    units |= dict.fromkeys(_said_columns(page, groups, titles), "percent")
    untaken: list[str] = []
    for group, (label, percents) in zip(groups.rows, lines, strict=True):
        for order, c in enumerate(groups.columns, start=1):
            path = banner.paths.get(c, "")
            if not path:
                continue
            cell, below = page.at(label, c), page.at(percents, c) if percents is not None else None
            chosen, unit = _cell_and_unit(cell, below, path)
            if chosen is None:
                continue
            unit = unit or context.units(page.name) or units.get(c)
            if unit is None:
                untaken.append(page.place(label, c))
                continue
            r = label if chosen is cell or percents is None else percents
            where = page.place(r, c)
            figure = _figure_of_group(page, groups, group, Figure(found.table, where))
            figure.question = found.question or None
            figure.question_id = question_id(found.question)
            figure.answer = banner.paths[c]
            figure.answer_order, figure.printed = order, chosen.text
            if below is not None and chosen is below and cell is not None:
                figure.weighted_count = cell.exact
            keep_in_unit(found, figure, chosen, unit)
    errors = {f.group: f.value for f in found.figures if f.value_unit == "std_err"}
    for figure in found.figures:
        if figure.value_unit == "mean":
            figure.std_error = errors.get(figure.group)
    if untaken:
        found.tell(
            untaken[0],
            "refused",
            f"{len(untaken)} numbers have no percent sign and add up to nothing that proves what "
            "they are",
            SAY_UNITS,
            untaken,
        )
    return [found]


def _said_columns(page: Page, groups: _Groups, titles: list[str]) -> set[int]:
    """Return the columns that a title says are percents, where all of their numbers can be."""
    if not is_said(titles):
        return set()
    columns = {c: [x for r in groups.rows if (x := page.at(r, c))] for c in groups.columns}
    return {
        c
        for c, cells in columns.items()
        if all(cell.number is None or 0 <= cell.number <= 100 for cell in cells)
    }


def _part_shares(page: Page, groups: _Groups, banner: Banner) -> None:
    """Take a running title off percents that stand beside the counts of its group.

    Shares of a group and its counts have no title in common that runs on from the counts.
    """
    signed = {
        c for c in groups.columns if any((x := page.at(r, c)) and x.percent for r in groups.rows)
    }
    counted = {banner.dimensions.get(c) for c in groups.columns if c not in signed}
    for c in signed:
        if banner.dimensions.get(c) in counted and " > " in banner.paths.get(c, ""):
            banner.paths[c] = banner.paths[c].rpartition(" > ")[2]
            banner.dimensions[c] = ""


def _lines_of_groups(page: Page, groups: _Groups) -> list[tuple[int, int | None]]:
    """Return the row of each group, and the row of percents below it where there is one."""
    found: list[tuple[int, int | None]] = []
    for k in groups.rows:
        below = k + 1
        cells = [page.at(below, c) for c in groups.columns] if below < len(page.rows) else []
        signed = any(cell is not None and cell.percent for cell in cells)
        own = below < len(page.rows) and page.text(below, 0)
        found.append((k, below if signed and not own else None))
    return found


def _cell_and_unit(
    cell: Cell | None, below: Cell | None, path: str
) -> tuple[Cell | None, str | None]:
    """Return the cell that holds an answer of a group and its unit; None where it is unproven."""
    if below is not None:
        return below, "percent"
    if cell is None:
        return None, None
    statistic = statistic_of(path.rpartition(" > ")[2])
    if statistic and cell.number is not None:
        return cell, statistic
    if cell.percent or (cell.number is None and mark_of(cell.text)):
        return cell, "percent"
    return (cell, None) if cell.number is not None else (None, None)


def _figure_of_group(page: Page, groups: _Groups, row: int, figure: Figure) -> Figure:
    """Return a figure with the group of its row and the bases that stand beside it."""
    figure.group = page.text(row, 0)
    figure.group_dimension = page.text(groups.header, 0) or None
    for column, role in groups.roles.items():
        base = page.at(row, column)
        if base is None or base.number is None:
            continue
        if role == "unweighted" and base.number >= 1:
            figure.set_base(base.number, base.text)
            figure.base_text = base_words(page.text(groups.header, column)) or None
        elif role == "weighted" or (role == "unknown" and "unweighted" in groups.roles.values()):
            figure.base_weighted = base.exact
        elif role == "effective":
            figure.n_effective = base.exact
        elif role == "unknown":
            figure.base_text = f"Base: {base.text} (weighted or not is not said)"
    return figure


def _counted_columns(page: Page, groups: _Groups, banner: Banner) -> set[int]:
    """Return the columns of counts: parts add up to their Total, or the base, in every row."""
    sections: dict[str, list[int]] = {}
    for c in groups.columns:
        cells = [page.at(r, c) for r in groups.rows]
        if any(cell is not None and (cell.percent or cell.number is None) for cell in cells):
            continue
        sections.setdefault(banner.dimensions.get(c, ""), []).append(c)
    counted: set[int] = set()
    for columns in sections.values():
        total = [c for c in columns if banner.paths[c].rpartition(" > ")[2].lower() == "total"]
        parts = [c for c in columns if c not in total]
        whole = total[0] if len(total) == 1 else None
        base = next((c for c, role in groups.roles.items() if role == "unweighted"), None)
        for against in (whole, base):
            if against is not None and len(parts) > 1 and _adds_up(page, groups, parts, against):
                counted.update(columns)
    return counted


def _adds_up(page: Page, groups: _Groups, parts: list[int], total: int) -> bool:
    for r in groups.rows:
        whole = page.at(r, total)
        if whole is None or whole.number is None:
            return False
        numbers = [
            cell.number for c in parts if (cell := page.at(r, c)) and cell.number is not None
        ]
        if abs(sum(numbers) - whole.number) > (
            0.5 * len(parts) if whole.decimals or whole.exact != whole.number else 0
        ):
            return False
    return True
