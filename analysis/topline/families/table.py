"""Every family of methods there is to choose from, with names, labels and sources."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ..estimates.intervals import DATA, INTERVALS
from ..statistics.comparisons.adjust import ADJUSTMENTS
from ..statistics.comparisons.margins import MARGIN_TESTS
from ..statistics.comparisons.one_share import TESTS as ONE_SHARE
from ..statistics.comparisons.paired import TESTS as PAIRED
from ..statistics.comparisons.shares import TESTS as PAIRWISE
from ..statistics.comparisons.two_shares import TESTS as TWO_SHARES
from ..statistics.core.effective import RULES as EFFECTIVE
from ..statistics.core.methods import as_table
from ..statistics.intervals import mean
from ..statistics.intervals.multinomial import multinomial
from ..statistics.intervals.one_share import proportion
from ..statistics.intervals.paired import difference as paired
from ..statistics.intervals.paired import odds_ratio as paired_odds
from ..statistics.intervals.paired import ratio as paired_ratio
from ..statistics.intervals.two_shares import difference, odds_ratio, ratio
from ..statistics.models.ordinal import CUMULATIVE
from ..statistics.planning.difference import PLANS
from ..statistics.pooling.heterogeneity import TAU2
from ..statistics.pooling.pool import METHODS as POOLING
from ..statistics.pooling.scales import SCALES
from ..statistics.precision.margins import METHODS as MARGINS
from ..statistics.survival.cox import TIES
from ..statistics.survival.curves import ESTIMATORS
from ..statistics.survival.parametric import LAWS
from ..statistics.weighting.calibration.distances import DISTANCES
from ..statistics.weighting.trim_rules import RULES as TRIMMING
from ..survey.design.design import LONELY
from ..survey.design.presets.table import PRESETS
from ..survey.design.replicate_methods import REPLICATE_METHODS
from ..survey.estimators.quantiles.rules import RULES as QUANTILE_RULES
from ..survey.hypotheses.chi_square import STATISTICS
from ..survey.hypotheses.rank_test import SCORES
from ..survey.models.terms import TERM_TESTS


@dataclass(frozen=True)
class Family:
    """Methods that answer one question.

    Attributes
    ----------
    key : str
        Its name.
    label : str
        What its methods are.
    use : str
        Where a name of it is passed.
    rows : iterable
        The methods, each with its key, source, and label.
    default : str, optional
        The method taken where none is named.
    """

    key: str
    label: str
    use: str
    rows: Iterable[Any]
    default: str | None = None


_BY_NAME = [row for row in INTERVALS.values() if row.quantities or DATA in row.needs]
"""Intervals of estimates but those of contrasts, whose degrees of freedom choose."""

FAMILIES: Mapping[str, Family] = as_table(
    Family(
        "proportion",
        "intervals for one share",
        "proportion_interval(method=)",
        proportion.METHODS.values(),
        "wilson",
    ),
    Family(
        "difference",
        "intervals for a difference of two shares",
        "difference_interval(method=)",
        difference.METHODS.values(),
        "newcombe",
    ),
    Family(
        "ratio",
        "intervals for a ratio of two shares",
        "ratio_interval(method=)",
        ratio.METHODS.values(),
        "miettinen_nurminen",
    ),
    Family(
        "odds_ratio",
        "intervals for an odds ratio of two shares",
        "odds_ratio_interval(method=)",
        odds_ratio.METHODS.values(),
        "miettinen_nurminen",
    ),
    Family(
        "paired_difference",
        "intervals for a difference of paired shares",
        "paired_difference_interval(method=)",
        paired.METHODS.values(),
        "newcombe",
    ),
    Family(
        "paired_ratio",
        "intervals for a ratio of paired shares",
        "paired_ratio_interval(method=)",
        paired_ratio.METHODS.values(),
        "bonett_price",
    ),
    Family(
        "paired_odds_ratio",
        "intervals for an odds ratio of paired answers",
        "paired_odds_ratio_interval(method=)",
        paired_odds.METHODS.values(),
        "transformed_wilson",
    ),
    Family(
        "multinomial",
        "simultaneous intervals for all answers to one question",
        "multinomial_interval(method=)",
        multinomial.METHODS.values(),
        "goodman",
    ),
    Family(
        "mean",
        "intervals for a mean of bounded answers",
        "bounded_mean_interval(method=)",
        mean.METHODS.values(),
        "wilson",
    ),
    Family(
        "estimates",
        "intervals of estimates from a design",
        "Survey.proportion(interval=), Estimates.with_interval(method=)",
        _BY_NAME,
    ),
    Family(
        "effective_size",
        "rules for the effective sample size",
        "proportion_interval(effective=)",
        EFFECTIVE.values(),
        "kish",
    ),
    Family("margin", "margins of error", "margin_of_error(method=)", MARGINS.values(), "wald"),
    Family(
        "proportion_test",
        "tests of one share",
        "proportion_test(method=)",
        ONE_SHARE.values(),
        "score",
    ),
    Family(
        "difference_test",
        "tests of two shares",
        "difference_test(method=)",
        TWO_SHARES.values(),
        "miettinen_nurminen",
    ),
    Family(
        "margin_test",
        "tests with a margin",
        "noninferiority_test(method=), equivalence_test(method=)",
        MARGIN_TESTS.values(),
        "miettinen_nurminen",
    ),
    Family(
        "paired_test",
        "tests of paired shares",
        "paired_test(method=)",
        PAIRED.values(),
        "mcnemar_midp",
    ),
    Family(
        "pairwise_test",
        "tests of every pair of shares",
        "pairwise_comparisons(method=)",
        PAIRWISE.values(),
        "pooled_z",
    ),
    Family(
        "adjustment",
        "adjustments of p-values for how many there are",
        "adjust_p_values(method=), Estimates.compare(adjust=)",
        ADJUSTMENTS.values(),
        "holm",
    ),
    Family(
        "pooling",
        "ways to pool several surveys",
        "pool_proportions(method=)",
        POOLING.values(),
        "glmm",
    ),
    Family("scale", "scales of a funnel plot", "funnel_data(method=)", SCALES.values(), "logit"),
    Family("heterogeneity", "variances between surveys", "pool_proportions(tau2=)", TAU2.values()),
    Family(
        "quantile",
        "definitions of a quantile",
        "Survey.quantile(rule=)",
        QUANTILE_RULES.values(),
        "math",
    ),
    Family(
        "replicates",
        "methods of replicate weights",
        "Survey(replicate_method=), Survey.to_replicates(method)",
        REPLICATE_METHODS.values(),
    ),
    Family(
        "table_test",
        "tests of a two-way table from a design",
        "Survey.chi_square(method=)",
        STATISTICS.values(),
        "F",
    ),
    Family(
        "term_test",
        "tests of the terms of a model",
        "Model.test(method=)",
        TERM_TESTS.values(),
        "wald",
    ),
    Family(
        "ordinal_link",
        "links of ordinal models",
        "Survey.ordinal(link=)",
        CUMULATIVE.values(),
        "logit",
    ),
    Family("ties", "ties of event times", "Survey.cox(ties=)", TIES.values(), "efron"),
    Family(
        "survival_law",
        "laws of survival times",
        "Survey.survival_regression(distribution=)",
        LAWS.values(),
        "weibull",
    ),
    Family(
        "survival_curve",
        "estimators of survival curves",
        "Survey.kaplan_meier(estimator=)",
        ESTIMATORS.values(),
        "kaplan-meier",
    ),
    Family("rank_test", "rank tests", "Survey.rank_test(method=)", SCORES.values(), "wilcoxon"),
    Family(
        "lonely_psu",
        "what is done with strata of one cluster",
        "Survey(lonely_psu=)",
        LONELY.values(),
        "fail",
    ),
    Family(
        "power",
        "tests that a sample size is planned for",
        "sample_size_difference(method=), power_difference(method=)",
        PLANS.values(),
        "pooled_z",
    ),
    Family(
        "calibration",
        "distances of calibrated weights from their start",
        "Survey.calibrate(distance=), calibrate_weights(distance=)",
        DISTANCES.values(),
        "linear",
    ),
    Family(
        "trimming",
        "how large a weight may be",
        "Survey.trim(rule=), trim_weights(rule=)",
        TRIMMING.values(),
        "value",
    ),
    Family("preset", "designs of known surveys", "Survey(preset=)", PRESETS.values()),
)
"""Every family by its name."""
