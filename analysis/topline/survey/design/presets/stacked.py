"""Files of several years or cycles, each a sample of its own, and of several implicates."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from ....errors import DataError
from ...data.columns import FloatArray, column, column_names
from .names import Columns, present
from .preset import Preset
from .table import PRESETS

_OFTEN = ("SURVEY_YEAR", "SURVEYYEAR", "SURVEYYR", "SURVEY_CYCLE")
"""What people call the column when they put files of several years together."""

_FIRST_YEAR = 1900
"""What is smaller is no year."""

_MOST = 100
"""Different values of a column of years or cycles; one with more is something else."""


@dataclass(frozen=True)
class Taken:
    """The columns that a preset takes from a file.

    Attributes
    ----------
    weights, strata : str or None
        None where there are none, or the user gave them.
    own : frozenset of str
        What the user gave.
    """

    weights: str | None
    strata: str | None
    own: frozenset[str]


def refuse_stacked(preset: Preset, data: Any, file: Columns, taken: Taken) -> None:
    """Refuse a file of several years, unless the user says how to combine them, or of another.

    Raises
    ------
    DataError
        With the rule: weights divided by the cycles, strata of cycle and stratum; or with the
        preset of the year.
    """
    for name in present((*preset.waves, *_OFTEN), file) if preset.waves else ():
        waves = column(data, name, "year")
        told = waves.dropna().drop_duplicates().sort_values().tolist()
        # quarters such as 2019.1 are of one year
        quarters = (isinstance(one, float) and one >= _FIRST_YEAR for one in told)
        years = (int(one) if so else one for one, so in zip(told, quarters, strict=True))
        values = list(dict.fromkeys(years))
        if preset.spans < len(values) <= _MOST:
            _refuse_waves(preset, data, name, values, taken)
            return
        year = pd.to_numeric(values[0], errors="coerce") if len(values) == 1 else 0
        # a smaller number counts cycles
        if year >= _FIRST_YEAR and not preset.years[0] <= year <= preset.years[1]:
            raise DataError(
                f"preset {preset.key!r} ({preset.label}) is not for {year:.0f}, which {name} says; "
                f"give preset={preset.instead!r}"
            )
    if preset.surveys and "weights" not in taken.own:
        _refuse_surveys(preset, data, file, taken)
    if preset.strata_of_one is None or taken.strata is None or "weights" in taken.own:
        return
    number = pd.to_numeric(column(data, taken.strata, "strata"), errors="coerce").to_numpy()
    known = number[np.isfinite(number)]
    span = int(np.ptp(known)) + 1 if known.size else 0
    if span > preset.strata_of_one:
        raise DataError(
            f"preset {preset.key!r} is for one cycle, and {taken.strata} has numbers from "
            f"{known.min():.0f} to {known.max():.0f}, more than one cycle has strata; keep one "
            f"cycle, or combine them: give weights= a column of {taken.weights} divided by the "
            f"number of cycles{_more(preset)}"
        )


def refuse_implicates(data: Any, chosen: Preset | None) -> None:
    """Refuse all implicates of each row below each other, which would count every row again.

    Parameters
    ----------
    data : dataframe
    chosen : Preset or None
        What the user named; files of other presets also have to have the column of rows.

    Raises
    ------
    DataError
        With the way to pool them.
    """
    file = {name.lower(): name for name in column_names(data)}
    for preset in (one for one in PRESETS.values() if one.implicate):
        name, own = file.get(preset.implicate.lower()), file.get(preset.household.lower())
        if name is None or (own is None and preset is not chosen):
            continue
        row, implicate = np.divmod(_whole(data, name), 10)
        count = len(np.unique(implicate[np.isfinite(implicate)]))
        if count > 1 and (own is None or np.array_equal(row, _whole(data, own))):
            raise DataError(
                f"the data have {count} implicates of each row, by the last digit of {name}, and "
                f"as one survey every row would count {count} times; pool them: "
                f'Survey.from_imputations(data, preset="{preset.key}") with the replicate weights '
                "merged, or Survey.from_imputations([one for _, one in "
                f"data.groupby(data[{name!r}] % 10)], weights=…) without"
            )


def _whole(data: Any, name: str) -> FloatArray:
    return pd.to_numeric(column(data, name, "implicate"), errors="coerce").to_numpy(float)


def _refuse_surveys(preset: Preset, data: Any, file: Columns, taken: Taken) -> None:
    """Refuse two surveys of one country, whose weights are not of one population's size."""
    for name in present(preset.samples[0], file):
        values = column(data, name, "sample").dropna().astype(str).drop_duplicates()
        country = values.str.extract(preset.surveys)["country"].fillna(values)
        twice = values[country.duplicated(keep=False)].sort_values().tolist()
        if twice:
            raise DataError(
                f"preset {preset.key!r} is for one survey of a country, and {name} has "
                f"{', '.join(twice[:6])}; keep one, as data[data[{name!r}] == {twice[-1]!r}], or "
                f"combine them: give weights= a column of {taken.weights} times the people that "
                f"each survey stands for over its total of {taken.weights}, and divided by the "
                f"number of surveys{_more(preset)}"
            )


def _refuse_waves(preset: Preset, data: Any, name: str, values: list[Any], taken: Taken) -> None:
    """Refuse what the user has not said: the weights, or strata that occur in several waves."""
    k, shown = len(values), ", ".join(map(str, values[:6])) + ", …" * (len(values) > 6)
    fact = f"preset {preset.key!r} is for one year or cycle, and {name} has {k} ({shown})"
    quarters = pd.to_numeric(column(data, name, "year"), errors="coerce") % 1 > 0
    one = f"{name!r}] // 1 == " if quarters.any() else f"{name!r}] == "
    keep = f"keep one, as data[data[{one}{values[-1]!r}]"
    if "replicate_weights" in preset.arguments:
        if "replicate_weights" in taken.own:
            return
        if preset.panel:
            raise DataError(
                f"{fact}, which share their sampled units; {keep}, or combine them: give weights= "
                f"and replicate_weights= columns of the file's divided by {k}, for totals of one "
                f"year{_more(preset)}"
            )
        raise DataError(
            f"{fact}, each a sample with replicate weights of its own; {keep}, and combine "
            f"estimates: the mean of {k} has the standard error √(SE₁² + …)/{k}, their difference "
            f"√(SE₁² + SE₂²), where the samples share no households{_more(preset)}"
        )
    repeated = False
    if taken.strata is not None and not preset.panel:
        waves = column(data, name, "year")
        pairs = pd.DataFrame({"stratum": column(data, taken.strata, "strata"), "wave": waves})
        repeated = bool(pairs.drop_duplicates()["stratum"].duplicated().any())
    if taken.weights is None and not repeated:
        return
    parts = []
    if taken.weights is not None:
        parts.append(f"weights= a column of {taken.weights} divided by {k}")
    if repeated:
        parts.append(
            f"strata= a column of {name} with {taken.strata}, as data[{name!r}].astype(str) + '/' "
            f"+ data[{taken.strata!r}].astype(str)"
        )
    elif taken.strata is not None:
        why = "for years share sampled units" if preset.panel else "no two of them sharing one"
        parts.append(f"strata {taken.strata} as they are, {why}")
    raise DataError(f"{fact}; {keep}, or combine them: give {', and '.join(parts)}{_more(preset)}")


def _more(preset: Preset) -> str:
    return f" ({preset.rule})" if preset.rule else ""
