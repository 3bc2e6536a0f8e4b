"""Microdata and their design: the second door."""

from dataclasses import dataclass
from os import PathLike
from typing import Any, Unpack

import pandas as pd

from ..estimates.estimates import Estimates
from ..loaders.codebook.codebook import Codebook
from .checks.checks import check
from .checks.describe import as_html, as_text, describe
from .crosstab.make import crosstab as _crosstab
from .data.codebook import data_and_codebook, read_for_survey
from .data.coding import as_names
from .data.columns import FloatArray, held
from .data.domains import Mask, mask_of
from .design.arguments import design_of
from .design.design import Design
from .design.replicates.make import make_replicates
from .design.replicates.sampled import Wanted
from .estimators.estimate import Options, shares, smooth
from .estimators.framing import frame_of
from .estimators.quantiles.quantiles import median as _median
from .estimators.quantiles.quantiles import quantile as _quantile
from .hypotheses.chi_square import chi_square as _chi_square
from .hypotheses.rank_test import rank_test as _rank_test
from .hypotheses.t_test import t_test as _t_test


@dataclass(frozen=True, eq=False, repr=False, init=False)
class Survey:
    """Microdata with the design they were drawn by; a value that never changes.

    With `replicate_weights` every estimate's variance comes from the replicates; otherwise it is
    linearised (Taylor) from `strata`, `clusters` and `fpc`.

    Parameters
    ----------
    data : dataframe
        One row per respondent: pandas, polars or pyarrow, in memory; or what ``read_survey``
        returns, whose codebook is kept. It is not copied; do not change it afterwards.
    weights : str, optional
        Column of survey weights, ≥ 0. By default the inverse of the sampling fractions that
        `fpc` gives, or 1.
    strata : str or list of str, optional
        Column of strata, or one for each stage.
    clusters : str or list of str, optional
        Columns of sampled clusters, first stage first. By default every respondent was drawn by
        themselves.
    fpc : str or list of str, optional
        For each stage the column of population sizes (of its stratum, in sampled units) or of
        sampling fractions. Stages without one are with replacement, and end there.
    nest : bool, default False
        Whether cluster numbers start again in every stratum.
    lonely_psu : {"fail", "remove", "certainty", "adjust", "average"}
        What a stratum of one sampled unit adds to the variance: an error naming it; nothing;
        nothing, for it was certain to be drawn; its square about the mean of all units; the
        average of the other strata.
    lonely_domains : bool, default False
        Whether "adjust" and "average" are also for strata of several sampled units of which one
        has members of the domain.
    pps : str, optional
        For unequal probabilities without replacement, with `fpc` their column: "brewer",
        "overton", "hartley_rao", or with `joint` "horvitz_thompson" or "yates_grundy".
    joint : (n, n) array_like, optional
        Joint inclusion probabilities.
    pps_total : float, optional
        Σπ²/n over the population, for "hartley_rao"; by default estimated.
    replicate_weights : list of str, str or (n, r) array, optional
        Columns of replicate weights, their common beginning, or an array, which is faster.
    replicate_method : str, optional
        "brr", "fay", "jk1", "jkn", "jk2", "bootstrap", "sdr" or "custom".
    rho : float, optional
        Fay's factor.
    scale, rscales : float and (r,) array_like, optional
        Factors of the replicates' squares, in place of the method's own.
    centre : {"estimate", "mean"}
        What replicates are compared with: the full-sample estimate, or their mean.
    combined : bool, default True
        Whether replicate weights contain the sampling weight.
    df : float, optional
        Degrees of freedom, in place of the design's own: clusters less strata, or the rank of the
        replicate weights less 1.
    preset : str, optional
        Name of a survey whose arguments are known: a key of PRESETS, such as "acs".

    Raises
    ------
    ArgumentError
        When arguments do not go together or name no column.
    DataError
        When a column cannot be what it is said to be.

    References
    ----------
    Lumley (2010), Complex Surveys; Wolter (2007), Introduction to Variance Estimation.

    Examples
    --------
    >>> import pandas as pd
    >>> data = pd.DataFrame({"weight": [1, 2, 1, 2], "age": [30, 40, 50, 20]})
    >>> Survey(data, weights="weight").mean("age").table["estimate"].round(2).tolist()
    [33.33]
    """

    data: Any
    design: Design
    weights: FloatArray
    mask: Mask | None
    groups: tuple[str, ...]
    codebook: Codebook | None
    _cache: dict[Any, Any]

    def __init__(
        self,
        data: Any,
        *,
        weights: str | None = None,
        strata: Any = None,
        clusters: Any = None,
        fpc: Any = None,
        nest: bool = False,
        lonely_psu: str = "fail",
        lonely_domains: bool = False,
        pps: str | None = None,
        joint: Any = None,
        pps_total: float | None = None,
        replicate_weights: Any = None,
        replicate_method: str | None = None,
        rho: float | None = None,
        scale: float | None = None,
        rscales: Any = None,
        centre: str = "estimate",
        combined: bool = True,
        df: float | None = None,
        preset: str | None = None,
    ) -> None:
        given = {key: value for key, value in locals().items() if key not in ("self", "data")}
        data, codebook = data_and_codebook(data)
        design, w = design_of(data, given)
        self._set(data=held(data), design=design, weights=w, mask=None, groups=(), _cache={})
        self._set(codebook=codebook)

    @classmethod
    def read(
        cls, path: str | PathLike[str], *, categories: bool = True, **arguments: Any
    ) -> "Survey":
        """Read a survey's file and return it with its design and codebook.

        Parameters
        ----------
        path : path
            A file that ``read_survey`` reads.
        categories : bool, default True
            Whether answers with value labels become ordered categories, which tables and charts
            then name; otherwise they stay codes.
        **arguments
            Of the file, as in ``read_survey``: `user_missing`, `encoding`, `columns`, `sheet` and
            `header_rows`; of the design, as in ``Survey``: `weights`, `strata` and so on.

        Raises
        ------
        ArgumentError, DataError
            When the file cannot be read, or the design is none.
        """
        data, design = read_for_survey(path, categories, arguments)
        return cls(data, **design)

    def _set(self, **values: Any) -> None:
        for name, value in values.items():
            object.__setattr__(self, name, value)

    def _with(self, **values: Any) -> "Survey":
        other = object.__new__(Survey)
        kept = {"data", "design", "weights", "mask", "groups", "codebook"} - set(values)
        other._set(**{key: getattr(self, key) for key in kept}, **values, _cache={})
        return other

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.weights)

    def __repr__(self) -> str:
        """Say the design, weights and domain in words."""
        return as_text(self)

    def _repr_html_(self) -> str:
        """Show the design, weights and domain as a table in a notebook."""
        return as_html(self)

    def check(self) -> pd.DataFrame:
        """Look for what makes estimates doubtful; levels are ok, note, warning and problem."""
        return check(self)

    def describe(self, variables: Any = None) -> pd.DataFrame:
        """Return each column's type, answers, and weighted mean or most frequent level."""
        return describe(self, variables)

    def where(self, condition: Any) -> "Survey":
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
        mask = mask_of(self.data, condition, len(self))
        return self._with(mask=mask if self.mask is None else self.mask & mask)

    def by(self, *names: str) -> "Survey":
        """Return the survey with every later estimate made for each group of these columns."""
        return self._with(groups=names)

    def to_replicates(
        self,
        method: str,
        *,
        replicates: int | None = None,
        rho: float | None = None,
        rng: Any = None,
        centre: str = "estimate",
        merge: bool = False,
    ) -> "Survey":
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
        return self._with(design=make_replicates(self.design, self.weights, method, wanted))

    def mean(self, variables: Any, **options: Unpack[Options]) -> Estimates:
        """Estimate the mean of numeric variables.

        Parameters
        ----------
        variables : str or list of str
            Numeric columns; each is estimated from those who answered it.
        **options
            `by`, `where`, `missing`, `confidence_level`, `interval` and `deff`: see ``Options``.

        Raises
        ------
        ArgumentError, DataError
            When a column is unknown or holds no numbers, or an option is not legal.
        """
        return smooth(self, "mean", [(name,) for name in as_names(variables)], options)

    def total(self, variables: Any, **options: Unpack[Options]) -> Estimates:
        """Estimate population totals of numeric variables, or of the levels of categorical ones.

        A categorical or text column gives the estimated number of people in each level.
        """
        return smooth(self, "total", [(name,) for name in as_names(variables)], options)

    def ratio(self, numerator: str, denominator: str, **options: Unpack[Options]) -> Estimates:
        """Estimate the ratio of two totals, as of income to household members."""
        return smooth(self, "ratio", [(numerator, denominator)], options)

    def variance(self, variables: Any, **options: Unpack[Options]) -> Estimates:
        """Estimate the population variance of numeric variables, as R's svyvar does."""
        return smooth(self, "variance", [(name,) for name in as_names(variables)], options)

    def standard_deviation(self, variables: Any, **options: Unpack[Options]) -> Estimates:
        """Estimate the population standard deviation of numeric variables."""
        names = [(name,) for name in as_names(variables)]
        return smooth(self, "standard_deviation", names, options)

    def covariance(self, first: str, second: str, **options: Unpack[Options]) -> Estimates:
        """Estimate the population covariance of two numeric variables."""
        return smooth(self, "covariance", [(first, second)], options)

    def correlation(self, first: str, second: str, **options: Unpack[Options]) -> Estimates:
        """Estimate Pearson's correlation of two numeric variables."""
        return smooth(self, "correlation", [(first, second)], options)

    def count(self, **options: Unpack[Options]) -> Estimates:
        """Estimate how many people there are, as in each group; its interval is on the log scale.

        Where the weights of the sample fix a number, as in a stratum, it has no sampling error.
        """
        return smooth(self, "count", [()], options)

    def proportion(self, variables: Any, **options: Unpack[Options]) -> Estimates:
        """Estimate the share of people in every level of a variable.

        Parameters
        ----------
        variables : str or list of str, or mapping of str to condition
            Categorical columns; or, by name, conditions such as ``{"adult": "age >= 18"}``, whose
            share alone is estimated.
        **options
            See ``Options``. `interval` is "logit" (default), "beta" (Korn and Graubard's),
            "wilson", "likelihood", "arcsine", "mean" (estimate ± t·std_error) or another method
            for one proportion; `missing="category"` makes no answer a level of its own.
        """
        return shares(self, variables, options)

    quantile = _quantile
    median = _median

    chi_square = _chi_square

    crosstab = _crosstab
    t_test = _t_test
    rank_test = _rank_test

    frame = frame_of
