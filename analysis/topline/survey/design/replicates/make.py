"""Replicate weights made from a linearised design: one table of makers.

A maker says by what each first-stage unit's weight is multiplied in each replicate, so that the
replicates of a total vary as the total does. Finite populations enter the jackknives by the
factors of their replicates, all others by √(1 − f) times the multipliers' distance from 1.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from ....arguments import check_whole
from ....errors import ArgumentError
from ....statistics.core.methods import as_table, pick
from ....statistics.core.randomness import random_source, seed_words
from ....wording import count_text
from ...data.columns import FloatArray
from ...engine.rank import rank
from ...engine.row_codes import RowCodes
from ...engine.unit_replicates import UnitReplicates
from ..design import Design, DesignColumns, Replicated
from ..replicate_methods import REPLICATE_METHODS
from ..replicated import is_number, refuse_centre
from .hadamard import hadamard, next_order
from .half_samples import contrasts
from .sampled import Multipliers, Sample, Wanted, sample_of
from .successive import successive

_BOOTSTRAPS, _SUCCESSIVE = 500, 80
_MOST = 2**28
"""Most factors of replicates, units times replicates: 2 GiB of memory, twice over."""


@dataclass(frozen=True)
class Maker:
    """One way to make replicate weights.

    Attributes
    ----------
    key : str
        The name users pass as ``method``, a key of ``REPLICATE_METHODS``.
    make : callable
        ``(Sample, Wanted) -> Multipliers``.
    takes : tuple of str
        Which of the options `replicates`, `rho`, `rng` and `merge` it uses.
    source : str
        Primary source.
    """

    key: str
    make: Callable[[Sample, Wanted], Multipliers]
    takes: tuple[str, ...]
    source: str


def make_replicates(
    design: Design, codes: RowCodes, method: str, wanted: Wanted
) -> tuple[Replicated, RowCodes]:
    """Return the replicated design that a linearised one gives, and its weights.

    Parameters
    ----------
    design : Design
    codes : RowCodes
        Sampling weights and units.
    method : str
        A key of ``MAKERS``.
    wanted : Wanted
        The options.

    Raises
    ------
    ArgumentError
        When the method is unknown or cannot take this design or these options.
    DataError
        When a stratum has one sampled unit and the design's rule is to fail.
    """
    sample = sample_of(design, codes, wanted.merge)
    replicated, multipliers = replicates_of(design, sample, method, wanted)
    made: FloatArray | UnitReplicates = UnitReplicates(codes.weights, sample.unit, multipliers)
    if len(multipliers) == len(codes.weights):
        # as many units as rows: weights of rows are no more, and are read faster
        made = made[:]
    return replicated, RowCodes(codes.weights, replicates=made)


def replicates_of(
    design: Design, sample: Sample, method: str, wanted: Wanted
) -> tuple[Replicated, FloatArray]:
    """Return the replicated design, and what it multiplies the weights of each unit by, (m, r).

    Raises
    ------
    ArgumentError
        When the method is unknown or cannot take this design or these options.
    """
    maker = pick(MAKERS, method, "making replicate weights")
    refuse_centre(wanted.centre)
    _refuse_options(maker, wanted)
    replicates = maker.make(sample, wanted)
    r = replicates.multipliers.shape[1]
    about = "full-sample estimate" if wanted.centre == "estimate" else "mean"
    drawn = "" if replicates.seed is None else f"; drawn with {seed_words(replicates.seed)}"
    df = sample.df if sample.given_df else replicates.df
    if df is None:
        df = float(rank(replicates.multipliers[sample.weighs]) - 1)
    replicated = Replicated(
        factors=replicates.scale * np.broadcast_to(replicates.rscales, r),
        centre=wanted.centre,
        df=df,
        method=method,
        drawn=replace(
            design.drawn,
            kind="",
            parts=(
                f"{r} replicate weights, {REPLICATE_METHODS[method].label}, made from: "
                f"{design.drawn.told}",
                f"variance about the {about}{drawn}",
            ),
        ),
        columns=DesignColumns(weights=design.columns.weights),
        given_df=sample.given_df,
        seed=replicates.seed,
    )
    return replicated, replicates.multipliers


def _refuse_options(maker: Maker, wanted: Wanted) -> None:
    for name, value in wanted.given().items():
        if name not in maker.takes:
            users = [row.key for row in MAKERS.values() if name in row.takes]
            raise ArgumentError(
                f"{name}={value!r} is for {' and '.join(map(repr, users))}; "
                f"leave it out with {maker.key!r}"
            )
    if "rho" in maker.takes and not (is_number(wanted.rho) and 0 <= (wanted.rho or 0) < 1):
        raise ArgumentError(
            f"rho is {wanted.rho!r}; Fay's factor is from 0 to below 1, such as 0.5"
        )
    if wanted.replicates is not None:
        expected = "a whole number, 2 or more, up to a million"
        check_whole("replicates", wanted.replicates, 2, 10**6, expected=expected)


def _refuse_large(sample: Sample, replicates: int) -> None:
    units = len(sample.stratum)
    if units * replicates > _MOST:
        raise ArgumentError(
            f"{replicates:,} replicates of {units:,} sampled units would take "
            f"{count_text(units * replicates * 8 / 2**30)} GiB; choose 'bootstrap' or 'sdr' with "
            "fewer replicates, or keep the linearised variance"
        )


def _jk1(sample: Sample, _wanted: Wanted) -> Multipliers:
    """Leave out each unit in turn, the n − 1 others taking its weight."""
    if len(sample.sampled) > 1:
        raise ArgumentError(
            f"'jk1' is for a sample without strata, and this has {len(sample.sampled)}; "
            "choose 'jkn'"
        )
    return _jackknife(sample)


def _jackknife(sample: Sample, _wanted: Wanted | None = None) -> Multipliers:
    """Leave out each unit in turn, the n_h − 1 others of its stratum taking its weight.

    The factor of a replicate is (1 − f_h)(n_h − 1)/n_h.
    """
    left_out = np.flatnonzero(sample.left > 0)
    _refuse_none(sample)
    _refuse_large(sample, len(left_out))
    n = sample.sampled[sample.stratum]
    same = sample.stratum[:, None] == sample.stratum[None, left_out]
    multipliers = np.where(same, (n / np.maximum(n - 1, 1))[:, None], 1.0)
    multipliers[left_out, np.arange(len(left_out))] = 0.0
    factor = (sample.left * (n - 1) / n)[left_out]
    if len(sample.sampled) == 1 and np.ptp(factor) == 0:
        return Multipliers(multipliers, float(factor[0]), np.ones(len(factor)), sample.df)
    return Multipliers(multipliers, 1.0, factor, sample.df)


def _half_samples(sample: Sample, wanted: Wanted) -> Multipliers:
    """Raise one unit of each stratum and lower the other, balanced by a Hadamard matrix."""
    mean = np.bincount(sample.stratum, sample.left) / sample.sampled
    # Brewer's approximation gives units of one stratum a 1 − f each
    if not np.allclose(sample.left, mean[sample.stratum], rtol=1e-9, atol=0):
        raise ArgumentError(
            "half-samples are for units of equal chance within a stratum, and pps gives each its "
            "own; choose 'jkn'"
        )
    columns = contrasts(sample, wanted.merge)
    least = columns.shape[1] + 1
    if wanted.replicates is not None and wanted.replicates < least:
        raise ArgumentError(
            f"replicates={wanted.replicates} are too few to balance {least - 1} strata or pairs; "
            f"expected {next_order(least)} or more"
        )
    count = wanted.replicates or next_order(max(least, 2))
    _refuse_large(sample, count)
    signs = hadamard(count)[:, 1:least]
    reach = 1 - (wanted.rho or 0.0)
    multipliers = columns @ signs.T
    multipliers *= reach * np.sqrt(sample.left)[:, None]
    multipliers += 1
    if multipliers.min() < -1e-12:
        raise ArgumentError(
            "a stratum of an odd number of clusters would have negative replicate weights; choose "
            "'fay' with rho=0.5, or 'jkn'"
        )
    return Multipliers(multipliers, 1 / (len(signs) * reach**2), np.ones(len(signs)))


def _bootstrap(sample: Sample, wanted: Wanted) -> Multipliers:
    """Draw n_h − 1 units of each stratum with replacement; a unit drawn k times counts k·n/(n − 1).

    The variance of a total over all possible draws is then its linearised variance.
    """
    _refuse_none(sample)
    count = int(wanted.replicates or _BOOTSTRAPS)
    _refuse_large(sample, count)
    generator, seed = random_source(wanted.rng)
    multipliers = np.ones((len(sample.stratum), count))
    order = np.argsort(sample.stratum, kind="stable")
    for units in np.split(order, np.cumsum(sample.sampled)[:-1]):
        n = len(units)
        if n > 1:
            drawn = generator.multinomial(n - 1, np.full(n, 1 / n), size=count).T
            reach = np.sqrt(sample.left[units])[:, None]
            multipliers[units] += reach * (drawn * n / (n - 1) - 1)
    return Multipliers(multipliers, scale=1 / count, rscales=np.ones(count), seed=seed)


def _successive(sample: Sample, wanted: Wanted) -> Multipliers:
    _refuse_none(sample)
    count = wanted.replicates or _SUCCESSIVE
    _refuse_large(sample, count)
    return Multipliers(successive(sample, hadamard(count)), 4 / count, np.ones(count))


def _refuse_none(sample: Sample) -> None:
    if not (sample.left > 0).any():
        raise ArgumentError(
            "the design has no sampling variance, every unit being in the sample for certain; "
            "there are no replicates to make"
        )


_WOLTER = "Wolter (2007), Introduction to Variance Estimation"

MAKERS = as_table(
    Maker("jk1", _jk1, (), f"{_WOLTER}, chapter 4"),
    Maker("jkn", _jackknife, (), f"{_WOLTER}, section 4.5"),
    Maker(
        "brr",
        _half_samples,
        ("replicates", "merge"),
        "McCarthy (1966), Vital and Health Statistics 2(14)",
    ),
    Maker(
        "fay",
        _half_samples,
        ("replicates", "rho", "merge"),
        "Judkins (1990), Journal of Official Statistics 6:223–239",
    ),
    Maker(
        "bootstrap",
        _bootstrap,
        ("replicates", "rng"),
        "Rao, Wu & Yue (1992), Survey Methodology 18:209–217",
    ),
    Maker(
        "sdr",
        _successive,
        ("replicates",),
        "Fay & Train (1995), ASA Proceedings of the Government Statistics Section, 154–159",
    ),
)
"""Every way to make replicate weights, by its key."""
