"""Groups in rows: a group, its size, and its answers beside it; no row of bases."""

from dataclasses import dataclass, field

from ....language.marking import marked
from ....language.message import Message
from ..found.context import Context
from ..found.figure import Figure
from ..found.found import Found
from ..found.hints import SAY_UNITS
from ..found.proven import adds_up_across, makes_up, sum_columns
from ..found.shares import keep_in_unit
from ..pages.cells import Cell
from ..pages.page import Page
from ..words.kinds import is_no_share, is_technical, says_percent
from ..words.marks import mark_of
from ..words.measures import level_of_words, measure_of, quantity_of
from ..words.rows import base_role, base_words, statistics_of
from .banner import Banner, read_banner
from .scale import is_said
from .titles import question_of, titles_of


@dataclass(frozen=True)
class _Groups:
    """Where the header stands, and which columns hold bases, answers, and errors of those."""

    header: int
    roles: dict[int, str]
    columns: list[int]
    rows: list[int]
    errors: dict[int, dict[str, int]] = field(default_factory=dict)


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
            if page.text(k, 0)
            and all(
                (x := page.at(k, c)) and x.number is not None and x.number >= 0 and not x.percent
                for c in roles
            )
        ]
        columns = sorted(
            {c for k in range(r + 1, len(page.rows)) for c in page.filled(k) if c > 0} - set(roles)
        )
        if len(rows) >= 2 and columns:
            return _Groups(r, roles, columns, rows)
    return None


def read_groups(page: Page, context: Context) -> list[Found]:
    """Read a page of groups in rows: percents by sign, counts and statistics by proof."""
    groups = _find(page)
    if groups is None:
        return []
    banner = read_banner(page, range(groups.header + 1), groups.columns, 0)
    left_out = [*_leave_out_sums(page, groups, banner), *_take_errors(page, groups, banner)]
    _part_shares(page, groups, banner)
    between = [page.text(r, 0) for r in range(groups.header + 1, groups.rows[0]) if page.text(r, 0)]
    titles = titles_of(page, range(groups.header + 1), 0, [*page.before, *banner.titles, *between])
    found = Found(page.name, page.row_place(groups.header), "groups in rows", question_of(titles))
    found.told.update(left_out)
    units = _units_of_columns(page, groups, banner, titles)
    lasts = [banner.paths.get(c, "").rpartition(" > ")[2] for c in groups.columns]
    statistics = {groups.columns[k]: key for k, key in statistics_of(lasts).items()}
    untaken: list[str] = []
    for row in groups.rows:
        # percents may stand in a row of their own, without a label, below the counts
        signed = any((x := page.at(row + 1, c)) and x.percent for c in groups.columns)
        percents = signed and not page.text(row + 1, 0)
        for order, c in enumerate(groups.columns, start=1):
            path = banner.paths.get(c, "")
            cell, below = page.at(row, c), page.at(row + 1, c) if percents else None
            chosen, unit = _cell_and_unit(cell, below, path, statistics.get(c))
            if chosen is None or not path:
                continue
            unit = unit or context.units(page.name) or units.get(c)
            if unit is None:
                untaken.append(page.place(row, c))
                continue
            where = page.place(row if below is None else row + 1, c)
            figure = _figure_of_group(page, groups, row, found.figure(where, chosen.text))
            figure.answer, figure.answer_order = path, order
            if below is not None and cell is not None:
                figure.weighted_count = cell.exact
            keep_in_unit(found, figure, chosen, unit)
    _give_errors(found, page, groups, [*titles, *context.lines])
    found.name_waves()
    if untaken:
        fact = Message(_NO_PERCENT_SIGN, n=len(untaken))
        found.tell(untaken[0], "refused", fact, SAY_UNITS, untaken)
    return [found]


def _leave_out_sums(page: Page, groups: _Groups, banner: Banner) -> list[str]:
    """Take columns that only add up the others off the answers, and return where they stand."""
    sums = sum_columns(page, groups.rows, {c: banner.paths.get(c, "") for c in groups.columns})
    groups.columns[:] = [c for c in groups.columns if c not in sums]
    return [page.place(r, c) for r in groups.rows for c in sums]


def _take_errors(page: Page, groups: _Groups, banner: Banner) -> list[str]:
    """Take columns of errors and limits off the answers, and return where they stand.

    "Often LCL" is of "Often (%)", and "SE" of the column left of it; limits hold their numbers.
    """
    named = {quantity_of(path): c for c, path in banner.paths.items()}
    for c in groups.columns:
        measure = measure_of(banner.paths.get(c, ""))
        if measure is None or measure.role not in ("error", "margin", "lower", "upper"):
            continue
        left = [k for k in groups.columns if k < c and not is_technical(banner.paths.get(k, ""))]
        of = named.get(measure.quantity) if measure.quantity else max(left, default=None)
        pairs = [(page.at(r, c), page.at(r, of)) for r in groups.rows if of is not None]
        above = [
            limit.number - number.number
            for limit, number in pairs
            if limit and number and limit.number is not None and number.number is not None
        ]
        holds = {"lower": max(above, default=1) <= 0, "upper": min(above, default=-1) >= 0}
        if of is not None and above and holds.get(measure.role, True):
            groups.errors.setdefault(of, {})[measure.role] = c
    gone = {c for roles in groups.errors.values() for c in roles.values()}
    groups.columns[:] = [c for c in groups.columns if c not in gone]
    return [page.place(r, c) for r in groups.rows for c in gone]


def _give_errors(found: Found, page: Page, groups: _Groups, words: list[str]) -> None:
    """Give figures the errors and limits of their row, and a mean the error that is a row's own."""
    level = next(filter(None, map(level_of_words, words)), None)
    own = {figure.where: figure for figure in found.figures}
    for row in groups.rows:
        for c, roles in groups.errors.items():
            beside = {role: page.at(row, at) for role, at in roles.items()}
            if figure := own.get(page.place(row, c)):
                figure.set_errors({role: x.exact for role, x in beside.items() if x}, level)
    errors = {f.group: f.value for f in found.figures if f.value_unit == "std_err"}
    for figure in found.figures:
        if figure.value_unit == "mean" and figure.group in errors:
            figure.std_error = errors[figure.group]


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


def _cell_and_unit(
    cell: Cell | None, below: Cell | None, path: str, statistic: str | None
) -> tuple[Cell | None, str | None]:
    """Return the cell that holds an answer of a group and its unit; None where it is unproven."""
    if below is not None:
        return below, "percent"
    if cell is None:
        return None, None
    if statistic and cell.number is not None:
        return cell, statistic
    if cell.percent or (cell.number is None and mark_of(cell.text)):
        # a mark in a column of limits or of changes is of no share
        return (None, None) if is_technical(path) else (cell, "percent")
    return (cell, None) if cell.number is not None else (None, None)


def _figure_of_group(page: Page, groups: _Groups, row: int, figure: Figure) -> Figure:
    """Return a figure with the group of its row and the bases that stand beside it."""
    figure.group = page.text(row, 0)
    figure.group_dimension = page.text(groups.header, 0) or None
    for column, role in groups.roles.items():
        base = page.at(row, column)
        if base is None or base.number is None:
            continue
        if role == "unweighted" and base.number >= 1 and base.number == int(base.number):
            figure.set_base(base.number, base.text)
            figure.base_text = base_words(page.text(groups.header, column)) or None
        elif role == "weighted" or (role == "unknown" and "unweighted" in groups.roles.values()):
            figure.base_weighted = base.exact
        elif role == "effective":
            figure.n_effective = base.exact
        elif role == "unknown":
            figure.base_text = f"Base: {base.text} (weighted or not is not said)"
    return figure


def _units_of_columns(
    page: Page, groups: _Groups, banner: Banner, titles: list[str]
) -> dict[int, str]:
    """Return the units of columns: percents, as a title says; either, as their sums prove.

    Counts are parts that add up to their Total, or to the base, in every row; percents to 100.
    """
    cells = {c: [x for r in groups.rows if (x := page.at(r, c))] for c in groups.columns}
    sections: dict[str, list[int]] = {}
    for c, held in cells.items():
        if not any(cell.percent or cell.number is None for cell in held):
            sections.setdefault(banner.dimensions.get(c, ""), []).append(c)
    base = next((c for c, role in groups.roles.items() if role == "unweighted"), None)
    units: dict[int, str] = {}
    for columns in sections.values():
        total = [c for c in columns if banner.paths[c].rpartition(" > ")[2].lower() == "total"]
        parts = [c for c in columns if c not in total]
        wholes = [*(total if len(total) == 1 else []), *([] if base is None else [base])]
        for whole in wholes if len(parts) > 1 else []:
            rows = [([page.at(r, c) for c in parts], page.at(r, whole)) for r in groups.rows]
            # whole numbers add up exactly
            if all(
                makes_up(
                    held, x, 0.5 * len(parts) if x and (x.decimals or x.exact != x.number) else 0
                )
                for held, x in rows
            ):
                units |= dict.fromkeys(columns, "count")
        if len(parts) > 1 and adds_up_across(page, groups.rows, parts):
            units |= dict.fromkeys(parts, "percent")
    said = is_said(titles)
    for c, held in cells.items():
        heading = banner.paths.get(c, "").rpartition(" > ")[2]
        proper = all(cell.number is None or 0 <= cell.number <= 100 for cell in held)
        proper = proper and not is_no_share(heading)
        # what a title or a heading says goes before what sums show
        if proper and (said or says_percent(heading)):
            units[c] = "percent"
    return units


_NO_PERCENT_SIGN = marked(
    "{n} numbers have no percent sign and add up to nothing that proves what they are"
)
