"""Iteratively reweighted least squares over rows that an engine holds: a pass for each step."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import narwhals as nw
import numpy as np

from ....errors import ArgumentError
from ....mappings import FrozenMapping
from ....statistics.models.families import LINKS, Family
from ....statistics.models.irls import Reached, solved
from ....values import Value
from ...data.columns import FloatArray
from ...engine.lazy.coded import summed
from ...engine.lazy.source import LazySource
from ...weighting.engines.sums import added, products, square_of

_LEAST_SHARE = float(np.finfo(float).eps)
D, Y = nw.col("d"), nw.col("y")
"""The weight of each row, 0 of those out of use, and its outcome."""


@dataclass(frozen=True)
class EngineFamily:
    """A family with its own link, as expressions: what a row adds to each sum.

    Attributes
    ----------
    link : str
    mean, slope : callable
        μ of η; and dμ/dη of μ, which is V(μ) where the link is the family's own.
    deviance : callable
        Of y and μ.
    """

    link: str
    mean: Callable[[nw.Expr], nw.Expr]
    slope: Callable[[nw.Expr], nw.Expr]
    deviance: Callable[[nw.Expr, nw.Expr], nw.Expr]


def _share(eta: nw.Expr) -> nw.Expr:
    mean = 1.0 / (1.0 + (eta * -1.0).exp())
    low, high = _LEAST_SHARE, 1 - _LEAST_SHARE
    return (
        nw.when(mean < low)
        .then(nw.lit(low))
        .otherwise(nw.when(mean > high).then(nw.lit(high)).otherwise(mean))
    )


def _times_log(y: nw.Expr, of: nw.Expr) -> nw.Expr:
    """Return y·log(of), 0 where y is."""
    positive = nw.when(y > 0).then(of).otherwise(nw.lit(1.0))
    return y * positive.log()


_SHARES = EngineFamily(
    "logit",
    _share,
    lambda mu: mu * (1.0 - mu),
    lambda y, mu: 2.0 * (_times_log(y, y / mu) + _times_log(1.0 - y, (1.0 - y) / (1.0 - mu))),
)
_COUNTS = EngineFamily(
    "log",
    lambda eta: nw.when(eta > 700.0).then(nw.lit(700.0)).otherwise(eta).exp(),
    lambda mu: mu,
    lambda y, mu: 2.0 * (_times_log(y, y / mu) - (y - mu)),
)
ENGINE_FAMILIES: Mapping[str, EngineFamily] = FrozenMapping(
    {
        "gaussian": EngineFamily(
            "identity",
            lambda eta: eta,
            lambda mu: mu * 0.0 + 1.0,
            lambda y, mu: (y - mu) * (y - mu),
        ),
        "binomial": _SHARES,
        "quasibinomial": _SHARES,
        "poisson": _COUNTS,
        "quasipoisson": _COUNTS,
    }
)


@dataclass(frozen=True, eq=False, kw_only=True)
class EngineClimb(Value):
    """What is fitted, as ``irls.Task`` in memory.

    Attributes
    ----------
    source : LazySource
    x : tuple of narwhals.Expr
    outcome, weight : narwhals.Expr
        Weights in units of their mean, 0 where a row is not in use.
    family : Family
    names : tuple of str
    """

    source: LazySource
    x: tuple[nw.Expr, ...] = field(repr=False)
    outcome: nw.Expr = field(repr=False)
    weight: nw.Expr = field(repr=False)
    family: Family
    names: tuple[str, ...]

    newton = True
    """Each family has its own link."""

    @property
    def parts(self) -> list[nw.Expr]:
        """Weight, outcome and predictors of each row, 0 where it is not in use."""
        used = self.weight > 0
        columns = {"y": self.outcome} | {f"x{at}": own for at, own in enumerate(self.x)}
        return [
            self.weight.alias("d"),
            *(
                nw.when(used).then(own).otherwise(nw.lit(0.0)).alias(name)
                for name, own in columns.items()
            ),
        ]

    @property
    def columns(self) -> list[nw.Expr]:
        """The predictors, by what the parts call them."""
        return [nw.col(f"x{at}") for at in range(len(self.x))]

    @property
    def by_engine(self) -> EngineFamily:
        """What the family is to an engine."""
        return ENGINE_FAMILIES[self.family.key]

    def mean(self, beta: FloatArray) -> tuple[nw.Expr, nw.Expr]:
        """Return linear predictor and mean of each row."""
        pairs = zip(self.columns, beta.tolist(), strict=True)
        eta = summed([own * b for own, b in pairs])
        return eta, self.by_engine.mean(eta)

    def squares(self) -> FloatArray:
        """Return Σ w·x·x'."""
        return square_of(added(self.source, self.parts, products(D, self.columns)), len(self.x))

    def at(self, beta: FloatArray) -> Reached:
        """Return score, information and deviance at coefficients."""
        x, p = self.columns, len(self.x)
        eta, mu = self.mean(beta)
        parts = self.parts
        slope = self.by_engine.slope(mu)
        found = added(
            self.source,
            parts,
            [
                *(D * (Y - mu) * own for own in x),
                D * slope,
                D * self.by_engine.deviance(Y, mu),
                *products(D * slope, x),
            ],
        )
        _, largest = self.source.rows.ends(eta.abs(), D > 0, parts)
        return Reached(
            beta,
            found[:p].copy(),
            square_of(found[p + 2 :], p),
            float(found[p + 1]),
            weight=float(found[p]),
            largest=largest,
        )

    def observed(self, beta: FloatArray) -> FloatArray:
        """Return the information, which is the second derivative with each family's own link."""
        return self.at(beta).squares

    def flat(self) -> FloatArray:
        """Return coefficients that predict the mean outcome, as near as the columns come to it."""
        x = self.columns
        found = added(self.source, self.parts, [D, D * Y, *(D * own for own in x)])
        target = LINKS[self.by_engine.link].linear(np.array([found[1] / found[0]]))[0]
        return solved(self.squares(), found[2:] * target)

    def refuse_separation(self) -> None:
        """Refuse means so near to 0 or 1 that predictors seem to tell outcomes apart.

        Raises
        ------
        ArgumentError
        """
        raise ArgumentError(
            f"predictors ({', '.join(self.names[:8])}) seem to tell outcomes apart completely, "
            "which rows alone can show, and these are not in memory; merge levels, leave one out, "
            "or read the columns into memory"
        )
