"""Lists of polls: a poll a row, answers in columns, dates and samples beside them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ....figures.columns.dates import Period, day_order, period_faults, read_day, read_period
from ....language.message import Message, PrintedNumber
from ..banners.titles import question_of
from ..found.context import Context
from ..found.figure import Figure, called_the_same, key_of
from ..found.found import Found
from ..found.shares import set_share
from ..pages.page import Page
from ..words.lists import DATES, is_election, name_of
from .list_heads import join_days, join_heads, spread_down
from .listed import PollList, base_of, find_lists, list_unit
from .poll_notes import TAKEN_AS, take_heading, tell_after, tell_list

_BY_HAND = re.compile(r"enter (?:poll )?manually|manually enter", re.IGNORECASE)
_ASKS = re.compile(
    r"\?\W*$|\b(?:vs?|versus|gegen|contre|contro|contra|tegen|mot|hypothetical)\b", re.IGNORECASE
)
"""A line above a list that says what was asked: a question, or who stands against whom."""
_MODES = {"o": "online", "t": "telephone", "tom": "telephone and online", "f": "face to face"}


@dataclass(frozen=True)
class _Poll:
    """What a row of a list says of its poll."""

    pollster: str
    period: Period | None
    kind: str
    printed: str


def read_polls(page: Page, context: Context) -> list[Found]:
    """Read the lists of polls of a page, and say which blocks hold a title and no figures."""
    page, over = join_heads(spread_down(join_days(page)))
    lists = find_lists(page)
    for one in lists:
        tops = {c: over[one.header, c] for c in one.answers if (one.header, c) in over}
        if len(set(tops.values())) > 1:
            one.asked = tops
        else:
            one.titles += dict.fromkeys(tops.values())
    found = [_read_list(page, one, context) for one in lists]
    for r in range(len(page.rows)) if found else ():
        filled = page.filled(r)
        words = page.text(r, filled[0]) if len(filled) == 1 else ""
        if _BY_HAND.search(words):
            above = [page.text(k, 0) for k in range(r - 1, max(r - 6, -1), -1)]
            title = next((text for text in above if "|" in text), "")
            fact = Message(
                "block {title} holds no figures: {words}", title=repr(title), words=repr(words)
            )
            found[0].tell(page.row_place(r), "refused", fact, "type its figures from the source")
    return found


def _read_list(page: Page, one: PollList, context: Context) -> Found:
    """Read one list of polls: what its numbers are, then its rows."""
    name, question = page.name, ""
    if len(one.titles) > 1:
        # the lines above its header give the name of the table, and the question
        question = question_of(one.titles[1:])
        name = one.titles[0] if one.titles[0] != question else page.name
    elif one.titles and _ASKS.search(one.titles[0]):
        question = one.titles[0]
    found = Found(name or page.name, page.row_place(one.header), "list of polls", "")
    found.question = question or context.question
    hinted = context.units(found.table, page.name)
    unit = (hinted, Message("a hint says so")) if hinted else list_unit(page, one)
    if not one.answers or unit is None:
        found.refuse(
            Message("nothing proves what the numbers of this list of polls are"),
            'say it in a hint: units="percent" or units="count"',
            [page.place(r, c) for r in one.rows for c in one.answers],
        )
        return found
    pollster = one.roles.get("pollster")
    houses = {page.text(r, pollster) for r in one.rows} if pollster is not None else ()
    one.one_house = len(houses) <= 1 and len(one.rows) > 1
    found.tell(found.where, "note", Message(TAKEN_AS[unit[0]], proof=unit[1]))
    tell_list(page, one, found, context)
    known = _orders(page, one)
    polls = {r: _poll_of_row(page, one, r, known) for r in one.rows}
    for r, poll in list(polls.items()):
        if is_election(poll.pollster):
            fact = Message(
                "{pollster} is the result of an election, and no poll",
                pollster=repr(polls.pop(r).pollster),
            )
            places = [page.place(r, c) for c in one.answers]
            found.tell(page.row_place(r), "note", fact, places=places)
        else:
            _take_poll(page, one, found, r, poll, unit[0])
    take_heading(page, one, found)
    tell_after(page, one, found)
    _check_sums(page, found, one, unit[0], polls)
    _tell_apart(page, found, one)
    return found


def _take_poll(page: Page, one: PollList, found: Found, r: int, poll: _Poll, unit: str) -> None:
    """Make the figures of one poll."""
    if poll.period and (fault := period_faults(poll.period.start, poll.period.end)):
        who = poll.pollster or found.table or "the poll"
        fact = Message("{poll}: {fault}", poll=who, fault=fault)
        found.tell(page.row_place(r), "check", fact, "look it up at the pollster")
    # one number for two parties that stood together
    shared = {
        (span.top, span.left)
        for span in page.spans
        if len(one.answers.keys() & set(range(span.left, span.right + 1))) > 1
    }
    for order, (c, (answer, group)) in enumerate(one.called.items(), start=1):
        cell = page.at(r, c)
        if cell is None:
            continue
        if (r, c) in shared:
            fact = Message(
                "{text} stands over several answers, and is none of them", text=repr(cell.text)
            )
            found.tell(page.place(r, c), "refused", fact, "", [page.place(r, c)])
            continue
        figure = _figure_of_poll(page, one, found, r, c, poll)
        figure.answer, figure.answer_order = answer, order
        if one.said is not None:
            figure.answer, figure.answer_order = page.text(r, one.said) or None, None
        figure.group = " > ".join(filter(None, (figure.group, group))) or None
        if group is not None:
            # the sample is that of all, not of a group
            figure.n = figure.base_unweighted = None
            figure.n_qualifier = "not_stated"
            own = one.samples.get(group.lower())
            printed = page.text(r, own) if own is not None else ""
            if sample := base_of(printed):
                figure.set_base(sample.n, printed)
        set_share(found, figure, cell, unit)


def _tell_apart(page: Page, found: Found, one: PollList) -> None:
    """Tell figures of one poll apart by its notes, or by the number of the question.

    A list may give one poll several times, as weighted to several electorates.
    """
    notes = next(
        (c for c in page.filled(one.header) if name_of(page.text(one.header, c)) in _NOTES), None
    )
    rows = {page.place(r, c): r for r in one.rows for c in one.answers}
    for same in called_the_same(found.figures):
        if len({figure.value for figure in same}) < 2:
            continue
        for figure in same:
            words = page.text(rows[figure.where], notes) if notes is not None else ""
            if words:
                figure.population = ", ".join(filter(None, (figure.population, words)))
        if len({key_of(figure) for figure in same}) < len(same):
            for figure in same:
                figure.question = figure.question or (
                    f"question {figure.question_id}" if figure.question_id else None
                )


_NOTES = frozenset({"notes", "note", "comment", "comments", "remarks", "anmerkung"})


def _orders(page: Page, one: PollList) -> Mapping[str, str | None]:
    """Return the order of day and month in each column of dates; columns of one list share it."""
    texts = {
        role: [page.text(r, column) for r in one.rows]
        for role, column in one.roles.items()
        if role in DATES
    }
    found = {role: day_order(held) for role, held in texts.items()}
    known = {order for order in found.values() if order}
    shared = known.pop() if len(known) == 1 else None
    return {role: order or shared for role, order in found.items()}


def _poll_of_row(page: Page, one: PollList, r: int, known: Mapping[str, str | None]) -> _Poll:
    """Read who asked, and when: fieldwork first, else the day it was published."""
    roles = one.roles

    def text(role: str) -> str:
        return page.text(r, roles[role]) if role in roles else ""

    released, start, end = (
        read_day(text(role), known.get(role)) for role in ("released", "start", "end")
    )
    period, kind = None, "unknown"
    year = "" if released else one.years.get(r, "")
    by = f"{year}-12-31" if year else released
    if start or end:
        period, kind = Period(start, end), "fieldwork"
    elif text("period"):
        period = read_period(text("period"), by=by, order=known.get("period"))
        kind = "fieldwork"
    if period is None and "released" in roles:
        printed = text("released")
        spoken = read_period(printed, by=by, order=known.get("released"))
        ranged = spoken is not None and spoken.start != spoken.end
        heading = name_of(page.text(one.header, roles["released"]))
        day = spoken.end if year and spoken is not None else released
        period = spoken if ranged else Period(None, day)
        kind = (
            "fieldwork"
            if ranged
            else "published"
            if "publ" in heading or "rele" in heading
            else "unknown"
        )
    ends = {day[:4] for day in (period.start, period.end) if day} if period else set()
    if year and len(ends) > 1 and not re.search(r"\d{4}", text("period") or text("released")):
        # from one year to the next: which of them stands above is not said
        period = None
    printed = (
        text("period") or text("released") or " – ".join(filter(None, (text("start"), text("end"))))
    )
    return _Poll(text("pollster"), period, kind, printed)


def _figure_of_poll(page: Page, one: PollList, found: Found, r: int, c: int, poll: _Poll) -> Figure:
    """Return a figure with what its row says of the poll."""
    roles = one.roles

    def text(role: str) -> str | None:
        return (page.text(r, roles[role]) or None) if role in roles else None

    cell = page.at(r, c)
    assert cell is not None
    figure = Figure(found.table, page.place(r, c), printed=cell.text)
    figure.question = text("question") or one.asked.get(c) or found.question or text("subject")
    figure.question_id = text("question_id")
    figure.publisher = poll.pollster or None
    figure.group, figure.group_dimension = poll.pollster or None, "pollster"
    party = text("party") if (text("party") or "").lower() not in ("all", "total", "-") else None
    weighting, day = text("weighting"), text("released") or poll.printed or None
    if weighting:
        figure.group, figure.group_dimension = weighting, "weighting"
    elif not figure.group or one.one_house:
        # one house fills the list: its polls are told apart by their dates
        figure.group, figure.group_dimension = day, "date" if day else None
    if party and not weighting:
        figure.group = " > ".join(filter(None, (figure.group, party)))
    figure.fielded = poll.printed or None
    if poll.period and (poll.period.start or poll.period.end):
        figure.set_period(poll.period, poll.kind)
    else:
        # days without a year tell polls apart, though no day is known
        figure.wave = poll.printed or text("wave")
    sample = base_of(text("n") or "")
    if sample and "weighted" not in roles:
        figure.set_base(sample.n, text("n"))
    if sample and sample.mode:
        figure.mode = _MODES.get(sample.mode.strip().lower(), sample.mode.strip())
    weighted = page.at(r, roles["weighted"]) if "weighted" in roles else None
    if weighted and weighted.number is not None:
        figure.base_weighted = weighted.exact
        figure.base_text = f"everybody asked: {text('n')}" if text("n") else None
    asked = text("population") or (sample.population if sample else None)
    figure.population = ", ".join(filter(None, (asked, text("region")))) or None
    figure.poll_id, figure.mode = text("poll_id"), text("mode") or figure.mode
    return figure


def _check_sums(
    page: Page, found: Found, one: PollList, unit: str, polls: Mapping[int, _Poll]
) -> None:
    """Say which polls have answers that add up to less or more than 100 by more than roundings.

    To less only where most of the others add up to 100: one that does not stands out.
    """
    times, shift = (100, 2) if unit == "proportion" else (1, 0)
    held = one.own
    sums = {r: sum((x.number or 0) * times for x in cells) for r, cells in held.items()}
    slacks = {
        r: 0.5 * len(cells) * 10.0 ** -max(*(x.decimals - shift for x in cells), 0) + 1e-9
        for r, cells in held.items()
    }
    exact = sum(abs(sums[r] - 100) <= slack for r, slack in slacks.items()) >= 0.8 * len(sums)
    below = sum(total <= 103 for total in sums.values()) >= 0.9 * len(sums)
    if unit == "count" or not below:
        return
    for r, slack in slacks.items():
        poll, count, off = polls.get(r), len(held[r]), sums[r] - 100
        # a few answers of all may leave some out, but never add up to more
        if poll and (off > max(slack, 3) or (exact and count >= 4 and abs(off) > slack)):
            who = " ".join(filter(None, (poll.pollster, poll.printed)))
            fact = Message(
                "{poll}: the answers add up to {total}, more than {count} roundings off",
                poll=who,
                total=PrintedNumber(f"{sums[r]:.6g}%"),
                count=count,
            )
            found.tell(page.row_place(r), "check", fact, "look it up at the pollster")
