"""Coefficients of one model, or of several side by side, with their intervals."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FixedLocator, FuncFormatter, MaxNLocator, NullLocator

from ...arguments import described, listed_values
from ...errors import ArgumentError
from ...estimates.estimates import Estimates
from ...estimates.schema import are_ratios
from ...language.marking import marked
from ...nearest import nearest_name
from ...wording import label_text, term_text
from ..frame.axis import AxisRange
from ..frame.emphasis import Highlight
from ..frame.page import drawn
from ..frame.rows import read_rows
from ..frame.tables import finite_values
from ..look.theme import Size, Style, styled
from ..number_format import number_text
from ..rows.dots import EDGE
from ..rows.row_chart import RowChart

CONSTANTS = ("Intercept", "log(scale)")
"""Terms that say nothing of any predictor."""

_ROUND = tuple(step * 10.0**power for power in range(-6, 7) for step in (1, 2, 5))
"""Ratios that an axis counts in."""

_FEWEST, _MOST = 3, 5


@drawn
def plot_coefficients(
    models: Any,
    *,
    terms: Sequence[str] | None = None,
    highlight: Highlight = None,
    ax: Axes | None = None,
    style: Style | str = "light",
    size: Size | str = "double",
) -> Axes:
    """Draw coefficients as dots with their intervals, beside the line of no effect.

    Ratios, of a model that was asked for them, stand on an axis of even steps of their logs, and no
    effect is 1. Of several models each term is a heading with a row for each.

    Parameters
    ----------
    models : Model, LikelihoodModel or Estimates, or mapping of str to these
        One model, or several by the names that their rows have.
    terms : list of str, optional
        Terms to be drawn, in this order; by default all but constants and cut points.
    highlight : str or list of str, optional
        Rows that stand out; all others are grey.
    ax, style, size
        As in ``plot_estimates``.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ArgumentError
        When something is no model, a term is in none, or one has ratios and another has not.
    DataError
        When no term has an estimate.

    Examples
    --------
    >>> model = survey.logistic("voted ~ age + sex", exponentiate=True)  # doctest: +SKIP
    >>> plot_coefficients({"all": model, "women": other})  # doctest: +SKIP
    """
    style = styled(style, size)
    named = models if isinstance(models, Mapping) else {"": models}
    found = {str(name): _table(name, one) for name, one in named.items()}
    if not found:
        raise ArgumentError("models is empty; expected a model, or several by their names")
    ratios = {name: are_ratios(one) for name, one in found.items()}
    if len(set(ratios.values())) > 1:
        first, second = (
            next(n for n, own in ratios.items() if own is one) for one in (True, False)
        )
        raise ArgumentError(
            f"{first!r} has ratios and {second!r} has coefficients; draw ratios "
            "together, or coefficients"
        )
    ratio = all(ratios.values())
    table = _chosen(found, terms)
    # a heading for each term is worth its line only where several models stand below it
    label, group = ("model", "term") if len(found) > 1 else ("term", None)
    # the base that all models have is the caption's, not each row's
    alike = bool(group) and len(set(table["n"].map(str))) == 1
    told = table.drop(columns="n") if alike else table
    rows = read_rows(told, label=label, group=group, strings=style.strings)
    whole = rows.table.assign(n=table["n"].iloc[0])[[*table]] if alike else rows.table
    rows = replace(rows, table=whole, groups=tuple(map(term_text, rows.groups)))
    none = 1.0 if ratio else 0.0
    axis = AxisRange(whole=False, shown=[none])
    chart = RowChart.of(rows, style, ax=ax, reference=none, scale=axis, highlight=highlight,
                        columns=True)  # fmt: skip
    for part in chart.columns:
        if ratio:
            _count_ratios(part.ax, rows.table, part.style)
        # a model has its colour under every term
        looks = [style.mark([*found].index(name)) for name in part.rows.table["model"]]
        muted = part.rows.muted or (False,) * len(looks)
        point = part.point()
        for mark, (color, marker), lesser in zip(part.marks(), looks, muted, strict=True):
            own = mark if lesser else replace(mark, color=color, marker=marker)
            own.draw_whisker(part.ax, part.style)
            own.draw_point(part.ax, part.style, point, markeredgewidth=part.style.scaled(EDGE))
    return chart.attach_record(marked("Chart of coefficients"), marked("Whiskers"))


def _table(name: Any, model: Any) -> pd.DataFrame:
    """Return a model's rows, a term each.

    Raises
    ------
    ArgumentError
    """
    estimates = model if isinstance(model, Estimates) else getattr(model, "table", None)
    if not isinstance(estimates, Estimates) or "term" not in estimates.table:
        what = f"models[{name!r}]" if name else "models"
        raise ArgumentError(
            f"{what} is {described(model)}; expected what Survey.glm, ordinal, cox and the like "
            "return, or its table"
        )
    # of coefficients, no differences of shares
    table = estimates.table.reset_index(drop=True).drop(columns=["statistic", "p_value"])
    if "category" in table:
        # a multinomial model has each term once for every answer
        words = table["category"].map(label_text) + ": " + table["term"].astype(str)
        table = table.assign(term=words)
    # the caption says how people were drawn, of each model
    return (
        table if estimates.sample_type is None else table.assign(sample_type=estimates.sample_type)
    )


def _chosen(found: Mapping[str, pd.DataFrame], terms: Sequence[str] | None) -> pd.DataFrame:
    """Return the rows of all models, those of a term together."""
    table = pd.concat([one.assign(model=name) for name, one in found.items()], ignore_index=True)
    known = dict.fromkeys(table["term"])
    if terms is None:
        shown = [
            term for term in known if term.rpartition(": ")[2] not in CONSTANTS and "|" not in term
        ]
    else:
        shown = listed_values("terms", terms)
        lacking = [term for term in shown if term not in known]
        if lacking:
            near = nearest_name(str(lacking[0]), known)
            hint = f"; did you mean {near!r}?" if near else ""
            raise ArgumentError(
                f"{described(lacking[0])} is no term of the models; there are "
                f"{', '.join(known)}{hint}"
            )
    place = table["term"].map({term: at for at, term in enumerate(shown)})
    return table[place.notna()].iloc[np.argsort(place[place.notna()], kind="stable")]


def _count_ratios(ax: Axes, table: pd.DataFrame, style: Style) -> None:
    """Put an axis of ratios on the scale of their logs, in round numbers on both sides of 1."""
    values = np.append(finite_values(table), 1.0)
    values = values[values > 0]
    low, high = float(values.min()), float(values.max())
    low, high = min(low, 0.8) / 1.08, max(high, 1.25) * 1.08
    ticks = [one for one in _ROUND if low <= one <= high]
    if len(ticks) < _FEWEST:
        # near 1 the steps of the ratios themselves, which 1 is always one of
        steps = np.asarray(MaxNLocator(_MOST, steps=[1, 2, 5, 10]).tick_values(low - 1, high - 1))
        ticks = [float(one) for one in 1 + steps if low <= one <= high]
    while len(ticks) > _MOST:
        # every other one, with that of no effect
        ticks = ticks[ticks.index(1.0) % 2 :: 2]
    say = style.strings
    ax.set_xscale("log")
    ax.set_xlim(low, high)
    ax.xaxis.set_major_locator(FixedLocator(ticks))
    ax.xaxis.set_minor_locator(NullLocator())
    ax.xaxis.set_major_formatter(
        FuncFormatter(lambda value, _: number_text(value, percent=False, strings=say))
    )
