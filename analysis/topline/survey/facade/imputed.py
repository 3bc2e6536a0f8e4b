"""Several versions of the data, imputed or of several waves, as methods of ``Survey``."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import narwhals as nw

from ...arguments import described
from ...errors import ArgumentError
from ..checks.rows import rows_in_memory
from ..data.answers import Columns
from ..data.columns import column_names
from ..design.presets.table import find_preset
from ..engine.memory import MemorySource
from ..imputed.imputed import ImputedSurvey, check_columns, imputed_survey
from ..imputed.known import implicates_of, known_values
from ..waves.waves import Waves, waves_of
from .changes import Changing


class Imputing(Changing):
    """Imputations and plausible values."""

    @classmethod
    def from_imputations(
        cls,
        frames: Sequence[Any],
        *,
        complete_df: float | None = None,
        **design: Any,
    ) -> ImputedSurvey:
        """Return the survey of several completed versions of the same rows.

        Parameters
        ----------
        frames : sequence of dataframe
            Each with all rows, in the same order, imputed once. With a preset whose file holds all
            implicates below each other, such as "scf", that file.
        complete_df : float, optional
            Degrees of freedom there would be were nothing imputed; by default the design's, and
            infinite for Rubin's own.
        **design
            Arguments of ``Survey``: weights, strata and so on.

        Raises
        ------
        ArgumentError
            When there are fewer than two, or they differ in the number of rows.

        References
        ----------
        Rubin (1987), Multiple Imputation for Nonresponse in Surveys; Barnard & Rubin (1999),
        Biometrika 86:948–955.

        Examples
        --------
        >>> import pandas as pd
        >>> versions = [pd.DataFrame({"income": [20, 30, last]}) for last in (35, 40, 45)]
        >>> Survey.from_imputations(versions).mean("income").table["estimate"].tolist()
        [30.0]
        """
        preset = find_preset(design["preset"]) if "preset" in design else None
        if preset is not None and preset.implicate and hasattr(frames, "columns"):
            frames = implicates_of(frames, preset)
        one = isinstance(frames, (str, Mapping)) or hasattr(frames, "columns")
        one = one or getattr(frames, "ndim", 1) == 0
        if one or not isinstance(frames, Iterable):
            raise ArgumentError(
                f"frames is {described(frames)}; expected a list of frames, as "
                "[one for _, one in data.groupby('imputation')]"
            )
        survey: Any = cls
        return imputed_survey([survey(frame, **design) for frame in frames], complete_df)

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
        waves : mapping of str to dataframe
            The rows of each wave, by its name, in order.
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

    def plausible_values(
        self,
        values: Mapping[str, Sequence[str]] | Sequence[str] | None = None,
        *,
        complete_df: float | None = None,
        sampling_variance: str = "all",
    ) -> ImputedSurvey:
        """Return the survey in which each plausible value of a variable has its turn.

        Every estimate is made with each plausible value under the full and the replicate weights,
        and pooled by Rubin's rules.

        Parameters
        ----------
        values : mapping of str to list of str, or list of str, optional
            Columns of each variable: ``{"math": ["PV1MATH", "PV2MATH", …]}``. A survey with a
            preset that knows them, such as "pisa", "timss", "pirls", "piaac" or "naep", needs none,
            or only the names of some: a variable is called as its columns are, without their
            number, "PVMATH" or "ASMMAT".
        complete_df : float, optional
            As in ``from_imputations``.
        sampling_variance : {"all", "first"}
            Whether the sampling variance is the mean over all plausible values (full method), or
            that of the first (the shortcut).

        Raises
        ------
        ArgumentError
            When a column is unknown, or variables have unlike numbers of plausible values.

        References
        ----------
        OECD (2009), PISA Data Analysis Manual, on plausible values; Rubin (1987), section 3.3.
        """
        rows = rows_in_memory(self._of)
        if values is None or not isinstance(values, Mapping):
            values = known_values(values, self._of.plausible)
        named = check_columns(values, column_names(rows.data))
        frame = nw.from_native(rows.data, eager_only=True)
        surveys = []
        for turn in range(len(next(iter(named.values())))):
            data = frame.with_columns(
                nw.col(each[turn]).alias(name) for name, each in named.items()
            ).to_native()
            own = rows.columns
            columns = Columns(data, own.codebook, own.declared, own.known_sets)
            surveys.append(self._with(source=MemorySource(columns, rows.codes)))
        return imputed_survey(surveys, complete_df, sampling_variance)
