"""Microdata and their design: the second door."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from os import PathLike
from typing import Any

from ..calls import answering_class
from ..loaders.codebook.codebook import Codebook
from ..values import Value, read_only
from .arguments import DesignArguments
from .asked import with_columns
from .checks.rows import rows_in_memory
from .data.codebook import read_for_survey
from .data.columns import FloatArray
from .data.held import lent
from .design.design import Design
from .design.subpopulation import Subpopulation
from .engine.replicate_weights import GivenReplicates, SampledReplicates
from .engine.unit_replicates import UnitReplicates
from .facade.distributions import EstimatingDistributions
from .facade.estimates import Estimating
from .facade.looks import Looking
from .facade.models import Modelling
from .facade.planned import PlannedWeighting
from .facade.survival import Surviving
from .facade.tables import Tabulating
from .facade.tests import Testing
from .imputed.making import Imputing
from .lazy import Declarations, lazy_survey, stays
from .memory import memory_survey


@answering_class
@dataclass(frozen=True, eq=False, repr=False, init=False)
class Survey(
    Value,
    PlannedWeighting,
    Estimating,
    EstimatingDistributions,
    Testing,
    Tabulating,
    Modelling,
    Surviving,
    Imputing,
    Looking,
):
    """Microdata with the design they were drawn by; a value that never changes.

    With `replicate_weights` every estimate's variance comes from the replicates; otherwise it is
    linearised (Taylor) from `strata`, `clusters` and `fpc`.

    Parameters
    ----------
    data : dataframe, path
        One row per respondent: pandas, polars or pyarrow, in memory; or what ``read_survey``
        returns, whose codebook is kept. What becomes of the frame afterwards changes nothing here;
        but for pandas from version 3 on that takes a copy, so hand over the columns needed. Or rows
        that stay where they are, of which an engine gives sums: a Parquet file or a folder of such
        (``topline[duckdb]``), a DuckDB relation, a polars LazyFrame, a Dask or Spark dataframe.
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
        Whether "adjust" and "average" are also for strata with one unit in the domain.
    pps : str, optional
        For unequal probabilities without replacement, with `fpc` their column: "brewer",
        "overton", "hartley_rao", or with `joint` "horvitz_thompson" or "yates_grundy".
    joint : (n, n) array_like, optional
        Joint inclusion probabilities.
    pps_total : float, optional
        Σπ²/n over the population, for "hartley_rao"; by default estimated.
    replicate_weights : list of str, str or (n, r) array, optional
        Columns of replicate weights, their common beginning, or an array (faster).
    replicate_method : str, optional
        "brr", "fay", "jk1", "jkn", "jk2", "bootstrap", "sdr" or "custom".
    rho : float, optional
        Fay's factor.
    scale, rscales : float and (r,) array_like, optional
        Factors of the replicates' squares, in place of the method's own.
    centre : {"estimate", "mean"}
        What replicates are compared with: the estimate, or their mean.
    combined : bool, default True
        Whether replicate weights contain the sampling weight.
    df : float, optional
        In place of the design's own: clusters less strata, or the replicate weights' rank less 1.
    preset : str, optional
        Name of a survey whose arguments are known: a key of PRESETS, such as "acs".
    sample_type : {"probability", "opt_in", "census", "mixed", "not_stated"}, optional
        How respondents were drawn, which every table, chart and page says. By default a preset,
        strata, clusters, fpc or replicate weights tell that they were drawn at random; weights
        alone do not.
    missing_weights : {"fail", "drop"}
        What becomes of rows without a weight: an error that counts them; or they are left out of
        the survey, which says how many. Rows of weight 0 stay, and negative weights are refused.
    missing_codes : mapping of str to list, optional
        Codes of a column, or their labels, that are no answers: ``{"income": [-99, 9999]}``. Codes
        labelled don't know, refused, no answer or the like are no numbers anyway, but stay answers,
        the last of them, in shares.
    order : mapping of str to list, optional
        Answers of a column, from one end of the scale to the other: ``{"q1": ["low", "high"]}``; by
        default as an ordered categorical, codes with labels, numbers, or a scale known by its words
        have it, such as agreement, months or bands of age; else alphabetical.
    sets : mapping or False, optional
        Questions with several answers, by name, as in ``read_survey``: ``{"transport": ["q1_1",
        "q1_2"], "tools": ";"}``; besides those of the codebook or, without one, those that the
        columns show once they are asked about. False forgets all, ``{"q1": False}`` one.
    missing_words : bool, default True
        Whether texts such as "NA" or "" are no answers; ``read_survey`` has its own.

    Attributes
    ----------
    data : dataframe
        As given, where it is in memory.
    columns : tuple of str
        The names of its columns.
    codebook : Codebook or None
        What the file says of its columns, where the data come from ``read_survey``.
    design : Design
        What the variance needs to know of how the sample was drawn.
    weights : (n,) float
        The sampling weights.
    replicate_weights : (n, r) array, or None
        Replicate weights, each as large as the sampling weights; given, or made from the design.

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

    codebook: Codebook | None
    _of: Subpopulation

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
        sample_type: str | None = None,
        missing_weights: str = "fail",
        missing_codes: Mapping[str, Sequence[Any]] | None = None,
        order: Mapping[str, Sequence[Any]] | None = None,
        sets: Any = None,
        missing_words: bool = True,
    ) -> None:
        arguments = DesignArguments(
            weights=weights,
            strata=strata,
            clusters=clusters,
            fpc=fpc,
            nest=nest,
            lonely_psu=lonely_psu,
            lonely_domains=lonely_domains,
            pps=pps,
            joint=joint,
            pps_total=pps_total,
            replicate_weights=replicate_weights,
            replicate_method=replicate_method,
            rho=rho,
            scale=scale,
            rscales=rscales,
            centre=centre,
            combined=combined,
            df=df,
            sample_type=sample_type,
            missing_weights=missing_weights,
        )
        given = Declarations(missing_codes, order, sets, missing_words)
        found = lazy_survey(data, arguments, preset, given)
        found = found or memory_survey(data, arguments, preset, given)
        object.__setattr__(self, "codebook", found.codebook)
        object.__setattr__(self, "_of", found.of)

    @classmethod
    def read(cls, path: str | PathLike[str], **arguments: Any) -> "Survey":
        """Read a survey's file and return it with its design and codebook.

        Codes stay numbers, of which means can be taken; tables, charts, ``by`` and ``where`` know
        them by their labels.

        Parameters
        ----------
        path : path
            A file that ``read_survey`` reads.
        **arguments
            Of the file, as in ``read_survey``: `encoding`, `sheet`, `sets` and so on; `labels`,
            wordings of questions by their column; and those of ``Survey``: `weights` and so on.

        Raises
        ------
        ArgumentError, DataError
            When the file cannot be read, or the design is none.
        """
        data, design = read_for_survey(path, arguments)
        return cls(data, **design)

    @classmethod
    def open(cls, path: str | PathLike[str], **arguments: Any) -> "Survey":
        """Return a survey's file with its design: read, or left where it lies if that is much.

        A folder of Parquet and a Parquet file of more than 256 MiB are added up where they are, by
        DuckDB (``topline[duckdb]``), unless an argument is of how a file is read.

        Parameters
        ----------
        path : path
        **arguments
            As of ``read``; and `needed`, columns, and `conditions`, if nothing else will be asked.

        Raises
        ------
        ArgumentError, DataError
            When the file cannot be read, or the design is none.
        """
        given = with_columns(path, arguments)
        return cls(path, **given) if stays(path, given) else cls.read(path, **given)

    @property
    def data(self) -> Any:
        """The data, as given; what is written to this frame changes no survey."""
        return lent(rows_in_memory(self._of).data)

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns, as text."""
        return tuple(self._of.source.names)

    @property
    def design(self) -> Design:
        """What the variance needs to know of how the sample was drawn."""
        return self._of.design

    @property
    def weights(self) -> FloatArray:
        """The (n,) sampling weights."""
        return rows_in_memory(self._of).weights

    @property
    def replicate_weights(self) -> GivenReplicates | SampledReplicates | None:
        """The (n, r) replicate weights; None for a design without."""
        found = rows_in_memory(self._of).codes.laid_out
        # whoever asks for them has all of them; estimates need the factors of units alone
        return read_only(found[:]) if isinstance(found, UnitReplicates) else found

    def __len__(self) -> int:
        """Count the rows."""
        return len(self._of.source)
