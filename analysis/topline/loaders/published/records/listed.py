"""Lists of polls: where their headers stand, what each column holds, and what its numbers are."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from statistics import median

from ....figures.columns.dates import begins_with_day, is_year, looks_dated
from ....language.message import Message
from ..found.proven import makes_up
from ..pages.cells import Cell
from ..pages.page import Page
from ..words.kinds import says_percent
from ..words.lists import DATES, WAVE, is_never_answer, is_of_respondent, is_share, name_of, role_of
from ..words.marks import mark_of
from .list_answers import answer_and_group, own_answers, parted
from .list_heads import heads_of

_SHARE = 0.9
"""Part of the cells of an answer that have to be numbers."""

_MISTAKEN = 0.01
"""Part of the polls that may hold a mistyped number."""


@dataclass
class PollList:
    """One list: its header, its rows, and the roles of its columns.

    Attributes
    ----------
    header, rows : int, list of int
        Its row, and those that hold polls.
    titles : list of str
        Lines above the header.
    roles : dict of str to int
        Which column holds what.
    answers : dict of int to str
        Columns of answers, and how each is called.
    one_house : bool
        Whether all polls are of one pollster.
    left_out : list of str
        Columns of numbers that are no answers, by their names.
    asked : dict of int to str
        What stands over answers, where it is not the same over all.
    samples : dict of str to int
        Columns of the samples of groups, by the group in small letters: "Rep Sample".
    called : dict of int to (str, str or None)
        Of each column of answers, the answer and the group beside its name.
    said : int, optional
        The column that says whose a number is, where a poll has a row for each answer.
    years : dict of int to str
        The year that a line above a row gives its polls.
    after : list of int
        Rows that follow a line of words, which may be of something else.
    cells, own : dict of int to list of Cell
        The numbers of each poll by its first row: all, and those of everybody's answers.
    """

    header: int
    rows: list[int]
    titles: list[str] = field(default_factory=list)
    roles: dict[str, int] = field(default_factory=dict)
    answers: dict[int, str] = field(default_factory=dict)
    one_house: bool = False
    left_out: list[str] = field(default_factory=list)
    asked: dict[int, str] = field(default_factory=dict)
    samples: dict[str, int] = field(default_factory=dict)
    called: dict[int, tuple[str, str | None]] = field(default_factory=dict)
    said: int | None = None
    years: dict[int, str] = field(default_factory=dict)
    after: list[int] = field(default_factory=list)
    cells: dict[int, list[Cell]] = field(default_factory=dict)
    own: dict[int, list[Cell]] = field(default_factory=dict)


def find_lists(page: Page) -> list[PollList]:
    """Find the lists of a page: one below each header."""
    roles_of = heads_of(page)
    headers = list(roles_of)
    found: list[PollList] = []
    for k, header in enumerate(headers):
        stop = headers[k + 1] if k + 1 < len(headers) else len(page.rows)
        # lines of one cell that stand together right above a header are its titles
        titles: list[str] = []
        for r in range(header - 1, headers[k - 1] if k else -1, -1):
            filled = page.filled(r)
            if len(filled) > 1 or (titles and not filled):
                break
            titles = [*(page.text(r, c) for c in filled), *titles]
        one = PollList(header, [], [*page.before, *titles], roles_of[header])
        _take_rows(page, one, stop)
        if one.rows:
            _set_roles(page, one)
        if one.rows and _are_polls(page, one):
            found.append(one)
    return found


def _take_rows(page: Page, one: PollList, stop: int) -> None:
    """Take the rows of polls below a header; a year alone in a line is that of the rows below."""
    year = next(filter(is_year, reversed(one.titles)), "")
    ended = False
    for r in range(one.header + 1, stop):
        filled = page.filled(r)
        if len(filled) >= 2:
            (one.after if ended else one.rows).append(r)
            one.years[r] = year
        elif filled and is_year(words := page.text(r, filled[0])):
            year = words
        elif filled and one.rows and not begins_with_day(words):
            # other words end the list, or are a note of it; days tell what happened between polls
            ended = True


_LEAST_SAMPLE = 100
_WHO_OR_WHEN = frozenset({"pollster", *DATES})
_NAMED_HOUSES = 3


def _are_polls(page: Page, one: PollList) -> bool:
    """Tell polls from respondents, who have a day and an interviewer, too.

    Polls have samples of hundreds, signs of percent, answers that come near to 100, or several
    houses; respondents have weights, and names and numbers of their own.
    """
    if any(is_of_respondent(page.text(one.header, c)) for c in page.filled(one.header)):
        return False
    texts = {role: [page.text(r, c) for r in one.rows] for role, c in one.roles.items()}
    waves = texts.get("wave", [])
    if len(set(waves)) < len(waves) and len(one.answers) == 1 and not texts.keys() & _WHO_OR_WHEN:
        # several numbers of each wave, a row each: a long file
        return False
    sizes = [sample.n for text in texts.get("n", []) if (sample := base_of(text))]
    if "weighted" in one.roles or (sizes and median(sizes) >= _LEAST_SAMPLE):
        return True
    if any((x := page.at(r, c)) and x.percent for r in one.rows for c in one.answers):
        return True
    rows = [row for row in one.cells.values() if len(row) > 1]
    sums = [sum(cell.number or 0 for cell in row) for row in rows]
    near = sum(75 <= total <= 103 or 0.75 <= total <= 1.03 for total in sums)
    if sums and near >= 0.8 * len(sums):
        return True
    weighed = any(
        _WEIGHT.fullmatch(name.strip()) for name in (*one.answers.values(), *one.left_out)
    )
    return len(set(texts.get("pollster", []))) >= _NAMED_HOUSES and not weighed


_WEIGHT = re.compile(r"(?:\w+[ _])?(?:weights?|wt|wgt|w8)(?:[ _]\w+)?", re.IGNORECASE)


def _set_roles(page: Page, one: PollList) -> None:
    """Find out what the columns hold by what stands in them, where the heading leaves it open."""
    taken = set(one.roles.values())
    for role in ("n", "period", "released"):
        column = one.roles.get(role)
        if column is not None and not _holds_role(page, one, column, role):
            del one.roles[role]
            if WAVE.fullmatch(name_of(page.text(one.header, column))):
                # a wave has a number or a name where it has no day
                one.roles["wave"] = column
    if "released" not in one.roles:
        # a list often begins with the day of each poll, under no heading
        bare = [c for c in range(page.filled(one.header)[-1]) if not page.text(one.header, c)]
        days = [c for c in bare if _holds_role(page, one, c, "released")]
        one.roles |= {"released": days[0]} if len(days) == 1 else {}
    for c in page.filled(one.header):
        heading = page.text(one.header, c)
        if c in taken:
            continue
        cells = [page.at(r, c) for r in one.rows]
        held = [cell for cell in cells if cell is not None]
        numbers = [cell for cell in held if cell.number is not None or mark_of(cell.text)]
        if held and len(numbers) >= _SHARE * len(held) and any(x.number is not None for x in held):
            group = parted(heading, lambda name: role_of(name) == "n")[1]
            if group is not None:
                one.samples[group.lower()] = c
            elif is_never_answer(heading):
                one.left_out.append(heading)
            else:
                one.answers[c] = heading
    says = next((one.roles[role] for role in ("answer", "party") if role in one.roles), None)
    if len(one.answers) == 1 and says is not None and all(map(is_share, one.answers.values())):
        one.said = says
        one.roles = {role: c for role, c in one.roles.items() if c != says}
    # all answers of a poll add up to a hundred: "Sweden Democrats" beside "Democrats" are a party
    one.cells = _cells_of_polls(page, one, one.answers)
    shares = [[cell.number or 0 for cell in own] for own in one.cells.values()]
    sums = [sum(own) * (1 if max(own) > 1 else 100) for own in shares]
    whole = sum(_WHOLE[0] <= total <= _WHOLE[1] for total in sums) >= 0.8 * len(sums)
    apart: dict[int, tuple[str, str | None]] = {c: (h, None) for c, h in one.answers.items()}
    one.called = apart if sums and whole else answer_and_group(one.answers)
    one.own = _cells_of_polls(page, one, own_answers(one.called))


_WHOLE = (85, 103)
"""What the answers of a poll add up to where few are left out."""


def _cells_of_polls(page: Page, one: PollList, columns: Collection[int]) -> dict[int, list[Cell]]:
    """Return the numbers of each poll, of a row or rows that differ in the answer, by the first."""
    told = [c for role, c in one.roles.items() if role not in ("link", "question_id", "moe")]
    first: dict[object, int] = {}
    polls: dict[int, list[Cell]] = {}
    for r in one.rows:
        poll = r if one.said is None else tuple(page.text(r, c) for c in told)
        for c in columns:
            cell = page.at(r, c)
            if cell is not None and cell.number is not None:
                polls.setdefault(first.setdefault(poll, r), []).append(cell)
    return polls


def _holds_role(page: Page, one: PollList, column: int, role: str) -> bool:
    """Tell whether a column holds what its heading says."""
    texts = [page.text(r, column) for r in one.rows]
    if role == "n":
        held = [text for text in texts if text]
        return bool(held) and sum(base_of(text) is not None for text in held) * 2 >= len(held)
    return looks_dated(texts) or any(
        (cell := page.at(r, column)) is not None and cell.day is not None for r in one.rows
    )


_SAMPLE = re.compile(
    r"^(?:(?P<mode>[A-Za-z/. ]{1,20})\s*[•·:]\s*)?(?:n\s*=\s*)?"
    r"(?P<n>\d{1,3}(?:[,.\u00a0 ]\d{3})+|\d+)(?:\.0+)?"
    r"\s*(?P<mark>[*†‡]*)\s*\(?(?P<population>[A-Za-z]{1,3})?\)?$"
)


@dataclass(frozen=True)
class Sample:
    """A printed sample size: how many, how they were asked, who they were."""

    n: int
    mode: str | None = None
    population: str | None = None


def base_of(text: str) -> Sample | None:
    """Return what a sample size says, such as "1,914*", "O • 1.615" or "1000 LV"."""
    match = _SAMPLE.match(text.strip())
    if match is None:
        return None
    n = int(re.sub(r"\D", "", match["n"]))
    return Sample(n, match["mode"], match["population"]) if n >= 1 else None


def list_unit(page: Page, one: PollList) -> tuple[str, str] | None:
    """Return what the answers of a list are, and what proves it; None where nothing does.

    A sign or format says percent; answers that add up to a stated weighted base are counts; values
    up to one with two digits that add up to about one, or most of it, are proportions; values that
    never exceed 100, the largest of them above one and a half, are percents where their heading
    says so or the answers of nearly no poll add up to more than 100.
    """
    held = one.cells.values()
    flat = [cell for own in held for cell in own]
    if not flat:
        return None
    if any(cell.percent for cell in flat):
        # a sign may be left out in some rows; their values must be of the same kind
        bare = [cell for cell in flat if not cell.percent]
        fits = all(0 <= (cell.number or 0) <= 100 for cell in bare)
        proper = not bare or any((cell.number or 0) > 1 for cell in bare)
        return ("percent", Message("percent signs or formats")) if fits and proper else None
    if "weighted" in one.roles and one.said is None and _are_counts(page, one):
        return "count", Message("the answers add up to the weighted base")
    sums = [sum(cell.number or 0 for cell in own) for own in held]
    values = [cell.number or 0.0 for cell in flat]
    near = sum(0.5 <= total <= 1.03 for total in sums)
    if max(values) <= 1 and near >= _SHARE * len(sums) and max(x.decimals for x in flat) >= 2:
        return "proportion", Message("the answers add up to about 1, or most of it")
    alone = one.own.values()
    own = [sum(cell.number or 0 for cell in poll) for poll in alone]
    slack = 0.5 * max(map(len, alone), default=0) + 1.5
    over = sum(total > 100 + slack for total in own)
    if not (min(values) >= 0 and 1.5 < max(values) <= 100):
        return None
    if one.said is not None and all(map(says_percent, one.answers.values())):
        return "percent", Message("their heading says so")
    if over <= _MISTAKEN * len(own):
        told = "nearly never" if over else "never"
        return "percent", Message(
            "a list of polls whose answers {told} add up to more than 100", told=told
        )
    return None


def _are_counts(page: Page, one: PollList) -> bool:
    """Tell whether the answers of each poll add up to its weighted base."""
    pairs = [
        ([x for c in one.answers if (x := page.at(r, c)) and x.number is not None], base)
        for r in one.rows
        if (base := page.at(r, one.roles["weighted"])) is not None and base.number is not None
    ]
    most = 0.5 * len(one.answers) + 1
    return bool(pairs) and all(makes_up(cells, base, most) for cells, base in pairs if cells)
