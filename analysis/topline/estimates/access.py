"""Estimates at hand: rows by their labels, and a chart of them."""

from collections.abc import Collection
from typing import Any, ClassVar

import pandas as pd

import topline

from ..arguments import check_one_of
from ..writing.at_hand import AtHand
from .schema import label_columns


class ChartAtHand(AtHand):
    """What holds one tidy table of estimates: a row by its labels, and a quick chart."""

    _charts: ClassVar[tuple[str, ...]] = ()
    """Charts that it makes by itself, the usual one first."""

    def plot(self, kind: str | None = None, **options: Any) -> Any:
        """Draw it; ``publish`` gives the chart its title and source.

        Parameters
        ----------
        kind : str, optional
            Name of a chart without its ``plot_``; by default the usual one: "estimates" of
            estimates, "crosstab" of a crosstab, "coefficients" of models, "survival" of curves.
        **options
            As that function takes them: ``est.plot("bars", highlight="yes")``.

        Returns
        -------
        matplotlib.axes.Axes

        Raises
        ------
        ArgumentError
            When there is no such chart of it, or an option is none of the chart's.
        """
        name = self._charts[0] if kind is None else kind
        name = name.removeprefix("plot_") if isinstance(name, str) else name
        check_one_of("kind", name, self._charts)
        # charts are drawn of what is held here, so their rooms stand above this one
        return getattr(topline, f"plot_{name}")(self._drawn, **options)

    @property
    def _drawn(self) -> Any:
        """What its charts take."""
        return self

    def _naming(self, table: pd.DataFrame) -> Collection[Any]:
        return label_columns(table)
