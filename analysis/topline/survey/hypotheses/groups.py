"""The rows a test is of, their groups, and estimates of each group."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from ...errors import ArgumentError, DataError
from ..data.columns import FloatArray, IntArray, column, factorize
from ..data.domains import Domains
from ..design.design import Design
from ..estimators.assemble import covariance_of, refuse_unknown
from ..estimators.pieces import Frame, value_piece
from ..variance.freedom import degrees

if TYPE_CHECKING:
    from ..survey import Survey


@dataclass(frozen=True, eq=False)
class Tested:
    """Rows with an answer and a group.

    Attributes
    ----------
    code : (n,) int
        Group of each row, −1 for rows that are not tested.
    labels : tuple
        The groups that have respondents.
    design : Design
    weights : (n,) float
    df : float
        Degrees of freedom of the design among these rows.
    """

    code: IntArray
    labels: tuple[Any, ...]
    design: Design
    weights: FloatArray
    df: float

    @property
    def counted(self) -> Any:
        """The (n,) bool of rows that are tested."""
        return (self.code >= 0) & (self.weights > 0)

    @property
    def n(self) -> int:
        """How many respondents are tested."""
        return int(np.count_nonzero(self.counted))


def tested_rows(
    survey: "Survey", values: FloatArray, by: str | None, where: Any, missing: str
) -> Tested:
    """Return the rows of the subpopulation with an answer and a group.

    The degrees of freedom are those of the clusters and strata of these rows.

    Raises
    ------
    ArgumentError
        When the survey is grouped, or a column or option is unknown.
    DataError
        When a row without an answer is refused, or nobody answered.
    """
    refuse_unknown("missing", missing, ("drop", "fail"))
    if survey.groups:
        raise ArgumentError(
            f"the survey is grouped by {', '.join(map(repr, survey.groups))}, and a test has its "
            "own by=; test one group at a time with where="
        )
    frame = survey.frame({"where": where})
    code, levels = np.zeros(len(values), dtype=np.int32), pd.Index([None])
    if by is not None:
        code, levels = factorize(column(survey.data, by, "by"))
    inside = np.ones(len(values), bool) if frame.mask is None else frame.mask
    answered = ~np.isnan(values) & (code >= 0)
    _refuse_missing(int((inside & ~answered).sum()), missing)
    code = np.where(inside & answered, code, np.int32(-1))
    seen = np.unique(code[(code >= 0) & (frame.weights > 0)])
    if not seen.size:
        raise DataError("nobody has an answer and a group; choose other variables or where=")
    place = np.full(len(levels) + 1, -1, dtype=np.int32)
    place[seen] = np.arange(len(seen))
    mask = None if (code >= 0).all() else code >= 0
    freedom = degrees(frame.design, mask, frame.weights)
    return Tested(place[code], tuple(levels[seen]), frame.design, frame.weights, freedom)


def _refuse_missing(count: int, missing: str) -> None:
    if missing == "fail" and count:
        raise DataError(
            f"{count:,} rows have no answer or no group; fill them in, or choose missing='drop' "
            "to test those that have both"
        )


def of_groups(
    tested: Tested, values: FloatArray, key: str = "mean"
) -> tuple[FloatArray, FloatArray]:
    """Return the mean or total of values in each group, and the covariance of these.

    Parameters
    ----------
    tested : Tested
    values : (n,) float
    key : {"mean", "total"}
    """
    groups = len(tested.labels)
    count = np.bincount(tested.code[tested.counted], minlength=groups).astype(float)
    domains = Domains(tested.code, pd.DataFrame(index=range(groups)), count)
    data = pd.DataFrame({"value": np.where(tested.code >= 0, values, 0.0)})
    frame = Frame(data, tested.design, tested.weights, domains)
    piece = value_piece(frame, key, ("value",), "value")
    return piece.estimate, covariance_of(tested.design, [piece]).matrix()
