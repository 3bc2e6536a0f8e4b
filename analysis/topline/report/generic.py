"""A report of anyone's figures: a chart and a table for every survey."""

import pandas as pd

from ..estimates.estimates import Estimates
from ..plotting.rows.dots import plot_estimates
from .parts.charts import ROWS, Chart, draw_chart

_KINDS = {"proportion": "shares of respondents", "bounded_mean": "means of their estimates"}


def figure_charts(estimates: Estimates) -> dict[str, Chart]:
    """Draw the figures of every survey, at most ROWS a chart, in the order they came."""
    charts: dict[str, Chart] = {}
    table = estimates.table
    drawable = table["estimate"].notna() | table["ci_low"].notna()
    surveys = table["survey_id"].astype("string").fillna("")
    for survey in dict.fromkeys(surveys[drawable]):
        positions = table.index[drawable & (surveys == survey)]
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
                plot_estimates,
                own,
                title=survey_title(own.table) + part,
                subtitle=subtitle[0].upper() + subtitle[1:],
            )
    return charts


def survey_title(table: pd.DataFrame) -> str:
    """Name a survey by its title, else its publisher, else its id."""
    for column in ("survey", "publisher", "survey_id"):
        values = table[column].dropna().unique()
        if len(values) == 1:
            return str(values[0])
    return "Published figures"
