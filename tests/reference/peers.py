"""Where other packages are wrong, and what this one says: the rows of docs/peers.md.

Each row is a call of a peer with what it returned and what is right, as collected and reproduced in
October 2026 (see README.md beside this file), and the same question put to topline. Write the page with
``python -m tests.reference.peers``; a test holds it to what the package returns today.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

import topline as t
from topline import ToplineError

PAGE = Path(__file__).resolve().parents[2] / "docs" / "peers.md"

REFUSED = "refused"
"""Stands for the right answer where there is none: an error that says so."""

Answer = tuple[float, ...] | str


class Row(NamedTuple):
    """One question: who fails it and how, the right answer, and how to ask topline."""

    peer: str
    call: str
    returned: str
    correct: Answer
    ask: Callable[[], Any]
    tolerance: float = 1e-6


def one(x: float, n: float, method: str, level: float = 0.95, **options: Any) -> Callable[[], Any]:
    return lambda: t.proportion_interval(x, n, method=method, confidence_level=level, **options)


def two(function: str, *counts: float, method: str) -> Callable[[], Any]:
    return lambda: getattr(t, function)(*counts, method=method)


STATSMODELS, SCIPY = "statsmodels 0.15.0", "scipy 1.17.1"
DESCTOOLS, DEVEL = "DescTools 0.99.59", "DescTools dev 0.99.61"
CONTINGENCY = "contingencytables 3.0.1"

ROWS = (
    Row(STATSMODELS, "test_proportions_2indep(56, 70, 48, 80, value=.1, method='score')", "1.33433",
        (1.343239,), lambda: t.difference_test(56, 70, 48, 80, value=0.1).statistic),
    Row(STATSMODELS, "confint_proportions_2indep(400, 400, 390, 400, method='score')",
        "0.012884, 0.045846", (0.0136301, 0.0454178),
        two("difference_interval", 400, 400, 390, 400, method="miettinen_nurminen")),
    Row(STATSMODELS, "confint_proportions_2indep(9, 10, 3, 10, method='score')", "ValueError",
        (0.1700250, 0.8406495), two("difference_interval", 9, 10, 3, 10, method="miettinen_nurminen")),
    Row(STATSMODELS, "confint_proportions_2indep(0, 10, 0, 10, method='score')", "ValueError",
        (-0.2879339, 0.2879339), two("difference_interval", 0, 10, 0, 10, method="miettinen_nurminen")),
    Row(STATSMODELS, "… (10, 10, 10, 10, compare='ratio', method='score')", "1.00000006, 1.40436",
        (0.7121, 1.4044), two("ratio_interval", 10, 10, 10, 10, method="miettinen_nurminen"), 5e-5),
    Row(STATSMODELS, "… (1, 1, 0, 1, compare='ratio', method='score', correction=False)", "2.0, inf",
        (0.5206355, np.inf), two("ratio_interval", 1, 1, 0, 1, method="koopman")),
    Row(STATSMODELS, "… (0, 10, 0, 10, compare='ratio', method='score')", "nan, nan",
        (0.0, np.inf), two("ratio_interval", 0, 10, 0, 10, method="miettinen_nurminen")),
    Row(STATSMODELS, "… (9, 10, 0, 10, method='wald')", "0.714, 1.0859 (above 1)",
        (0.7140615, 1.0), two("difference_interval", 9, 10, 0, 10, method="wald")),
    Row(STATSMODELS, "proportion_confint(3, 10, method='wilson', alternative='larger')", "0.0, 0.5583",
        (0.1269, 1.0), one(3, 10, "wilson", alternative="greater"), 5e-5),
    Row(STATSMODELS, "proportion_confint(0, 20, method='binom_test', alpha=.1)", "0, 0.126776",
        (0.0, 0.146683), one(0, 20, "sterne", 0.9)),
    Row(STATSMODELS, "proportion_confint(29, 30, method='binom_test')", "0.836769, 0.998292",
        (0.822769, 0.998292), one(29, 30, "sterne")),
    Row(STATSMODELS, "proportion_confint(0, 400, method='binom_test')", "0, 0.0095177",
        (0.0, 0.0094048), one(0, 400, "sterne")),
    Row(STATSMODELS, "proportion_confint(0, 20, method='jeffreys')", "2.4e-05, 0.11664",
        (0.0, 0.11664), one(0, 20, "jeffreys"), 5e-6),
    Row(STATSMODELS, "proportion_confint(0, 0, method=m)", "nan, (0, 1) or an error, by method",
        REFUSED, one(0, 0, "wilson")),
    Row(STATSMODELS, "proportion_confint(5, 3, method='wilson')", "nan, nan", REFUSED,
        one(5, 3, "wilson")),
    Row(STATSMODELS, "proportion_confint(-1, 10, method='agresti_coull')", "0.0, 0.1978", REFUSED,
        one(-1, 10, "agresti_coull")),
    Row(STATSMODELS, "proportion_confint(3, 10, alpha=1.5, method='wilson')", "0.4047, 0.2127",
        REFUSED, one(3, 10, "wilson", -0.5)),
    Row(STATSMODELS, "proportion_confint of Series with different indexes", "pairs by position",
        REFUSED, lambda: t.proportion_interval(
            pd.Series([1, 2], index=[1, 2]), pd.Series([10, 20], index=[2, 1]))),
    Row(STATSMODELS, "proportion_confint(10**9, 10**9, method='wilson')[1]", "0.9999999999999998",
        (1.0,), lambda: t.proportion_interval(10**9, 10**9).ci_high, 0),
    Row(STATSMODELS, "multinomial_proportions_confint([10, 0], method='sison-glaz')",
        "[1, 1], [0, .168]", REFUSED,
        lambda: t.multinomial_interval([10, 0], method="sison_glaz")),
    Row(STATSMODELS, "multinomial_proportions_confint([1, 1], method='sison-glaz')",
        "[.5, 1], [.5, 1]", REFUSED, lambda: t.multinomial_interval([1, 1], method="sison_glaz")),
    Row(STATSMODELS, "multinomial_proportions_confint([0, 0, 0])", "nan", REFUSED,
        lambda: t.multinomial_interval([0, 0, 0])),
    Row(SCIPY, "binomtest(1, 10**9).proportion_ci()", "2.5354e-11, 5.57201e-09",
        (2.531780798e-11, 5.571643378e-09), one(1, 10**9, "clopper_pearson"), 1e-16),
    Row(SCIPY, "binomtest(3, 10).proportion_ci(0.0, 'wilsoncc')", "0.25, 0.35", REFUSED,
        one(3, 10, "wilson_cc", 0.0)),
    Row(SCIPY, "relative_risk(5, 56, 0, 29).confidence_interval()", "nan, inf",
        (0.7257, np.inf), two("ratio_interval", 5, 56, 0, 29, method="koopman"), 5e-5),
    Row(SCIPY, "odds_ratio([[5, 0], [51, 29]], kind='sample')", "nan, inf", (0.7046, np.inf),
        two("odds_ratio_interval", 5, 56, 0, 29, method="score_uncorrected"), 5e-5),
    Row(DESCTOOLS, "BinomCI(0, 20, method='arcsine')", "0.00709, 0.12015", (0.0, 0.12015),
        one(0, 20, "arcsine_anscombe"), 5e-6),
    Row(DESCTOOLS, "BinomCI(0, 1, conf.level=.999, method='arcsine')", "0.8434, 0.7217", (0.0, 1.0),
        one(0, 1, "arcsine_anscombe", 0.999)),
    Row(DESCTOOLS, "BinomCI(0, 20, method='logit')", "0, NaN", (0.0, 0.16843),
        one(0, 20, "logit"), 5e-6),
    Row(DESCTOOLS, "BinomCI(3, 10, method='pratt')", "0.07744, 0.65280", (0.06535, 0.65280),
        one(3, 10, "pratt"), 5e-6),
    Row(DESCTOOLS, "BinomCI(1, 29, method='pratt')", "0.00087, 0.11944", (0.00087, 0.17743),
        one(1, 29, "pratt"), 5e-6),
    Row(DESCTOOLS, "BinomCI(1, 1, method='pratt')", "0.025, 0.975", (0.05, 1.0), one(1, 1, "pratt")),
    Row(DESCTOOLS, "BinomCI(1, 29, .999, method='midp')[lower]", "6.1035e-05", (3.44828e-05,),
        lambda: t.proportion_interval(1, 29, method="mid_p", confidence_level=0.999).ci_low, 1e-10),
    Row(DESCTOOLS, "BinomCI(0, 1e9, method='midp')", "0, 1.16e-04", (0.0, 2.9957e-09),
        one(0, 10**9, "mid_p"), 1e-13),
    Row(DESCTOOLS, "BinomCI(1, 1, method='blaker')", "0.04999", (0.05,),
        lambda: t.proportion_interval(1, 1, method="blaker").ci_low),
    Row(DESCTOOLS, "BinomDiffCI(5e5, 1e6, 499e3, 1e6, method='mee')", "-0.00036352, 0.00236386",
        (-0.00038590, 0.00238590),
        two("difference_interval", 500_000, 1_000_000, 499_000, 1_000_000, method="mee"), 5e-9),
    Row(DEVEL, "BinomCI(81, 263, method='agresti-coull')", "0.255473, 0.366556",
        (0.2552207, 0.3662774), one(81, 263, "agresti_coull")),
    Row(DEVEL, "BinomCI(10, 100, .95, sides='left', method='wilson')", "0.05523", (0.06072,),
        lambda: t.proportion_interval(10, 100, alternative="greater").ci_low, 5e-6),
    Row(DEVEL, "BinomCI(81, 263, method='blaker')", "1.0, 0.36646", (0.2539185, 0.3664634),
        one(81, 263, "blaker")),
    Row("binom 1.1-1.1", "binom.confint(81, 263, .99, 'prop.test')", "0.25351, 0.36818",
        (0.238404, 0.3872569), one(81, 263, "wilson_cc", 0.99)),
    Row("binom 1.1-1.1", "binom.confint(0, 20, 0.95, 'profile')", "0, 0.15023", (0.0, 0.0915691),
        one(0, 20, "likelihood_ratio")),
    Row("binom 1.1-1.1", "binom.confint(0, 20, 'ac')", "-0.0287, 0.1898", (0.0, 0.1898),
        one(0, 20, "agresti_coull"), 5e-5),
    Row("Hmisc 5.2-5", "binconf(5e5, 1e6, method='exact')", "0.49931, 0.50069", (0.49902, 0.50098),
        one(500_000, 1_000_000, "clopper_pearson"), 5e-6),
    Row("Hmisc 5.2-5", "binconf(1, 29, method='wilson')", "0.00177, 0.17176", (0.00611, 0.17176),
        one(1, 29, "wilson"), 5e-6),
    Row("PropCIs 0.3-0", "midPci(99, 100, .95)", "0.9521, 0.9991", (0.95168, 0.99950),
        one(99, 100, "mid_p"), 5e-6),
    Row("PropCIs 0.3-0", "orscoreci(5e5, 1e6, 499e3, 1e6, .95)", "0.9127, 1.1044",
        (0.99846, 1.00959), two("odds_ratio_interval", 500_000, 1_000_000, 499_000, 1_000_000,
                                method="score_uncorrected"), 5e-6),
    Row(CONTINGENCY, "Wilson_score_CI_CC_1x2(0, 20)", "0.00457, 0.20045", (0.0, 0.20045),
        one(0, 20, "wilson_cc"), 5e-6),
    Row(CONTINGENCY, "MOVER_R_Wilson_CI_OR, 24/73 against 53/65", "0.0431, 0.6959", (0.050, 0.242),
        two("odds_ratio_interval", 24, 73, 53, 65, method="mover_r_wilson"), 5e-4),
    Row(CONTINGENCY, "Miettinen–Nurminen difference, 0/10 against 0/20", "-1, 1",
        (-0.16576, 0.28438), two("difference_interval", 0, 10, 0, 20, method="miettinen_nurminen"),
        5e-6),
    Row("ratesci 1.1.0.9000", "paired Newcombe, integer counts 794, 150, 86, 570", "0.00569, 0.07417",
        (0.0212304, 0.0587039), lambda: t.paired_difference_interval(794, 150, 86, 570,
                                                                    method="newcombe")),
    Row("ratesci 1.1.0.9000", "scaspci(1, 1e9)", "5.73e-11, 2.447e-09", (5.729e-11, 4.837e-09),
        one(1, 10**9, "scas", 0.95), 1e-12),
    Row("sasLM 0.10.8", "RRmn1(56, 70, 48, 80)", "1.079821, 1.670813", (1.0790471, 1.6721454),
        two("ratio_interval", 56, 70, 48, 80, method="miettinen_nurminen")),
    Row("samplingbook 1.2.4", "Sprop(m=252, n=400, N=500)$ci$exact", "303 to 326 of 500",
        (304 / 500, 325 / 500), one(252, 400, "clopper_pearson", population_size=500)),
    Row("R stats 4.2.2", "prop.test(10, 20)$conf.int", "0.2993, 0.7007 (no correction)",
        (0.2785, 0.7215), one(10, 20, "wilson_cc"), 5e-5),
    Row("R stats 4.2.2", "fisher.test(matrix(c(1, 19, 19, 1), 2))$conf.int", "7.4906e-05, 0.0596474",
        (6.3735e-05, 0.0596477), two("odds_ratio_interval", 1, 20, 19, 20,
                                     method="conditional_exact"), 1e-6),
    Row("exactci 1.4-5", "binom.exact(1, 1e9, midp=TRUE)", "24 GB, killed", (5.0020e-11, 4.9319e-09),
        one(1, 10**9, "mid_p"), 1e-13),
)  # fmt: skip


def answer(row: Row) -> Answer:
    """Ask topline; an error on purpose is an answer, too."""
    try:
        found = row.ask()
    except ToplineError:
        return REFUSED
    return tuple(float(value) for value in np.atleast_1d(np.asarray(found, dtype=float)))


def is_right(row: Row) -> bool:
    """Whether the answer is the right one, within the row's (absolute) tolerance."""
    found = answer(row)
    if isinstance(found, str) or isinstance(row.correct, str):
        return found == row.correct
    return bool(np.allclose(found, row.correct, rtol=0, atol=row.tolerance))


def words(found: Answer) -> str:
    """Print an answer to seven digits."""
    return found if isinstance(found, str) else ", ".join(f"{value:.7g}" for value in found)


def page() -> str:
    """Write the page: one line a row."""
    lines = [
        "# Where peers are wrong",
        "",
        "The same question to another package and to this one. What peers returned was collected and",
        "reproduced in October 2026 with the versions named; what topline says is computed by the test",
        "that writes this page (`tests/reference/peers.py`). *Refused* means an error that says why.",
        "",
        "| peer | call | returned | right | topline |",
        "|---|---|---|---|---|",
    ]
    for row in ROWS:
        call = row.call.replace("|", "\\|")
        lines.append(
            f"| {row.peer} | `{call}` | {row.returned} | {words(row.correct)} | {words(answer(row))} |"
        )
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
