"""What a design knows of each domain: degrees of freedom, and whether it lies in one unit."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..data.columns import FloatArray, IntArray
from ..design.design import Design, Linearised, Replicated
from ..engine.asked import Domains, Subset
from ..engine.order import Order
from ..engine.source import Source
from ..engine.totals import FEW_EFFECTIVE, Places, Sums

_TABLE = 2**24
"""Cells of a table of strata by domains that is always worth having whole."""

_ROUNDING = 1e-9
"""Part of a sum of weights that replicates must differ by, or they are the same."""


@dataclass(frozen=True, eq=False)
class Knowledge:
    """What the design knows of each domain of some sums.

    Attributes
    ----------
    df : (g,) float
        Degrees of freedom of intervals.
    sampled : (g,) bool
        Whether other respondents might have been drawn, as in no domain that was drawn whole.
    lone : (g,) bool
        Whether all who answered are in one sampled unit, or all replicates that differ leave the
        same: whatever they answer, shares and means have no spread, which is not knowledge.
    few : (g,) bool
        Whether most of the weight is on few of the units, as Kish's effective number of them tells:
        a variance to which each adds its square is far too small.
    """

    df: FloatArray
    sampled: NDArray[np.bool_]
    lone: NDArray[np.bool_]
    few: NDArray[np.bool_]


def known_of(
    design: Design, source: Source, domains: Domains, sums: Sums, whole: bool = False
) -> Knowledge:
    """Return the degrees of freedom of each domain, and which lie in one unit.

    Those of the domain's members, as R's survey counts them for a subset: sampled first-stage units
    less strata, or the rank of the replicate weights less 1. Three who answered know as much as
    three, whoever else was asked, so that nobody has more than respondents less their strata. A
    number the user gave for the design stays; with `whole` all have those of the design, as the
    whole sample has.

    Parameters
    ----------
    domains : Domains
        Those of the sums.
    sums : Sums
    whole : bool
    """
    every, counted = np.full(len(sums.n), float(design.df)), sums.n
    fixed, squares = whole or design.given_df, sums.squares
    base = weight = sums.total[0].sum(axis=1)
    if isinstance(design, Linearised):
        assert sums.cells is not None
        if sums.coded is not None:
            assert design.by_stratum is not None
            design = design.by_stratum
        all_of_it = fixed or domains.rows is None
        df = every if all_of_it else units_less_strata(design, source, sums)
        if not fixed and sums.missing.any():
            df = np.minimum(df, sums.n - _strata_of(design, sums))
        sampled, lone = sums.n > 0, _in_one_unit(design, sums)
        unit, domain, of_unit = sums.cells.unit, sums.cells.domain, sums.cells.sums[0]
        # a unit has at most this; where all have that many times as much, none need be looked at
        largest = of_unit.shape[1] * of_unit.max(initial=0)
        looked = not design.of_rows and bool(((base > 0) & (base < FEW_EFFECTIVE * largest)).any())
        if design.stages and not any((stage.scale > 0).all() for stage in design.stages):
            # respondents in units that might have been others
            drawn = design.drawn_units
            sampled = np.bincount(domain, drawn[unit], len(sums.n)) > 0
            of_unit, looked = of_unit * drawn[unit, None], not design.of_rows
        if looked:
            own = of_unit.sum(axis=1)
            counted, weight, squares = (
                np.bincount(domain, part, len(sums.n)).astype(float)
                for part in (own > 0, own, own**2)
            )
    else:
        df, sampled, lone = _of_replicates(design, source, domains, sums, fixed)
    # a sum of squares that was not worth adding up is of many
    few = np.zeros(len(sums.n), dtype=bool)
    if isinstance(squares, np.ndarray) and (weight**2 < FEW_EFFECTIVE * squares).any():
        few = are_few(weight, squares, counted)
    return Knowledge(df, sampled, lone, few)


def are_few(weight: FloatArray, squares: FloatArray, counted: FloatArray) -> NDArray[np.bool_]:
    """Return where Kish's effective number of units is small, and less than half of all there are.

    Parameters
    ----------
    weight, squares : (g,) float
        Sums of the units' weights, and of their squares.
    counted : (g,) float
        How many units.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        effective = weight**2 / squares
    return np.asarray((effective < FEW_EFFECTIVE) & (effective < counted / 2))


def are_few_units(design: Linearised, weight: FloatArray) -> bool:
    """Return whether few of the sampled units, that might have been others, have most weight.

    `weight` is that of the respondents of each finest unit, (u,).
    """
    own = weight * design.drawn_units
    found = are_few(*(np.array([part.sum()], dtype=float) for part in (own, own**2, own > 0)))
    return bool(found[0])


def _of_replicates(
    design: Replicated, source: Source, domains: Domains, sums: Sums, fixed: bool
) -> tuple[FloatArray, NDArray[np.bool_], NDArray[np.bool_]]:
    """Return what replicate weights know of each domain, as ``Knowledge`` has it."""
    assert sums.again is not None
    every, base = np.full(len(sums.n), float(design.df)), sums.total[0].sum(axis=1)
    # in a replicate that counts
    again = sums.again[0].sum(axis=1)
    off = np.abs(again - base[:, None]) > _ROUNDING * np.abs(base[:, None])
    varies = np.asarray((off & (design.factors > 0)).any(axis=1))
    df, lone, spread = every, (every <= 0) & varies, every > 0
    if domains.rows is not None:
        # a domain of nobody has a rank of 0; 2 show that it is in two units
        ranks = source.domain_ranks(domains, 2 if fixed else round(design.df) + 1)
        df, lone, spread = every if fixed else ranks - 1, (ranks <= 1) & varies, ranks > 1
    if not fixed:
        df = np.maximum(np.minimum(df, sums.n - 1), 0)
    # weights may be made to add up to the same in every replicate, and differ from row to row
    return df, varies | spread, lone


def units_less_strata(design: Linearised, source: Source, sums: Sums) -> FloatArray:
    """Return the first-stage units of each domain's members less their strata."""
    assert sums.cells is not None
    assert sums.silent is not None
    if design.of_rows:
        places = [Places(sums.cells.unit, sums.cells.domain), sums.silent]
        return np.asarray(sums.n + sums.missing - _different(places, design.units, len(sums.n)))
    size, units = len(sums.n), len(design.first_stratum)
    places = [Places(sums.cells.unit, sums.cells.domain)]
    if len(sums.silent.unit):
        places.append(sums.silent)
    if units < design.units:
        first = design.stages[0].unit
        places = [Places(first[each.unit], each.domain) for each in places]
    # cells are of one finest unit and domain each; others may be of the same, unless units are rows
    if units == design.units and (len(places) == 1 or units == len(source)):
        count = sum(np.bincount(each.domain, minlength=size) for each in places)
    else:
        count = _different(places, units, size)
    strata = int(design.first_stratum.max()) + 1
    if strata == 1:
        return np.asarray(count - np.minimum(count, 1), dtype=float)
    held = [Places(design.first_stratum[each.unit], each.domain) for each in places]
    return np.asarray(count - _different(held, strata, size), dtype=float)


def _strata_of(design: Linearised, sums: Sums) -> IntArray:
    """Count the first-stage strata that each domain's respondents are in."""
    cells, size = sums.cells, len(sums.n)
    assert cells is not None
    unit = cells.unit
    if design.of_rows:
        return _different([Places(unit, cells.domain)], design.units, size)
    if len(design.first_stratum) < design.units:
        unit = design.stages[0].unit[unit]
    own = Places(design.first_stratum[unit], cells.domain)
    return _different([own], int(design.first_stratum.max()) + 1, size)


def _different(places: list[Places], units: int, domains: int) -> IntArray:
    """Count the different units of each domain."""
    keys = [np.multiply(each.unit, domains, dtype=np.intp) + each.domain for each in places]
    if units * domains <= max(_TABLE, 4 * len(keys[0])):
        found = np.zeros(units * domains, dtype=np.int8)
        for key in keys:
            found[key] = 1
        return np.asarray(found.reshape(units, domains).sum(axis=0, dtype=np.intp))
    return np.bincount(pd.unique(np.concatenate(keys)) % domains, minlength=domains)


def _in_one_unit(design: Linearised, sums: Sums) -> NDArray[np.bool_]:
    """Return which domains' respondents are in one unit of a stage that is a sample."""
    assert sums.cells is not None
    cells, lone = sums.cells, np.zeros(len(sums.n), dtype=bool)
    if design.of_rows:
        [stage] = design.stages
        last = np.zeros(len(lone), dtype=np.intp)
        last[cells.domain] = cells.unit
        left_out = (stage.sampled[stage.stratum[last]] == 1) & (design.lonely_psu == "remove")
        return np.asarray((sums.n == 1) & ((stage.scale[last] > 0) | left_out))
    if not design.stages:
        return np.asarray(np.bincount(cells.domain, minlength=len(lone)) == 1)
    for stage in design.stages:
        unit = stage.unit[cells.unit]
        last = np.zeros(len(lone), dtype=np.intp)
        last[cells.domain] = unit
        if len(stage.stratum) == design.units:
            alone = np.bincount(cells.domain, minlength=len(lone)) == 1
        else:
            others = np.bincount(cells.domain, unit != last[cells.domain], len(lone))
            alone = (others == 0) & (sums.n > 0)
        # a unit that was certain to be drawn is known; one whose stratum is left out is not
        left_out = (stage.sampled[stage.stratum[last]] == 1) & (design.lonely_psu == "remove")
        lone |= alone & ((stage.scale[last] > 0) | left_out)
    return lone


def degrees(design: Design, source: Source, within: Subset | None) -> float:
    """Return the degrees of freedom of some rows, as ``known_of`` counts them for domains."""
    if within is None or design.given_df:
        return float(design.df)
    if isinstance(design, Linearised):
        return _of_units(design, source, within)
    return float(max(source.rank(within, round(design.df) + 1) - 1, 0))


def degrees_of_respondents(
    design: Design, source: Source, domains: Domains, order: Order, whole: bool = False
) -> FloatArray:
    """Return the degrees of freedom of each domain, (g,): those of its respondents only."""
    if whole or design.given_df or order.is_whole:
        return np.full(len(domains.count), float(design.df))
    if isinstance(design, Linearised):
        return np.array([_of_units(design, source, own) for own in order.respondents()])
    most = round(design.df) + 1
    ranks = [source.rank(own, most) for own in order.respondents()]
    return np.maximum(np.array(ranks, dtype=np.float64) - 1, 0)


def _of_units(design: Linearised, source: Source, among: Subset) -> float:
    units = source.units_by_stratum(among, design.first_stratum)
    return float(units.sum() - np.count_nonzero(units))
