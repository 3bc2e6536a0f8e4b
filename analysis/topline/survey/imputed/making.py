"""Several completed versions of the data, as methods of ``Survey``."""

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
from ..facade.changes import Changing
from .imputed import ImputedSurvey, check_columns, imputed_survey
from .known import implicates_of, known_values


class Imputing(Changing):
    """Imputations and plausible values."""

    @classmethod
    def from_imputations(
        cls,
        frames: Sequence[Any],
        *,
        complete_df: float | None = None,
        sampling_variance: str = "all",
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
        sampling_variance : {"all", "first"}
            Whether the sampling variance is the mean over all versions, or that of the first, as
            the Federal Reserve's programs for the Survey of Consumer Finances take it.
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
        surveys = [survey(frame, **design) for frame in frames]
        return imputed_survey(surveys, complete_df, sampling_variance)

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
