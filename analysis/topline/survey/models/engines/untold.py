"""Where coefficients move with respondents of whose variance nothing is known, told by sums."""

from collections.abc import Sequence
from dataclasses import dataclass

import narwhals as nw
import numpy as np

from ....values import Value
from ...data.columns import FloatArray
from ...design.design import Linearised
from ...engine.lazy.coded import summed
from ...weighting.engines.sums import added_by_unit
from ..rows.untold import EXACT
from .climb import D, EngineClimb, Y


@dataclass(frozen=True, eq=False, kw_only=True)
class _Level(Value):
    """Rows that may be a level of which nothing is known.

    Attributes
    ----------
    direction : (k,) float
        Where coefficients move with it.
    score : (u,) float
        What its rows add to the score, by sampled unit.
    has, odd : narwhals.Expr
        Which rows are its own, and which show that the columns tell no levels.
    """

    direction: FloatArray
    score: FloatArray
    has: nw.Expr
    odd: nw.Expr


def untold_by_sums(
    design: Linearised,
    climb: EngineClimb,
    mean: nw.Expr,
    score: FloatArray,
    rows: int,
    usual: float,
    terms: Sequence[Sequence[int]],
    whole: Sequence[int],
) -> FloatArray:
    """Return the directions (d, k) that ``untold_directions`` finds among rows in memory.

    The scores of such a level are 0 in every sampled unit. Only where some are, the engine is asked
    who has the level.

    Parameters
    ----------
    design : Linearised
    climb : EngineClimb
    mean : narwhals.Expr
        Of each row's outcome.
    score : (u, k) float
        Of the coefficients, by sampled unit.
    rows : int
        How many are in use.
    usual : float
        Root mean square of the weighted residuals.
    terms : sequence of sequence of int
        Where the coefficients of each term stand.
    whole : sequence of int
        Where the intercept stands; nowhere without one.
    """
    quiet = [
        level
        for level in _levels(climb, score, terms, whole)
        if usual > 0 and np.abs(level.score).max() <= EXACT * usual * rows
    ]
    sums = []
    for level in quiet:
        inside = nw.when((D > 0) & level.has).then(nw.lit(1.0)).otherwise(nw.lit(0.0))
        sums += [inside, inside * (Y - mean) * (Y - mean), level.odd]
    if not quiet:
        return np.empty((0, score.shape[1]))
    found, [stage, *_] = [], design.stages
    for level, (count, squares, odd) in zip(
        quiet,
        added_by_unit(climb.source, climb.parts, sums).T.reshape(-1, 3, len(score)),
        strict=True,
    ):
        own = count.sum()
        units = np.unique(stage.unit[count > 0])
        exact = squares.sum() <= own * (EXACT * usual) ** 2
        alone = len(units) == 1 and stage.scale[units[0]] > 0
        if 0 < own < rows and not odd.any() and (exact or alone):
            found.append(level.direction)
    return np.reshape(found, (-1, score.shape[1]))


def _levels(
    climb: EngineClimb, score: FloatArray, terms: Sequence[Sequence[int]], whole: Sequence[int]
) -> list[_Level]:
    """Return who has each predictor, and who has none of a term's, with whom they are compared."""
    axes, x, nobody = np.eye(score.shape[1]), climb.columns, nw.lit(0.0)
    levels = [
        _Level(direction=axes[at], score=score[:, at], has=own != 0, odd=own * 0.0)
        for at, own in enumerate(x)
    ]
    for places in map(list, terms if whole else ()):
        if places:
            # one column at most is 1, and all others are 0
            no_level = [
                nw.when((x[at] == 0) | (x[at] == 1)).then(nobody).otherwise(nw.lit(1.0))
                for at in places
            ]
            several = (
                nw.when(summed([x[at] for at in places]) > 1).then(nw.lit(1.0)).otherwise(nobody)
            )
            levels.append(
                _Level(
                    direction=axes[whole[0]] - axes[places].sum(axis=0),
                    score=score[:, whole[0]] - score[:, places].sum(axis=1),
                    has=summed(
                        [nw.when(x[at] != 0).then(nw.lit(1.0)).otherwise(nobody) for at in places]
                    )
                    == 0,
                    odd=summed([*no_level, several]),
                )
            )
    return levels
