"""The table of methods for one proportion."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from ...core.interval import Interval
from ...core.methods import Method, as_table
from . import acceptance, bayes, beta, closed, finite, likelihood, shortest, transformed, wang


@dataclass(frozen=True)
class ProportionMethod(Method):
    """A method for one proportion: what every method has, and what only these need.

    Attributes
    ----------
    one_sided : callable, optional
        The kernel of a one-sided limit, where it is not the two-sided one at twice the error.
    finite : callable, optional
        ``(x, n, people, tail) -> Interval``, exact for whole counts drawn from so many people
        without replacement.
    takes_prior : bool
        Whether the kernel has a Beta prior as its argument ``prior``.
    iterative : bool
        Whether equal pairs are worth computing once.
    """

    one_sided: Callable[..., Interval] | None = None
    finite: Callable[..., Interval] | None = None
    takes_prior: bool = False
    iterative: bool = True


_BCD = "Brown, Cai & DasGupta (2001), Statistical Science 16:101–133"
_closed_form = partial(ProportionMethod, iterative=False)
_exact = partial(
    ProportionMethod, integer_counts=True, conservative=True, one_sided=beta.clopper_pearson
)

METHODS = as_table(
    _closed_form("wilson", "Wilson", closed.wilson, "Wilson (1927), JASA 22:209–212"),
    _closed_form(
        "wilson_cc",
        "Wilson with continuity correction",
        closed.wilson_cc,
        "Newcombe (1998), Statistics in Medicine 17:857–872, method 4",
    ),
    _closed_form(
        "modified_wilson", "modified Wilson", closed.modified_wilson, f"{_BCD}, section 4.1.1"
    ),
    ProportionMethod(
        "clopper_pearson",
        "Clopper–Pearson",
        beta.clopper_pearson,
        "Clopper & Pearson (1934), Biometrika 26:404–413",
        conservative=True,
        finite=finite.clopper_pearson,
    ),
    ProportionMethod(
        "mid_p",
        "mid-P",
        beta.mid_p,
        "Lancaster (1961), JASA 56:223–234; Berry & Armitage (1995), The Statistician 44:417–423",
    ),
    _exact(
        "blaker",
        "Blaker",
        acceptance.blaker,
        "Blaker (2000), Canadian Journal of Statistics 28:783–798",
    ),
    _exact("sterne", "Sterne", acceptance.sterne, "Sterne (1954), Biometrika 41:275–278"),
    _exact(
        "blyth_still_casella",
        "Blyth–Still–Casella",
        shortest.blyth_still_casella,
        "Blyth & Still (1983), JASA 78:108–116; "
        "Casella (1986), Canadian Journal of Statistics 14:113–129",
    ),
    _exact(
        "wang",
        "Wang",
        wang.wang,
        "Wang (2014), Statistica Sinica 24:1389–1410; Wang (2015), JASA 110:1491–1499",
        finite=finite.wang,
    ),
    ProportionMethod(
        "likelihood_ratio",
        "likelihood ratio",
        likelihood.likelihood_ratio,
        "Wilks (1938), Annals of Mathematical Statistics 9:60–62",
    ),
    _closed_form(
        "scas",
        "skewness-corrected score",
        closed.scas,
        "Laud (2017), Pharmaceutical Statistics 16:334–348, appendix A.2",
    ),
    ProportionMethod("jeffreys", "Jeffreys", beta.jeffreys, f"{_BCD}, section 4.1.2"),
    ProportionMethod(
        "jeffreys_equal_tailed",
        "Jeffreys, equal tails throughout",
        partial(bayes.equal_tailed, prior=bayes.JEFFREYS),
        f"{_BCD}, equation 8",
    ),
    ProportionMethod(
        "modified_jeffreys", "modified Jeffreys", beta.modified_jeffreys, f"{_BCD}, section 4.1.2"
    ),
    ProportionMethod(
        "uniform_equal_tailed",
        "uniform prior, equal tails",
        partial(bayes.equal_tailed, prior=bayes.UNIFORM),
        "Bayes (1763), Philosophical Transactions 53:370–418",
    ),
    ProportionMethod(
        "hpd_jeffreys",
        "Jeffreys, highest density",
        partial(bayes.highest_density, prior=bayes.JEFFREYS),
        "Box & Tiao (1973), Bayesian Inference in Statistical Analysis, section 2.8",
        one_sided=partial(bayes.equal_tailed, prior=bayes.JEFFREYS),
    ),
    ProportionMethod(
        "hpd_uniform",
        "uniform prior, highest density",
        partial(bayes.highest_density, prior=bayes.UNIFORM),
        "Box & Tiao (1973), Bayesian Inference in Statistical Analysis, section 2.8",
        one_sided=partial(bayes.equal_tailed, prior=bayes.UNIFORM),
    ),
    ProportionMethod(
        "bayes",
        "Beta prior, equal tails",
        bayes.equal_tailed,
        "Bayes (1763), Philosophical Transactions 53:370–418",
        symmetric=False,
        takes_prior=True,
    ),
    ProportionMethod(
        "bayes_hpd",
        "Beta prior, highest density",
        bayes.highest_density,
        "Box & Tiao (1973), Bayesian Inference in Statistical Analysis, section 2.8",
        symmetric=False,
        one_sided=bayes.equal_tailed,
        takes_prior=True,
    ),
    _closed_form(
        "agresti_coull",
        "Agresti–Coull",
        closed.agresti_coull,
        "Agresti & Coull (1998), The American Statistician 52:119–126",
    ),
    _closed_form(
        "add4",
        "Agresti–Coull, adding two and two",
        closed.add4,
        "Agresti & Coull (1998), The American Statistician 52:119–126",
    ),
    _closed_form(
        "pratt",
        "Pratt",
        closed.pratt,
        "Pratt (1968), JASA 63:1457–1483",
        integer_counts=True,
        one_sided=partial(closed.pratt, tails=1),
    ),
    _closed_form("logit", "logit", transformed.logit_interval, f"{_BCD}, section 4.2.1"),
    _closed_form(
        "probit",
        "probit",
        transformed.probit,
        "Agresti (2013), Categorical Data Analysis, section 1.4; delta method",
    ),
    _closed_form(
        "cloglog",
        "complementary log-log",
        transformed.cloglog,
        "Kalbfleisch & Prentice (1980), Statistical Analysis of Failure Time Data, section 1.4",
        symmetric=False,
    ),
    _closed_form(
        "arcsine_anscombe",
        "arcsine, Anscombe",
        transformed.arcsine_anscombe,
        "Anscombe (1948), Biometrika 35:246–254",
    ),
    _closed_form(
        "arcsine",
        "arcsine",
        transformed.arcsine,
        "Fisher (1922), Proceedings of the Royal Society of Edinburgh 42:321–341",
    ),
    _closed_form(
        "wald_cc",
        "Wald with continuity correction",
        closed.wald_cc,
        "Fleiss (1981), Statistical Methods for Rates and Proportions, section 1.4",
    ),
    _closed_form(
        "wald",
        "Wald",
        closed.wald,
        "Laplace (1812), Théorie analytique des probabilités, book II, chapter III",
    ),
)
