"""A chart for Datawrapper: its numbers as CSV, its words and look as settings of that service.

References
----------
Datawrapper's API, version 3: https://developer.datawrapper.de/reference (types of charts, and
``metadata`` with ``describe``, ``annotate`` and ``visualize``). What an overlay of bars and an area
between lines hold: ``BarOverlay`` and ``AreaFill`` of https://github.com/chekos/datawrapper.
"""

import json
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import Any

import pandas as pd

from ...calls import answering_class
from ...errors import DataError
from ...shown import guarded
from ...values import Value
from ...writing.places import file_place
from ...writing.whole import write_whole
from ..frame.record import Record
from ..frame.tables import NEEDED

_BARS, _DOTS, _LINES, _TABLE = "d3-bars", "d3-dot-plot", "d3-lines", "tables"
_STACKED, _SPLIT = "d3-bars-stacked", "d3-bars-split"

_TYPES = {"Bar chart": _BARS, "Line chart of waves": _LINES, "Line charts side by side": _LINES,
          "Stacked bars": _STACKED, "Diverging stacked bars": _STACKED,
          "Bar charts side by side": _SPLIT, "Heat table": _TABLE,
          "Tile map of the United States": _TABLE, "Map": _TABLE}  # fmt: skip
"""Types of charts there by what a chart is here; a dot plot for all others."""

_LABEL, _LOW, _HIGH = "label", "low", "high"

_DIGITS = 10
"""Decimals that are kept: products with 100 leave some behind."""


@answering_class
@dataclass(frozen=True, eq=False)
class DatawrapperChart(Value):
    """What makes a chart in Datawrapper.

    Attributes
    ----------
    csv : str
        Its data: a row a mark, shares as percent; of waves a row a wave, and a column each for
        every group and its limits; of a scale and a crosstab a row a bar or answer, and a column
        for each answer or panel.
    settings : dict
        What ``POST /v3/charts`` takes: title, type, language and metadata.
    """

    csv: str
    settings: dict[str, Any]

    def save(self, path: str | PathLike[str]) -> Path:
        """Write the data, and the settings as JSON beside it.

        Parameters
        ----------
        path : path
            Ends in .csv; the settings get the same name with .json.

        Returns
        -------
        pathlib.Path
            The path of the data.

        Raises
        ------
        ArgumentError
            When the name does not end so, or the folder does not exist.
        """
        target = file_place(path, "the data", (".csv",))
        text = json.dumps(self.settings, ensure_ascii=False, indent=2) + "\n"
        settings = target.with_suffix(".json")
        whole = {target: self.csv, settings: text}
        write_whole({at: words.encode("utf-8", "backslashreplace") for at, words in whole.items()})
        return target


@dataclass(frozen=True)
class Words:
    """What is said of a published chart."""

    title: str
    subtitle: str
    note: str
    alt: str


def for_datawrapper(record: Record, words: Words) -> DatawrapperChart:
    """Return the data of a chart and the settings that say what it says.

    Raises
    ------
    DataError
        When the chart is not of estimates.
    """
    if "estimate" not in record.table:
        raise DataError(
            f"a {record.kind[:1].lower()}{record.kind[1:]} has no estimates, and Datawrapper no "
            "such chart; save it as .svg, or take its numbers with to_csv()"
        )
    if record.wide is None:
        table = record.table
        values = table[list(NEEDED) if set(NEEDED) <= set(table) else ["estimate"]]
        values = values.set_axis(["estimate", _LOW, _HIGH][: values.shape[1]], axis=1)
        labels = pd.DataFrame({_LABEL: [guarded(label) for label in record.labels]})
        data = pd.concat([labels, _shares(values.reset_index(drop=True), record)], axis=1)
        data = data.assign(n=table["n"].tolist()) if "n" in table else data
    else:
        data = _shares(record.wide, record)
        data.isetitem(0, [guarded(label) for label in data.iloc[:, 0]])
    kind = _TYPES.get(record.kind, _DOTS)
    number = {"number-append": "%" if record.percent else "", "number-format": "round1"}
    metadata = {
        "describe": {"intro": words.subtitle, "aria-description": words.alt, **number},
        "annotate": {"notes": words.note.replace("\n", " ")},
        "visualize": _look(kind, data, record),
    }
    settings = {
        "title": words.title,
        "type": kind,
        "language": record.style.strings.lang,
        "metadata": metadata,
    }
    return DatawrapperChart(csv=data.to_csv(index=False, lineterminator="\n"), settings=settings)


def _shares(table: pd.DataFrame, record: Record) -> pd.DataFrame:
    """Return a table with its shares in percent."""
    if not record.percent:
        return table.copy()
    numbers = table.select_dtypes("float").columns
    return table.assign(**{name: (100 * table[name]).round(_DIGITS) for name in numbers})


def _look(kind: str, data: pd.DataFrame, record: Record) -> dict[str, Any]:
    """Return how the chart looks: bars have ranges and lines areas for their intervals."""
    color, _ = record.style.mark(0)
    if kind == _BARS and _LOW in data:
        interval = {"type": "range", "from": _LOW, "to": _HIGH, "color": record.style.ink,
                    "opacity": 0.4, "title": record.marks}  # fmt: skip
        return {"overlays": [interval], "base-color": color, "sort-bars": False}
    if kind in (_STACKED, _SPLIT):
        return {"sort-bars": False}
    if kind == _LINES:
        # each line is followed by its limits
        names = list(map(str, data.columns[1::3]))
        colors = {name: record.style.mark(at)[0] for at, name in enumerate(names)}
        fills = [{"from": f"{name} low", "to": f"{name} high", "color": colors[name],
                  "opacity": 0.22} for name in names]  # fmt: skip
        return {"custom-area-fills": fills, "color-category": {"map": colors}}
    return {"base-color": color}
