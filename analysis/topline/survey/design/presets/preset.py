"""What a survey's public file needs as arguments of ``Survey``."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ....mappings import FrozenMapping


@dataclass(frozen=True, kw_only=True)
class Preset:
    """What the documentation of a survey's public file says about its design.

    Column names are in any letter case, several where files differ; # stands for a number.

    Attributes
    ----------
    key : str
        The name users pass as ``preset=``.
    label : str
        The survey, and what the file must hold.
    arguments : mapping
        Arguments of ``Survey``.
    source : str
        The documentation that says so.
    replicates : int or None
        How many replicate weights the file has.
    times : str or None
        Columns by which the replicate weights are multiplied.
    absent : bool
        Whether a missing replicate weight is one of 0: the row is not in that half-sample.
    make : str or None
        Kind of the replicate weights to be made from zones, as the survey's own tables do.
    methods : str or None
        Column that says by which method a country's replicate weights were made.
    samples : tuple of tuple of str
        Columns whose values are samples of their own, such as countries, by what files call them.
    waves : tuple of str
        Columns of the year or cycle, of which a file holds one.
    rule : str
        What else to know before cycles are combined.
    panel : bool
        Whether years share their sampled units and strata, which then stay as they are.
    spans : int
        How many different years the file of one year has.
    surveys : str
        Pattern of the values of `samples`, the group "country" being whose each is: of two surveys
        of one country each is a sample of its own.
    years : tuple of (int, int)
        The first and the last year whose files are such, where those of others are not.
    instead : str
        The preset of those other years.
    strata_of_one : int or None
        Most numbers that the strata of one cycle reach over, where these go on from cycle to cycle.
    same : tuple of str
        Names of one full weight in two files that are merged, which have to agree.
    ask : bool
        Whether a file that holds several of the weights leaves open which is meant.
    divisor : float
        What the weights are divided by, where they have implied decimals.
    lacks : str
        What the public file does not tell of the design.
    sample_type : str
        How respondents were drawn, a key of ``SAMPLE_TYPES``.
    marks : tuple of str
        Columns that tell this file from others, where those of the design have everybody's names.
    plausible : str
        Pattern of the columns of plausible values, with one group: their number.
    implicate : str
        Column whose last digit is the number of the implicate, where a file holds several of each
        row, and whose other digits are the row.
    household : str
        Column that has those other digits.
    """

    key: str
    label: str
    arguments: Mapping[str, Any]
    source: str
    replicates: int | None = None
    times: str | None = None
    absent: bool = False
    make: str | None = None
    methods: str | None = None
    samples: tuple[tuple[str, ...], ...] = ()
    waves: tuple[str, ...] = ()
    rule: str = ""
    panel: bool = False
    spans: int = 1
    surveys: str = ""
    years: tuple[int, int] = (0, 9999)
    instead: str = ""
    strata_of_one: int | None = None
    same: tuple[str, ...] = ()
    ask: bool = False
    divisor: float = 1.0
    lacks: str = ""
    sample_type: str = "probability"
    marks: tuple[str, ...] = ()
    plausible: str = ""
    implicate: str = ""
    household: str = ""


def given_replicates(weights: Any, columns: Any, method: str, **more: Any) -> Mapping[str, Any]:
    """Return the arguments of a file with replicate weights."""
    given = {"weights": weights, "replicate_weights": columns, "replicate_method": method}
    return FrozenMapping({**given, **more})


def given_sample(
    weights: Any, strata: Any = None, clusters: Any = None, **more: Any
) -> Mapping[str, Any]:
    """Return the arguments of a file with strata and clusters, or those that it has."""
    drawn = {"strata": strata, "clusters": clusters}
    named = {role: names for role, names in drawn.items() if names is not None}
    return FrozenMapping({"weights": weights, **named, "nest": True, **more})
