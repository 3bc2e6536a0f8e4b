"""Counts of people in sections: groups in rows, no bases; the sections prove the counts."""

import re
from dataclasses import dataclass

from ....language.message import Message
from ..found.context import Context
from ..found.figure import Figure
from ..found.found import Found
from ..found.proven import makes_up
from ..pages.page import Page
from ..words.marks import mark_of
from ..words.rows import is_check
from .banner import Banner, is_total, read_banner

_ERRORS = re.compile(r"standard errors?|margins? of error|coefficients? of variation", re.I)
_AGES = re.compile(
    r"\b(?P<who>\d{1,3} (?:years )?and (?:older|over))|"
    r"population (?P<whom>\d{1,3} years and older)",
    re.I,
)


@dataclass(frozen=True)
class Sections:
    """Where the banner ends, the columns of numbers, and the rows with their path of groups."""

    head: range
    columns: list[int]
    rows: dict[int, str]


def find_sections(page: Page) -> Sections | None:
    """Find rows of numbers with words to their left, below a banner of words."""
    body = [
        r
        for r in range(len(page.rows))
        if page.text(r, 0)
        and (cells := page.filled(r)[1:])
        and all(
            (x := page.at(r, c)) is not None
            and ((x.number is not None and not x.percent) or mark_of(x.text))
            for c in cells
        )
        and (label := page.at(r, 0)) is not None
        and label.number is None
    ]
    if len(body) < 3:
        return None
    columns = sorted({c for r in body for c in page.filled(r) if c > 0})
    head = range(body[0])
    if len(columns) < 2 or not any(page.text(r, c) for r in head for c in columns):
        return None
    # the path of a row: the line of words it is set in under, and its own label
    paths: dict[int, str] = {}
    section, depth = "", 0
    for r in range(body[0], len(page.rows)):
        label = page.at(r, 0)
        if label is None:
            continue
        if r not in body:
            section, depth = (label.text, label.indent) if len(page.filled(r)) == 1 else ("", 0)
        elif section and label.indent > depth:
            paths[r] = f"{section} > {label.text}"
        else:
            section = ""
            paths[r] = label.text
    return Sections(head, columns, paths)


def read_sections(page: Page, context: Context) -> list[Found]:
    """Read counts of people, where the parts of a section add up to the total in every column."""
    sections = find_sections(page)
    if sections is None or not any(" > " in path for path in sections.rows.values()):
        return []
    banner = read_banner(page, sections.head, sections.columns, 0)
    titles = [*page.before, *(page.text(r, 0) for r in sections.head if page.text(r, 0))]
    found = Found(page.name, page.row_place(sections.head.stop), "counts in sections", "")
    notes = [page.text(r, 0) for r in range(len(page.rows)) if len(page.text(r, 0)) > 40]
    found.lines = (*titles, *notes)
    places = [page.place(r, c) for r in sections.rows for c in sections.columns]
    errors = next((line for line in titles if _ERRORS.search(line.split(".")[0])), None)
    if errors is not None:
        found.refuse(
            Message("these are errors of another table: {split}", split=repr(errors.split(".")[0])),
            "read the table of estimates, with this file as errors=",
            places,
        )
        return [found]
    hinted = Message("a hint says so") if context.units(page.name) == "count" else None
    proof = hinted or _counted_by(page, sections)
    if proof is None:
        found.refuse(
            Message("nothing proves what its numbers are: no section adds up to the total"),
            'say it in a hint: units="count"',
            places,
        )
        return [found]
    found.tell(
        found.where, "note", Message("its numbers are counts of people: {proof}", proof=proof)
    )
    _make_figures(found, page, sections, banner, titles)
    _tell_denominators(found)
    fact = Message(
        "counts without bases: an interval needs the standard errors, which stand in a companion "
        "workbook"
    )
    found.tell(found.where, "note", fact, "put it beside this one, or pass errors=")
    return [found]


def _tell_denominators(found: Found) -> None:
    """Say which answers of a question add up to the same as those of another, for every group.

    Then a share has two denominators: with those who gave no answer, or without them.
    """
    sums: dict[str | None, dict[str | None, float]] = {}
    for figure in found.figures:
        if figure.question:
            of_question = sums.setdefault(figure.question, {})
            of_question[figure.group] = of_question.get(figure.group, 0.0) + (figure.value or 0.0)
    first, *others = sums.values() or [{}]
    if not others or any(
        one.keys() != first.keys() or any(abs(one[k] - first[k]) > len(one) for k in one)
        for one in others
    ):
        return
    answers = list(dict.fromkeys(figure.answer for figure in found.figures if figure.answer))
    fact = Message(
        "{names} add up to the same total for each question: a share needs its denominator named, "
        "with or without {answers}",
        names=", ".join(map(repr, answers)),
        answers=repr(answers[-1]),
    )
    found.tell(found.where, "check", fact)


def _counted_by(page: Page, sections: Sections) -> str | None:
    """Return what proves that the numbers are counts; None where nothing does."""
    total = next((r for r, path in sections.rows.items() if is_check(path) or is_total(path)), None)
    if total is None:
        return None
    parts: dict[str, list[int]] = {}
    for r, path in sections.rows.items():
        if " > " in path:
            parts.setdefault(path.partition(" > ")[0], []).append(r)
    wholes = {c: page.at(total, c) for c in sections.columns}
    if any(whole is None or (whole.number or 0) <= 0 for whole in wholes.values()):
        return None
    for name, rows in parts.items():
        slack = 0.5 * (len(rows) + 1)
        if len(rows) >= 2 and all(
            makes_up([page.at(r, c) for r in rows], whole, slack) for c, whole in wholes.items()
        ):
            return Message(
                "the rows of {strip} add up to the total in every column", strip=repr(name.strip())
            )
    return None


def _make_figures(
    found: Found, page: Page, sections: Sections, banner: Banner, titles: list[str]
) -> None:
    """Make a figure of every cell of the sections."""
    match = next((m for line in titles if (m := _AGES.search(line))), None)
    population = (match["who"] or match["whom"]).lower() if match else None
    unit = "persons" if any("population" in line.lower() for line in titles) else "count"
    for r, path in sections.rows.items():
        for order, c in enumerate(sections.columns, start=1):
            cell = page.at(r, c)
            if cell is None or not banner.paths.get(c):
                continue
            above, _, answer = banner.paths[c].rpartition(" > ")
            question = " > ".join(filter(None, (*banner.over_all, above)))
            figure = Figure(found.table, page.place(r, c), printed=cell.text)
            figure.question, figure.answer, figure.answer_order = question or None, answer, order
            figure.group = path
            figure.group_dimension = path.partition(" > ")[0] if " > " in path else None
            figure.unit, figure.value_unit, figure.population = "other", unit, population
            figure.percent_qualifier = mark_of(cell.text) or "exact"
            if cell.number is not None:
                figure.value = figure.weighted_count = cell.exact
                figure.percent_qualifier, figure.decimals = "exact", cell.decimals
            found.figures.append(figure)
