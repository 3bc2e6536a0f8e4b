"""What stands around a table and is no respondent: notes below it, totals, rows of nothing."""

import re
from collections.abc import Sequence
from itertools import takewhile

import numpy as np
import numpy.typing as npt
import pyarrow.compute as pc  # type: ignore[import-untyped]

from ...language.message import Message
from ...shown import cut
from .cell_types import Column
from .numerals import read_either
from .texts import Numbers, Texts

Raw = Column | Numbers | Texts
"""A column whose cells are still to be typed, or came with a type."""

MOST_NOTES = 20
"""Rows below a table that can be notes."""

_NOTE = re.compile(
    r"(?:[#*†‡§©]|//|\(\*|\(?(?:source|sources|note|notes|nb|n\.b|base|footnote|remark|legend|"
    r"generated|exported|copyright|quelle|quellen|anmerkung|hinweis|basis|fuente|nota|notas|fonte|"
    r"origine|remarque|bron|opmerking|källa|kilde|źródło|uwaga|zdroj|poznámka|forrás|megjegyzés|"
    r"sursă|sursa|notă|πηγή|σημείωση|kaynak|not|источник|примечание|джерело|примітка|المصدر|ملاحظة|"
    r"מקור|הערה|出典|注|备注|来源|資料|자료|출처|주)\s*\)?\s*[:：.\d*)]|\(?n\s*=\s*\d|"
    r"(?:stand|champ|lecture|universo|ámbito|per[ií]odo|erhebung|feldzeit|zeitraum|survey|fieldwork|"
    r"sample|weighting|method|methodology|question|enquête|encuesta|pesquisa)\s*[:：]).*",
    re.IGNORECASE | re.DOTALL,
)
_MOST_GROUPS = 1000
"""Different texts up to which some may be totals of groups."""

_TOTALS = {
    "total", "totals", "grand total", "sum", "all", "overall", "subtotal", "gesamt",
    "insgesamt", "summe", "total général", "ensemble", "somme", "totale", "somma", "totaal",
    "totalt", "summa", "sum total", "i alt", "yhteensä", "razem", "ogółem", "suma", "celkem",
    "součet", "összesen", "σύνολο", "toplam", "genel toplam", "итого", "всего", "сумма",
    "разом", "всього", "المجموع", "الإجمالي", "סך הכל", 'סה"כ', "合計", "总计", "合计", "總計",
    "합계", "총계", "tổng", "tổng cộng", "tổng số", "รวม", "รวมทั้งหมด", "कुल", "योग", "कुल योग",
    "total general", "total geral", "soma", "totale generale", "gesamtsumme", "eindtotaal",
    "totalsumma", "loppusumma", "suma końcowa", "celkový součet", "mindösszesen",
    "загальний підсумок",
    "общий итог", "общо", "جمع", "جمع کل", "مجموع", "المجموع الكلي", "סה״כ", "סך הכול", "jumlah",
    "jumlah total", "total keseluruhan", "総計", "總和", "总和",
}  # fmt: skip
_SUMMARIES = {
    "mean", "average", "avg", "count", "n", "median", "std", "sd", "std dev", "min", "max",
    "mittelwert", "durchschnitt", "anzahl", "moyenne", "effectif", "media", "promedio", "média",
    "gemiddelde", "medelvärde", "antal", "gennemsnitt", "gjennomsnitt", "gennemsnit", "keskiarvo",
    "średnia", "průměr", "átlag", "μέσος όρος", "ortalama", "среднее", "середнє", "平均", "평균",
    "medie", "rata-rata", "trung bình", "ค่าเฉลี่ย", "औसत",
    "میانگین", "المتوسط", "ממוצע", "平均值", "平均値",
}  # fmt: skip
"""What rows below a table are called that add nothing up."""
_FEWEST_SUMMED = 3
"""Rows from which on a last row that is their sum has no other reason."""

_MOST_SUMMARIES = 8
"""Rows below a table that may sum it up."""

_CLOSE = 1e-6
"""Relative difference up to which a number is the sum of others: they may be rounded."""


def is_note(text: str) -> bool:
    """Tell whether a text reads as a note or a source below a table."""
    return _NOTE.fullmatch(text.strip()) is not None


def is_total(text: str) -> bool:
    """Tell whether a text is a word for a total, such as "Total" or "Insgesamt"."""
    return text.strip(" :").lower() in _TOTALS


def notes_below(columns: Sequence[Raw]) -> list[str]:
    """Return the notes that stand in the last rows of a table, one cell each, first to last."""
    rows = len(columns[0].blank)
    found: list[str] = []
    while len(found) < min(MOST_NOTES, rows - 1) and len(columns) > 2:
        row = rows - 1 - len(found)
        if not columns[0].cell(row) or any(column.cell(row) for column in columns[1:]):
            break
        found.append(columns[0].cell(row))
    # with a note stands what is written like it; other texts only up to the first that is none
    if not any(map(is_note, found)):
        rest = rows - len(found)
        above = [columns[0].cell(row) for row in range(max(0, rest - 30), rest)]
        if not any(above) or any(" " in cell for cell in above):
            return []
        # a text of several words stands below numbers, or below words alone
        return list(takewhile(lambda text: " " in text, found))[::-1]
    return list(takewhile(lambda text: is_note(text) or is_wordy(text), found))[::-1]


def is_wordy(text: str) -> bool:
    """Tell whether a text has several words, or a word before a colon: it is no code."""
    return any(sign.isalpha() for sign in text) and (" " in text or ":" in text)


def subtotals(column: Raw) -> list[str]:
    """Say which answers look like totals of others: "North total" beside "North"."""
    if not isinstance(column, Texts) or len(column.distinct) > _MOST_GROUPS:
        return []
    known = {text.casefold() for text in column.texts}
    told = []
    for text, count in zip(column.texts, column.counts.tolist(), strict=True):
        first, _, behind = text.casefold().partition(" ")
        before, _, last = text.casefold().rpartition(" ")
        if (last in _TOTALS and before in known) or (
            first.strip(":") in _TOTALS and behind in known
        ):
            told.append(f"{text!r} {count:,}×")
    shown = ", ".join([*told[:3], *["…"] * (len(told) > 3)])
    note = Message("{shown} look like totals of other rows, and are counted", shown=shown)
    return [note] * bool(told)


def summary_rows(columns: Sequence[Raw]) -> list[str]:
    """Return the words of the last rows that sum the others up, first to last: totals and means.

    Such a row has one word, beside numbers only. One of them proves them: a total that is the sum
    of the numbers above or their count, a mean, median or the like that is theirs, or a word below
    numbers alone, where no respondent has one.
    """
    rows = len(columns[0].blank)
    words: list[str] = []
    proven = False
    while len(words) < min(_MOST_SUMMARIES, rows - 2):
        last = [(own, text) for own in columns if (text := own.cell(rows - 1 - len(words)))]
        told = [(own, text) for own, text in last if _number(text) is None]
        if len(told) != 1 or len(last) < 2 or _bare(told[0][1]) not in _TOTALS | _SUMMARIES:
            break
        words.insert(0, told[0][1])
    for k, word in enumerate(words):
        row, above = rows - len(words) + k, slice(rows - len(words))
        for own in columns:
            text = own.cell(row)
            if text == word and isinstance(own, Texts):
                places = set(own.places[above].tolist()) - {-1}
                proven |= bool(places) and places <= set(np.flatnonzero(own.plain).tolist())
            elif (value := _number(text)) is not None:
                proven |= _sums_up(own, above, _bare(word), value)
    return words if proven else _unnamed_total(columns) if not words else []


def _unnamed_total(columns: Sequence[Raw]) -> list[str]:
    """Return the last row as one text where it is a total without a word; else nothing.

    It has nothing in the first column, which is filled elsewhere, and otherwise sums alone.
    """
    first, rows = columns[0], len(columns[0].blank)
    last = [(own, text) for own in columns if (text := own.cell(rows - 1))]
    if rows <= _FEWEST_SUMMED or not last or first.cell(rows - 1) or first.blank[:-1].any():
        return []
    for own, text in last:
        value = _number(text)
        if value is None or not _sums_up(own, slice(rows - 1), "sum", value):
            return []
    return [", ".join(text for _, text in last)]


def _bare(word: str) -> str:
    return word.strip(" :").lower()


def may_stand_below(cells: Sequence[str]) -> bool:
    """Tell whether the last row of a table may be a note, or hold totals."""
    filled = [text for cell in cells if (text := cell.strip(" :").lower())]
    nameless = not "".join(cells[:1]).strip() and all(_number(text) is not None for text in filled)
    return len(filled) < 2 or nameless or not (_TOTALS | _SUMMARIES).isdisjoint(filled)


def _sums_up(column: Raw, above: slice, word: str, value: float) -> bool:
    """Tell whether a number is the total, or the mean or the like, of a column's others."""
    if isinstance(column, Texts):
        told = [_number(text) for text in column.texts]
        if None in told:
            return False
        values = column.spread([np.nan if one is None else one for one in told], np.nan, float)
    elif isinstance(column, Numbers):
        values = column.cells.astype(float)
    elif column.variable.kind == "number":
        values = column.cells.to_numpy(float, na_value=np.nan)
    else:
        return False
    known = values[above][~np.isnan(values[above])]
    if not known.any():
        return False
    # 0 and counts are of many rows
    sums = (
        (known.sum(), len(values[above])) if word in _TOTALS else (known.mean(), np.median(known))
    )
    return any(one != 0 and abs(value - one) <= _CLOSE * abs(one) for one in sums)


def _number(text: str) -> float | None:
    return read_either(text.rstrip("% "))


def names_again(columns: Sequence[Raw], names: Sequence[str]) -> npt.NDArray[np.bool_]:
    """Tell which rows hold the names of all columns, as files put one below another have.

    One of the names has to stand among numbers; else a row in which each option of a question is
    chosen may hold them.
    """
    rows: npt.NDArray[np.bool_] = np.ones(len(columns[0].blank), bool)
    among_numbers = False
    for column, name in zip(columns, names, strict=True):
        at = pc.index(column.distinct, name).as_py() if name and isinstance(column, Texts) else -1
        if name and at < 0:
            return np.zeros(len(rows), bool)
        rows &= column.places == at if isinstance(column, Texts) else column.blank
        if name and isinstance(column, Texts):
            others = set(column.places[~rows].tolist()) - {-1}
            plain = set(np.flatnonzero(column.plain).tolist())
            among_numbers |= bool(others) and others <= plain
    return rows & among_numbers


def empty_rows(columns: Sequence[Raw]) -> npt.NDArray[np.bool_]:
    """Tell which rows hold nothing in any of some columns."""
    empty: npt.NDArray[np.bool_] = np.ones(len(columns[0].blank), bool)
    for column in columns:
        empty &= column.blank
        if not empty.any():
            break
    return empty


def words_of_notes(name: str, notes: Sequence[str]) -> list[str]:
    """Say which notes stand below a table."""
    told: list[str] = [
        Message("{name} has a note below its rows, not counted: {cut}", name=name, cut=cut(text))
        for text in notes[:5]
    ]
    more = len(notes) - len(told)
    rest = Message("{name} has {more} more notes below its rows", name=name, more=more)
    return [*told, *[rest] * bool(more)]
