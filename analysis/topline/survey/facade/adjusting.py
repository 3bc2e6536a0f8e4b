"""Weights adjusted, trimmed and told of, as methods of ``Survey``."""

from typing import Any, Self

import pandas as pd

from ...arguments import check_one_of, check_text
from ...errors import ArgumentError
from ...loaders.codebook.codebook import SurveyData
from ..checks.rows import rows_in_memory
from ..data.codebook import data_with
from ..design.weighted import WeightingRecord
from ..weighting.adjusting import Normalising, Trimming
from ..weighting.apply import weighted
from ..weighting.balance import balance_table
from ..weighting.targets import targets_of
from .nonprobability import SelfSelected


class Adjusting(SelfSelected):
    """Steps that multiply the weights, and what was done to them."""

    @property
    def weighting(self) -> WeightingRecord:
        """What was done to the weights, step by step; no steps where nothing was."""
        return WeightingRecord() if self._of.weighted is None else self._of.weighted.record

    def balance(self, targets: Any = None) -> pd.DataFrame:
        """Compare the survey with its population, before its weighting and after.

        Parameters
        ----------
        targets : optional
            As in ``rake``, also of variables that nothing was weighted to; by default those of the
            weighting, but for joint margins and groups.

        Returns
        -------
        pandas.DataFrame
            A row for each answer: variable, category; target, before and after, as shares of those
            with an answer; their differences from the target in points, and over the target's
            standard deviation √(p·(1 − p)), of which 0.1 is often called large.

        Raises
        ------
        ArgumentError
            When there are no targets, or a variable is unknown.
        """
        rows, done = rows_in_memory(self._of), self._of.weighted
        wanted: dict[Any, Any] = {}
        if targets is not None:
            wanted = targets_of(targets)
        for step in () if done is None or targets is not None else done.asked:
            if getattr(step, "by", None) is None:
                wanted |= getattr(step, "targets", getattr(step, "totals", {}))
        if not wanted:
            raise ArgumentError("nothing was weighted to targets; give targets= to compare with")
        before = rows.weights if done is None else done.codes.weights
        return balance_table(rows, before, wanted)

    def weighted_data(
        self, name: str = "topline_weight", *, replicates: bool = False
    ) -> SurveyData:
        """Return the data and codebook with the weights as a further column, to be written.

        Parameters
        ----------
        name : str
            Of the column; its label tells what was done to the weights.
        replicates : bool, default False
            Whether replicate weights become columns, too: the name with a number each.

        Raises
        ------
        ArgumentError
            When there is such a column already, or there are no replicate weights.
        """
        check_text("name", name, expected="the name of the new column")
        check_one_of("replicates", replicates, (False, True))
        rows = rows_in_memory(self._of)
        columns = {name: rows.weights}
        if replicates:
            matrix = rows.codes.laid_out
            if matrix is None:
                raise ArgumentError(
                    "the survey has no replicate weights; make some by to_replicates(), or leave "
                    "replicates= out"
                )
            whole = matrix[slice(None)]
            columns |= {f"{name}_{number}": own for number, own in enumerate(whole.T, 1)}
        label = f"Weight: {'; '.join(step.words for step in self.weighting.steps) or 'as given'}"
        return data_with(rows.data, self.codebook, pd.DataFrame(columns), {name: label})

    def trim(
        self,
        upper: float | None = None,
        *,
        lower: float | None = None,
        rule: str = "value",
        redistribute: str = "proportional",
        repeat: bool = True,
        by: str | None = None,
        keep_margins: bool = False,
    ) -> Self:
        """Return the survey with weights trimmed to edges, and the excess spread over the others.

        Margins that were met before may be met no longer, but with `keep_margins`; a largest weight
        given to ``rake`` is met together with them, too.

        Parameters
        ----------
        upper, lower, rule, redistribute, repeat
            As in ``trim_weights``.
        by : str, optional
            Column of groups that keep their totals.
        keep_margins : bool, default False
            Whether the targets that were met last are met within the edges, too, by the weights
            nearest to those so far: that spreads the excess, in place of `redistribute`.

        Raises
        ------
        ArgumentError
            When no weights within the edges keep the total, or the targets.
        """
        step = Trimming(
            upper=upper,
            lower=lower,
            rule=rule,
            redistribute=redistribute,
            repeat=repeat,
            by=by,
            keep_margins=check_one_of("keep_margins", keep_margins, (False, True)),
        )
        return self._holding(weighted(self._of, step))

    def normalise(self, to: Any = "n", *, by: str | None = None) -> Self:
        """Return the survey with weights brought to a total.

        Parameters
        ----------
        to : {"n", "equal"} or float
            "n": a mean weight of 1, in each group; "equal": every group the same total; a number:
            that of all.
        by : str, optional
            Column of groups.

        Raises
        ------
        ArgumentError
            When it is none of these.
        """
        return self._holding(weighted(self._of, Normalising(to=to, by=by)))
