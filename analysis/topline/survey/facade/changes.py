"""A survey made from others: other rows, groups, replicates or waves, as methods of ``Survey``."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Self

import pandas as pd

from ...loaders.codebook.codebook import Codebook
from ..checks.rows import rows_in_memory
from ..data.answers import Columns
from ..design.replicates.lazy import lazy_replicates
from ..design.replicates.make import make_replicates
from ..design.replicates.sampled import Wanted
from ..design.subpopulation import Subpopulation
from ..engine.lazy.source import LazySource
from ..engine.memory import MemorySource
from ..waves.waves import Waves, waves_of
from ..weighting.apply import again
from ..weighting.engines.step import weighted


class Changing:
    """What can be changed of a survey: each method returns another."""

    codebook: Codebook | None
    _of: Subpopulation

    def _with(self, **changes: Any) -> Self:
        """Return the survey of other rows, another design or other groups."""
        return self._holding(replace(self._of, domains={}, **changes))

    def _holding(self, of: Subpopulation) -> Self:
        """Return the survey of another subpopulation."""
        other = object.__new__(type(self))
        object.__setattr__(other, "codebook", self.codebook)
        object.__setattr__(other, "_of", of)
        return other

    def _with_columns(self, columns: pd.DataFrame) -> Self:
        """Return the survey with these columns of numbers alone, for totals of them."""
        rows = rows_in_memory(self._of)
        return self._with(source=MemorySource(Columns(columns), rows.codes))

    def where(self, condition: Any) -> Self:
        """Return the subpopulation for which a condition holds, with the design of the whole.

        Parameters
        ----------
        condition : (n,) bool, str or callable
            True or False per row, a function of the data, or a condition: see ``Options``.

        Raises
        ------
        ArgumentError
            When it is none of these.
        """
        return self._with(within=self._of.source.subset(condition, self._of.within))

    def with_missing_codes(self, missing_codes: Mapping[str, Sequence[Any]]) -> Self:
        """Return the survey with further answers that are none, as the argument of that name does.

        Parameters
        ----------
        missing_codes : mapping of str to list
            Codes of a column, or their labels: ``{"vote": ["Refused"]}``.

        Raises
        ------
        ArgumentError
            When a name is no column, or what is declared of it is no list.
        """
        source = self._of.source
        if isinstance(source, LazySource):
            return self._with(source=source.with_missing_codes(missing_codes))
        rows = rows_in_memory(self._of)
        columns = rows.columns.with_missing_codes(missing_codes)
        return self._with(source=MemorySource(columns, rows.codes))

    def by(self, *names: str) -> Self:
        """Return the survey with every later estimate made for each group of these columns."""
        return self._with(groups=names)

    def with_sample_type(self, sample_type: str) -> Self:
        """Return the survey with how its respondents were drawn.

        Parameters
        ----------
        sample_type : {"probability", "opt_in", "census", "mixed", "not_stated"}

        Raises
        ------
        ArgumentError
            When it is none of these.
        """
        return self._with(design=self._of.design.with_sample_type(sample_type))

    def to_replicates(
        self,
        method: str,
        *,
        replicates: int | None = None,
        rho: float | None = None,
        rng: Any = None,
        centre: str = "estimate",
        merge: bool = False,
    ) -> Self:
        """Return the survey with replicate weights made from its strata and clusters.

        Parameters
        ----------
        method : {"jk1", "jkn", "brr", "fay", "bootstrap", "sdr"}
            Jackknives, balanced half-samples, Fay's version of them, Rao, Wu and Yue's bootstrap,
            or successive differences in the order of the rows; see ``MAKERS``.
        replicates : int, optional
            How many: 500 for the bootstrap, 80 for "sdr" and as few as balance for half-samples.
        rho, rng : float; int or numpy.random.Generator, optional
            Fay's factor; the bootstrap's draws.
        centre : {"estimate", "mean"}
            What replicates are compared with; R's survey takes their mean by default.
        merge : bool, default False
            For half-samples: whether to cut strata of more than two clusters into pairs, and join
            those of one with the next.

        Raises
        ------
        ArgumentError, DataError
            When the method cannot take this design or these options.
        """
        wanted = Wanted(replicates, rho, rng, centre, merge)
        of, source, done = self._of, self._of.source, self._of.weighted
        # replicates are of the weights as they were drawn; each is then weighted as those were
        drawn = of.design if done is None else done.design
        if isinstance(source, LazySource):
            codes = source.codes if done is None else done.codes
            design, codes = lazy_replicates(drawn, codes, method, wanted)
            made = replace(of, design=design, source=LazySource(source.levels, codes), domains={})
            for step in () if done is None else done.asked:
                made = weighted(replace(made, weighted=None), step)
            return self._holding(made)
        rows = rows_in_memory(of)
        row_codes = rows.codes if done is None else done.codes
        design, row_codes = make_replicates(drawn, row_codes, method, wanted)
        if done is not None:
            return self._holding(again(of, design, row_codes))
        return self._with(design=design, source=MemorySource(rows.columns, row_codes))

    @classmethod
    def from_waves(
        cls,
        waves: Mapping[str, Any],
        *,
        overlap: bool,
        against: str = "previous",
        **design: Any,
    ) -> Waves:
        """Return waves of a survey, of which every estimate is the change from one to the next.

        Parameters
        ----------
        waves : mapping of str to dataframe or SurveyData
            The rows of each wave, by its name, in order. Of what ``read_survey`` returns an answer
            is what its label says, though the files may number it otherwise.
        overlap : bool
            Whether the samples share units: those of one name, by the first of `clusters`, are then
            one, in one stratum, and replicate weights of one name are made from the same
            half-samples. Independent samples share nothing, whatever their units are called.
        against : {"previous", "first"}
            What each wave is compared with.
        **design
            Arguments of ``Survey``, the same for each wave.

        Returns
        -------
        Waves
            ``Survey.from_waves(...).mean("income", by="sex")`` is the change of each group's mean;
            ``.levels("mean", "income")`` has the means themselves.

        Raises
        ------
        ArgumentError, DataError
            When there are fewer than two, or the design is none.

        References
        ----------
        Kish (1965), Survey Sampling, section 12.4; Wood (2008), Journal of Official Statistics
        24:53–78, for samples that share some units.

        Examples
        --------
        >>> import pandas as pd
        >>> first = pd.DataFrame({"who": ["a", "b", "c"], "hours": [30, 40, 50]})
        >>> second = first.assign(hours=[31, 42, 53])
        >>> waves = {"2022": first, "2024": second}
        >>> change = Survey.from_waves(waves, overlap=True, clusters="who").mean("hours")
        >>> change.table[["estimate", "std_error"]].round(2).to_numpy().tolist()
        [[2.0, 0.58]]
        """
        return waves_of(cls, waves, overlap=overlap, against=against, design=design)
