"""Long files of crosstabs: a percent a row; question, answer, group and bases in columns beside it.

What the columns hold is said by their names, in the languages of the field, and proven by what
stands in them: no two rows have the same words, the answers of each question and group have one
base, and the numbers are percents by their signs, their heading, or because each question adds up.
"""

import re
from collections import Counter
from dataclasses import dataclass, field

from ....figures.columns.dates import is_year, read_day, read_wave
from ....language.marking import marked
from ....language.message import Message
from ..banners.banner import is_total
from ..banners.scale import may_be_proportions
from ..banners.titles import question_of
from ..found.context import Context
from ..found.figure import Figure
from ..found.found import Found
from ..found.hints import SAY_UNITS
from ..found.proven import adds_up
from ..found.shares import set_share
from ..pages.cells import Cell
from ..pages.page import Page
from ..words.kinds import kind_of, says_percent
from ..words.lists import DATES, name_of, role_of
from ..words.marks import mark_of
from ..words.measures import measure_of
from ..words.rows import base_role, is_check, question_id, statistic_of

_ANSWER = re.compile(
    r"(?:response|answer|antwort|réponse|reponse|respuesta|resposta|risposta|odpowied[źz]|svar|"
    r"antwoord|vastaus|odpově[dď]|válasz|cevap|ответ|回答|응답)(?:s|en|er)?"
    r"(?: ?(?:option|category|text|label|choice|möglichkeit|kategorie|value))?|"
    r"(?:option|choice|modalité|modalite|reply|svarsalternativ|svaralternativ|antwortoption|"
    r"opción(?: de respuesta)?|opção|opzione|選択肢|보기)s?",
    re.IGNORECASE,
)
_QUESTION = re.compile(
    r"(?:question|item|statement|frage|pregunta|pergunta|domanda|pytanie|fråga|spørgsmål|spørsmål|"
    r"vraag|kysymys|otázka|kérdés|soru|вопрос|indicator|variable|topic|質問|設問|문항|질문)s?"
    r"(?: ?(?:text|wording|label|name|title|formulierung|texte|texto|testo))?",
    re.IGNORECASE,
)
_SHARE = re.compile(
    r"(?:(?:un)?weighted |gewichtet(?:e|er)? |w )?"
    r"(?:percent(?:age)?|pct|per cent|%|prozent(?:wert|satz)?|anteil|pourcentage|"
    r"part|porcentaje|porcentagem|percentual|percentuale|procent|prosent|odsetek|udział|"
    r"andel|aandeel|osuus|share|proportion|prop|freq(?:uency)? ?%|割合|比率|비율)"
    r"(?: ?\(?(?:in |en |em |i |w )?(?:%|percent|prozent|procent|pct)\)?)?(?: weighted)?",
    re.IGNORECASE,
)
_PARTS = re.compile(r"(?:.* )?(?:proportion|prop|share)", re.IGNORECASE)
"""Headings of numbers that may be parts of one."""

_BASE = re.compile(
    r"(?:n|nobs|base|basis|sample(?: size)?|fallzahl|befragte|effectifs?|muestra|amostra|campione|"
    r"próba|urval|antall?|aantal|liczebność|casos|casi|cases|respondents|base size|回答者数|사례수)"
    r"(?: (?:un)?weighted| \(?n\)?)?|(?:un)?weighted (?:n|base|count)|(?:n|base) (?:un)?weighted",
    re.IGNORECASE,
)
_LEAST_ROWS, _LEAST_ANSWERS = 4, 2
_FIRST = 12


@dataclass
class _Tidy:
    """Where a long file holds what: its header and rows, and its columns by their role."""

    header: int
    rows: list[int]
    share: int
    answer: int
    question: int | None = None
    groups: list[int] = field(default_factory=list)
    bases: dict[int, str] = field(default_factory=dict)
    dates: dict[str, int] = field(default_factory=dict)
    errors: dict[int, str] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)


def read_tidy(page: Page, context: Context) -> list[Found]:
    """Read a long file of percents, each with its answer, its group and its bases."""
    tidy = next(filter(None, (_find(page, r) for r in range(min(_FIRST, len(page.rows))))), None)
    if tidy is None:
        return []
    found = Found(page.name, page.row_place(tidy.header), "one answer a row")
    places = [page.place(r, tidy.share) for r in tidy.rows]
    alike, times = Counter(_key(page, tidy, r) for r in tidy.rows).most_common(1)[0]
    if times > 1:
        words = ", ".join(filter(None, alike))
        fact = Message(_SAME_WORDS, times=times, words=words)
        found.refuse(fact, "add a column that tells them apart", places)
        return [found]
    unit = context.units(page.name) or _unit(page, tidy)
    if unit is None:
        fact = Message(_UNPROVEN, text=repr(page.text(tidy.header, tidy.share)))
        found.refuse(fact, SAY_UNITS, places)
        return [found]
    above = [page.text(r, c) for r in range(tidy.header) for c in page.filled(r)]
    found.question = question_of([*page.before, *above]) if tidy.question is None else ""
    counts = _settle_bases(page, tidy, found)
    order: dict[str, dict[str, int]] = {}
    for r in tidy.rows:
        cell = page.at(r, tidy.share)
        label = page.text(r, tidy.answer)
        if cell is None or is_check(label) or statistic_of(label) or base_role(label):
            continue
        figure = _figure(page, tidy, r, found, cell)
        answers = order.setdefault(figure.question or "", {})
        figure.answer_order = answers.setdefault(label, len(answers) + 1)
        if counts is not None and (count := page.at(r, counts)) is not None:
            figure.weighted_count = count.exact
        set_share(found, figure, cell, unit)
    if tidy.left_out:
        names = ", ".join(map(repr, tidy.left_out))
        found.tell(found.where, "note", Message("columns that are not taken: {names}", names=names))
    return [found]


def _find(page: Page, header: int) -> _Tidy | None:
    """Return the columns of a long file whose header a row is; None where it is none."""
    filled = page.filled(header)
    words_alone = all((x := page.at(header, c)) and x.number is None for c in filled)
    if len(filled) < 3 or not words_alone:
        return None
    rows = [r for r in range(header + 1, len(page.rows)) if len(page.filled(r)) >= len(filled) / 2]
    names = {c: name_of(page.text(header, c)) for c in filled}
    held = {c: [x for r in rows if (x := page.at(r, c)) is not None] for c in filled}
    unread = {c: [x.text for x in held[c] if x.number is None] for c in filled}
    numeric = {c for c in filled if len(unread[c]) < len(held[c]) and all(map(mark_of, unread[c]))}
    shares = [c for c in filled if c in numeric and _SHARE.fullmatch(names[c])]
    words = [c for c in filled if c not in numeric and held[c]]
    answers = [c for c in words if _ANSWER.fullmatch(names[c])]
    # answers may be numbers of a scale
    answers = answers or [c for c in filled if c in numeric and _ANSWER.fullmatch(names[c])]
    if len(shares) != 1 or len(answers) != 1 or len(rows) < _LEAST_ROWS:
        return None
    if len({x.text for x in held[answers[0]]}) < _LEAST_ANSWERS:
        return None
    tidy = _Tidy(header, rows, shares[0], answers[0])
    # of the number of a question and its words the words
    asked = [c for c in words if c != tidy.answer and _QUESTION.fullmatch(names[c])]
    tidy.question = max(asked, key=lambda c: sum(len(x.text) for x in held[c]), default=None)
    for c in (c for c in filled if c not in (tidy.share, tidy.answer, *asked)):
        measure = measure_of(page.text(header, c))
        years = c in numeric and all(is_year(cell.text) for cell in held[c])
        role = "released" if years else role_of(names[c])
        if role in DATES:
            tidy.dates[role] = c
        elif c in numeric and (
            base_role(names[c]) or _BASE.fullmatch(names[c]) or kind_of(names[c]) in ("n", "count")
        ):
            tidy.bases[c] = base_role(names[c]) or "unknown"
        elif c in numeric and measure and measure.role in _ERRORS:
            tidy.errors[c] = measure.role
        elif c in numeric or not held[c]:
            tidy.left_out.append(page.text(header, c))
        elif len({x.text for x in held[c]}) > 1:
            tidy.groups.append(c)
    return tidy


_ERRORS = frozenset({"lower", "upper", "error", "margin"})


def _key(page: Page, tidy: _Tidy, r: int, *, answer: bool = True) -> tuple[str, ...]:
    """Return the words that tell a row apart, or the question and group whose answers belong."""
    columns = [*tidy.groups, *tidy.dates.values()]
    columns += [tidy.question] if tidy.question is not None else []
    columns += [tidy.answer] if answer else []
    return tuple(page.text(r, c) for c in columns)


def _questions(page: Page, tidy: _Tidy) -> list[list[int]]:
    """Gather the rows of answers of one question and group."""
    found: dict[tuple[str, ...], list[int]] = {}
    for r in tidy.rows:
        if not is_check(page.text(r, tidy.answer)):
            found.setdefault(_key(page, tidy, r, answer=False), []).append(r)
    return list(found.values())


def _unit(page: Page, tidy: _Tidy) -> str | None:
    """Return what the numbers are: percents by sign, heading or sums; proportions by sums alone."""
    cells = [x for r in tidy.rows if (x := page.at(r, tidy.share)) and x.number is not None]
    if all(cell.percent for cell in cells):
        return "percent"
    if any(cell.percent for cell in cells):
        return None
    parts = ([page.at(r, tidy.share) for r in rows] for rows in _questions(page, tidy))
    sums = [[(x.number, x.decimals) for x in own if x and x.number is not None] for own in parts]
    if all(adds_up(one) for one in sums):
        return "percent"
    if all(adds_up(one, 1.0) for one in sums):
        return "proportion"
    heading = page.text(tidy.header, tidy.share)
    said = says_percent(heading) or _PERCENT.search(name_of(heading))
    proper = all(0 <= (cell.number or 0.0) <= 100 for cell in cells)
    named = said and proper and not may_be_proportions(cells) and not _PARTS.fullmatch(heading)
    return "percent" if named else None


_PERCENT = re.compile(r"\bpct\b|%|per ?cent|pro[cz]ent|prosent|porcent|pourcent|percentu", re.I)


def _settle_bases(page: Page, tidy: _Tidy, found: Found) -> int | None:
    """Take for bases the columns that have one number for all answers of a question and group.

    Returns
    -------
    int or None
        A column with a number of its own for each answer: how many gave it.
    """
    counts, asked = None, _questions(page, tidy)
    for c, role in list(tidy.bases.items()):
        own = [{page.text(r, c) for r in rows} for rows in asked]
        if all(len(one) == 1 for one in own):
            continue
        del tidy.bases[c]
        heading = page.text(tidy.header, c)
        if role in ("unknown", "weighted") and counts is None and not _SAMPLE.search(heading):
            counts = c
            fact = Message(
                "{heading} differs from answer to answer: it counts them, and is no base",
                heading=repr(heading),
            )
            found.tell(found.where, "note", fact)
        else:
            tidy.left_out.append(heading)
    return counts


_SAMPLE = re.compile(r"base|basis|sample|muestra|amostra|campione", re.IGNORECASE)


def _figure(page: Page, tidy: _Tidy, r: int, found: Found, cell: Cell) -> Figure:
    """Return a figure with what its row says of it."""
    figure = found.figure(page.place(r, tidy.share), cell.text)
    if tidy.question is not None:
        figure.question = page.text(r, tidy.question) or None
        figure.question_id = question_id(figure.question or "")
    figure.answer = page.text(r, tidy.answer) or None
    steps = [page.text(r, c) for c in tidy.groups if page.text(r, c)]
    named = page.text(tidy.header, tidy.groups[-1]) if tidy.groups else None
    figure.group_dimension = steps[0] if len(steps) > 1 else named
    if steps and (is_total(steps[-1]) or is_check(steps[-1])):
        # everybody, whatever heads it
        steps = steps[-1:]
    elif steps and all(map(is_total, steps[:-1])):
        steps = steps[-1:]
    figure.group = " > ".join(steps) or None
    for c, role in tidy.bases.items():
        base = page.at(r, c)
        if base is None or base.number is None:
            continue
        if role == "unweighted" and base.number >= 1 and base.number == int(base.number):
            figure.set_base(base.number, base.text)
        elif role == "weighted":
            figure.base_weighted = base.exact
        elif role == "effective":
            figure.n_effective = base.exact
        elif role == "unknown":
            heading = page.text(tidy.header, c)
            figure.base_text = f"{heading}: {base.text} (weighted or not is not said)"
    errors = {role: x.number for c, role in tidy.errors.items() if (x := page.at(r, c))}
    if errors:
        figure.set_errors(errors, None)
    _set_dates(page, tidy, r, figure)
    return figure


def _set_dates(page: Page, tidy: _Tidy, r: int, figure: Figure) -> None:
    """Give a figure its wave, and its days where they can be read."""
    printed = {role: page.text(r, c) for role, c in tidy.dates.items() if page.text(r, c)}
    figure.wave = " – ".join(printed.values()) or None
    words = printed.get("period") or printed.get("released") or ""
    if {"start", "end"} & set(printed):
        figure.fielded_start = read_day(printed.get("start", ""), None)
        figure.fielded_end = read_day(printed.get("end", ""), None)
        figure.date_kind, figure.date_precision = "fieldwork", "day"
    elif words and (period := read_wave(words)):
        figure.set_period(period, "fieldwork" if "period" in printed else "unknown")


_SAME_WORDS = marked(
    "{times} rows have the same words: {words}; nothing says which of them is meant"
)
_UNPROVEN = marked("nothing proves what the numbers of {text} are")
