"""A report of anyone's figures: a chart and a table for every survey."""

from dataclasses import dataclass
from functools import partial

import pandas as pd

from ..arguments import check_one_of, described
from ..errors import ArgumentError
from ..estimates.estimates import Estimates
from ..figures.problems import close_name
from ..plotting.frame.scaffold import chart_size
from ..plotting.look.theme import LIGHT, Style
from ..plotting.rows.dots import plot_estimates
from .parts.charts import ROWS, Chart, draw_chart

_KINDS = {"proportion": "shares of respondents", "bounded_mean": "means of their estimates"}

SORTS = ("given", "estimate")


@dataclass(frozen=True)
class Look:
    """How the charts of figures look: style, order of rows, and the row that stands out."""

    style: Style = LIGHT
    sort: str = "given"
    highlight: str | None = None

    def __post_init__(self) -> None:
        check_one_of("sort", self.sort, SORTS)


def figure_charts(estimates: Estimates, look: Look = Look()) -> dict[str, Chart]:
    """Draw the figures of every survey, at most ROWS a chart, in the order they came."""
    if look.highlight is not None and not _holds(estimates, look.highlight):
        names = [*estimates.table["figure_id"], *estimates.table["claim"].dropna()]
        raise ArgumentError(
            f"highlight is {described(look.highlight)}{close_name(look.highlight, names)}; "
            "expected the figure_id of a row, or what it says"
        )
    charts: dict[str, Chart] = {}
    table = estimates.table
    drawable = table["estimate"].notna() | table["ci_low"].notna()
    surveys = table["survey_id"].astype("string").fillna("")
    for survey in dict.fromkeys(surveys[drawable]):
        rows = table[drawable & (surveys == survey)]
        if look.sort == "estimate":
            rows = rows.sort_values("estimate", ascending=False, kind="stable", na_position="last")
        positions = rows.index
        pieces = [positions[i : i + ROWS] for i in range(0, len(positions), ROWS)]
        for i, piece in enumerate(pieces):
            name = f"figures-{len(charts) + 1}"
            part = f" ({i + 1} of {len(pieces)})" if len(pieces) > 1 else ""
            own = estimates.subset(piece.to_numpy())
            found = own.table["quantity"].unique()
            shown = [words for key, words in _KINDS.items() if key in found]
            subtitle = f"{' and '.join(shown) or 'published figures'}, percent"
            charts[name] = draw_chart(
                name,
                partial(plot_estimates, style=look.style, size=look.style.page),
                own,
                title=survey_title(own.table) + part,
                subtitle=subtitle[0].upper() + subtitle[1:],
                size=partial(chart_size, style=look.style),
                highlight=look.highlight if _holds(own, look.highlight) else None,
            )
    return charts


def _holds(estimates: Estimates, highlight: str | None) -> bool:
    """Return whether a row is called so."""
    return any((estimates.table[name] == highlight).any() for name in ("figure_id", "claim"))


def survey_title(table: pd.DataFrame) -> str:
    """Name a survey by its title, else its publisher, else its id."""
    for column in ("survey", "publisher", "survey_id"):
        values = table[column].dropna().unique()
        if len(values) == 1:
            return str(values[0])
    return "Published figures"
