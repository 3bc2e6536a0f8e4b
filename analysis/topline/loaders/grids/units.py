"""Numbers with a unit or a currency in the cell: "5 kg", "$1,200"."""

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np

from .texts import Texts

_MEASURES = {
    "kg", "g", "mg", "lb", "lbs", "oz", "t", "cm", "mm", "m", "km", "mi", "ft", "in", "ha", "l",
    "ml", "h", "hr", "hrs", "min", "mins", "s", "sec", "kwh", "kw", "w", "°c", "°f", "mph",
    "km/h", "m²", "m2", "km²", "sqm", "sqft", "usd", "eur", "gbp",
}  # fmt: skip
_CURRENCIES = "$€£¥₹₽₩₺₴₪₫฿₦₱"
_NUMBER = r"[-+−]?\d[\d.,'’ ]*"
_BEHIND = re.compile(rf"({_NUMBER}?)\s?([^\W\d_][^\d\s]{{0,11}}|[°{_CURRENCIES}][^\d\s]{{0,3}})")
_BEFORE = re.compile(rf"([{_CURRENCIES}])\s?({_NUMBER})")
_TRIED = 1000
_FEWEST = 3
_MOSTLY = 0.8


def one_unit(texts: Sequence[str]) -> str:
    """Return the unit of measure or currency that all texts have beside a number; "" if none."""
    unit = _unit(texts[0]) if len(texts) >= _FEWEST else ""
    known = unit in _CURRENCIES or unit.lower() in _MEASURES
    return unit if unit and known and all(_unit(text) == unit for text in texts) else ""


def unit_words(column: Texts) -> list[str]:
    """Say which units a column's numbers have where they have several."""
    found: Counter[str] = Counter()
    texts = column.texts[:_TRIED]
    cells = zip(texts, column.counts.tolist(), column.plain.tolist(), strict=False)
    for text, count, is_plain in cells:
        if unit := _unit(text) or ("none" if is_plain else ""):
            found[unit] += count
    units = [unit for unit in found if unit != "none"]
    told = any(unit in _CURRENCIES or unit.lower() in _MEASURES for unit in units)
    share = sum(found.values()) / max(1, int(np.sum(column.counts[: len(texts)])))
    if not told or len(found) < 2 or share < _MOSTLY:
        return []
    counted = [f"{unit} {count:,} times" for unit, count in found.most_common()]
    return [
        f"text, because its numbers have several units ({', '.join(counted[:5])}); convert them"
    ]


def _unit(text: str) -> str:
    behind, before = _BEHIND.fullmatch(text), _BEFORE.fullmatch(text)
    return behind[2] if behind else before[1] if before else ""
