"""What a reader must know of an estimate: every reason a code, its severity and its sentence.

A table of estimates carries codes, in its column ``reasons``, one blank between two; whatever acts
on a reason asks for its code or severity. Sentences are made from codes where something is printed;
a translation is a table from the English sentence to its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

from ..language.marking import marked
from ..mappings import FrozenMapping
from ..sample_types import SAMPLE_TYPES
from ..values import Value


class Severity(IntEnum):
    """How much a reason weighs.

    NONE is that of a row without reasons. A NOTE is good to know; a FOOTNOTE belongs to the number
    wherever it stands; CAUTION: number or interval rest on something doubtful; SUPPRESS: not to be
    published by itself; IMPOSSIBLE: there is no number.
    """

    NONE = 0
    NOTE = 1
    FOOTNOTE = 2
    CAUTION = 3
    SUPPRESS = 4
    IMPOSSIBLE = 5


_NOTE, _FOOTNOTE, _CAUTION, _SUPPRESS, _IMPOSSIBLE = list(Severity)[1:]

SIGNS: Mapping[Severity, str] = FrozenMapping(
    {Severity.SUPPRESS: "†", Severity.CAUTION: "‡", Severity.FOOTNOTE: "§"}
)
"""Sign behind an imprecise number: not to be published by itself, to be reviewed before that, and
one whose complement is imprecise."""


@dataclass(frozen=True, eq=False)
class Reason(Value):
    """One reason.

    Attributes
    ----------
    code : str
        As tables carry it.
    severity : Severity
    sentence : str
        In English, places in braces filled from the row's columns; key of its translations.
    mark_words : str
        What the note below says of the sign; "" for the sentence.
    carries : bool
        Whether it holds for whatever is computed from the row, such as a difference; most do.
    imprecise : bool
        Whether it says that the number, or its complement, rests on too little, or that its
        precision is not known: so a sign stands behind it. How a sample was drawn, what was
        measured and why there is no interval are told of in other words.
    """

    code: str
    severity: Severity
    sentence: str
    mark_words: str = ""
    carries: bool = True
    imprecise: bool = False

    @property
    def mark(self) -> str:
        """Sign behind the number, in every table and chart; "" for none."""
        return SIGNS.get(self.severity, "") if self.imprecise else ""


_DAGGER = marked("too few respondents or too imprecise to publish (NCHS)")

_ROWS = (
    # Published figures: why there is no interval
    Reason("not_percent", _CAUTION, "not a percentage: no interval"),
    Reason("printed_none", _NOTE, "printed as a dash: no number"),
    Reason("printed_suppressed", _NOTE, "withheld by the publisher: no number"),
    Reason("printed_not_applicable", _NOTE, "does not apply: no number"),
    Reason("printed_not_available", _NOTE, "not available: no number"),
    Reason(
        "open_end",
        _CAUTION,
        "printed as an open end: between there and the end of the scale, no interval",
    ),
    Reason("unknown_unit", _CAUTION, "what was measured is not clear: no interval"),
    Reason("no_parent", _CAUTION, "derived from a figure without an interval: no interval"),
    Reason("unknown_derivation", _CAUTION, "derived in a way that is not known: no interval"),
    Reason("no_base", _CAUTION, "base not stated: no interval"),
    Reason("no_subgroup_base", _CAUTION, "base of the subgroup not stated: no interval"),
    # Published figures: what their interval is
    Reason(
        "ceiling",
        _FOOTNOTE,
        "mean of respondents' estimates, not a share: interval is at most this wide",
    ),
    Reason(
        "derived",
        _FOOTNOTE,
        "computed from another figure, not measured: that figure's interval, mirrored",
        carries=False,
    ),
    Reason(
        "impossible_count",
        _CAUTION,
        "no count out of this base rounds to this percent: weighted, misprinted, or of another "
        "base",
    ),
    Reason(
        "approximate", _FOOTNOTE, "printed in approximate words: may be off by more than rounding"
    ),
    Reason("bound", _FOOTNOTE, "printed as a bound: taken to be within one unit of its last digit"),
    Reason("floor", _FOOTNOTE, "base is a floor: interval is at most this wide"),
    # Published figures: what their publisher says of their precision
    Reason("published_limits", _NOTE, "limits are those that were published"),
    Reason("published_error", _NOTE, "interval by the published error"),
    Reason("published_credible", _FOOTNOTE, "limits of a model (credible interval), as published"),
    Reason(
        "level_converted",
        _FOOTNOTE,
        "published at another confidence level, converted by the normal quantile",
        carries=False,
    ),
    Reason("effective_base", _NOTE, "interval by the published effective base"),
    Reason("stated_deff", _NOTE, "interval by the published design effect"),
    Reason(
        "level_not_stated", _FOOTNOTE, "published limits or margin without their level: not used"
    ),
    Reason("limits_beside", _CAUTION, "published limits do not hold their figure: not used"),
    Reason("subgroup", _NOTE, "base is a subgroup"),
    *(
        Reason(kind.reason, severity, kind.sentence)
        for kind, severity in (
            (SAMPLE_TYPES["opt_in"], _CAUTION),
            (SAMPLE_TYPES["mixed"], _CAUTION),
            (SAMPLE_TYPES["census"], _NOTE),
            (SAMPLE_TYPES["not_stated"], _CAUTION),
        )
    ),
    Reason("duplicate", _NOTE, "repeats another figure: count once", carries=False),
    # Microdata: what is known of the variance
    Reason("no_respondents", _IMPOSSIBLE, "no respondents", carries=False),
    Reason("one_respondent", _CAUTION, "one respondent", imprecise=True, carries=False),
    Reason(
        "edge",
        _CAUTION,
        "nobody or everybody: no variance can be estimated",
        imprecise=True,
        carries=False,
    ),
    Reason("no_variation", _CAUTION, "no sampling variation", imprecise=True, carries=False),
    Reason("drawn_whole", _NOTE, "drawn for certain: no sampling error", carries=False),
    Reason(
        "fixed_by_design",
        _FOOTNOTE,
        "fixed by the design or the weights: no sampling error, and no finding",
    ),
    # An unknown interval is at least as unfit to publish as a wide one.
    Reason("no_variance", _SUPPRESS, "variance cannot be estimated", imprecise=True),
    Reason(
        "all_alike",
        _SUPPRESS,
        "all answers are the same: no variance can be estimated",
        imprecise=True,
    ),
    Reason(
        "no_df",
        _SUPPRESS,
        "no degrees of freedom for an interval: as many strata as sampled units, or too many "
        "coefficients",
        imprecise=True,
    ),
    Reason(
        "few_effective",
        _SUPPRESS,
        "few respondents or clusters have most of the weight: interval may be far too narrow",
        imprecise=True,
    ),
    # Microdata: the presentation standards of presentation.py, about a share by itself
    Reason(
        "nchs_few",
        _SUPPRESS,
        "effective base below 30: do not publish (NCHS)",
        mark_words=_DAGGER,
        imprecise=True,
        carries=False,
    ),
    Reason(
        "nchs_imprecise",
        _SUPPRESS,
        "too imprecise to publish (NCHS)",
        mark_words=_DAGGER,
        imprecise=True,
        carries=False,
    ),
    Reason(
        "nchs_review", _CAUTION, "review before publishing (NCHS)", imprecise=True, carries=False
    ),
    Reason("nchs_df", _CAUTION, "fewer than 8 df: review (NCHS)", imprecise=True, carries=False),
    # The standards there for a rate or a count by itself
    Reason(
        "nchs_few_counted",
        _SUPPRESS,
        "fewer than 10 respondents or effective ones counted: do not publish (NCHS)",
        mark_words=_DAGGER,
        imprecise=True,
        carries=False,
    ),
    Reason(
        "nchs_wide_rate",
        _SUPPRESS,
        "interval wider than 1.6 times it: do not publish (NCHS)",
        mark_words=_DAGGER,
        imprecise=True,
        carries=False,
    ),
    Reason(
        "nchs_complement",
        _FOOTNOTE,
        "its complement is too imprecise to publish (NCHS)",
        imprecise=True,
        carries=False,
    ),
    Reason("missing", _NOTE, "{n_missing} without an answer left out", carries=False),
    # Quantiles
    Reason(
        "share_outside",
        _CAUTION,
        "the interval of its share leaves 0 to 1; interval='beta' does not",
        imprecise=True,
    ),
    Reason(
        "greatest",
        _FOOTNOTE,
        "nobody is above it: limits by Korn and Graubard's interval of its share",
        carries=False,
    ),
    Reason(
        "jackknife",
        _CAUTION,
        "a jackknife does not give quantiles' variance; method='woodruff' does",
        imprecise=True,
    ),
    Reason(
        "few_answers",
        _NOTE,
        "fewer than three different answers within its interval: no standard error",
    ),
    Reason(
        "few_for_limits",
        _CAUTION,
        "too few respondents or clusters for both limits",
        imprecise=True,
    ),
    # What is computed from estimates
    Reason("every_category", _NOTE, "every category: 1 by definition", carries=False),
    Reason(
        "not_standardised", _IMPOSSIBLE, "not standardised: nobody in {nobody_in}", carries=False
    ),
    Reason(
        "protected",
        _IMPOSSIBLE,
        "hidden: too few respondents, or a hidden number could be worked out from it",
    ),
    Reason("undefined", _IMPOSSIBLE, "not defined at these estimates"),
    Reason("part_missing", _IMPOSSIBLE, "one of the estimates it is made of is missing"),
    Reason("at_most", _FOOTNOTE, "covariance not known: standard error at most this large"),
    # What two published figures have in common
    Reason(
        "part_of_total",
        _FOOTNOTE,
        "one group is a part of the other: its share in it is counted",
        carries=False,
    ),
    Reason(
        "several_answers",
        _FOOTNOTE,
        "the answers add up to more or less than all: how often they go together is not known",
        carries=False,
    ),
    Reason(
        "other_banner",
        _FOOTNOTE,
        "groups of different kinds: how many people are in both is not known",
        carries=False,
    ),
    Reason("other_population", _CAUTION, "samples of different populations", carries=False),
    Reason("other_country", _CAUTION, "samples of different countries", carries=False),
    Reason("other_wording", _CAUTION, "questions of different wording", carries=False),
    Reason("mixed", _CAUTION, "mixes a share of respondents with a mean of their estimates"),
)

REASONS: Mapping[str, Reason] = FrozenMapping({row.code: row for row in _ROWS})
"""Every reason by its code, in the order in which a row says its own."""
