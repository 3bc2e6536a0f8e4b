"""Charts that are not rows of one table: each made from so many rows, surveys or methods."""

import numpy as np
import pandas as pd

from tests.plotting.test_sizes import LABEL, rows
from topline import (
    Survey,
    funnel_data,
    leave_one_out,
    plot_coefficients,
    plot_coverage,
    plot_crosstab,
    plot_difference,
    plot_forest,
    plot_funnel,
    plot_heat_table,
    plot_likert,
    plot_lorenz,
    plot_margins,
    plot_survival,
    plot_tipping_point,
    plot_trend,
    plot_uncertainty,
    plot_weights,
    pool_proportions,
    proportion_interval,
)
from topline.statistics.intervals.one_share.proportion import METHODS
from topline.statistics.pooling.result import PooledProportion


def counts(number):
    """Respondents of so many surveys, some with nobody and everybody."""
    nobs = np.array([200 + 37 * i for i in range(number)])
    share = np.clip(0.4 + 0.05 * np.sin(np.arange(number) * 2.0), 0, 1)
    count = np.round(share * nobs)
    if number > 2:
        count[1], count[2] = 0, nobs[2]
    return count, nobs


def surveys(number):
    count, nobs = counts(number)
    low, high = proportion_interval(count, nobs)
    frame = rows(number).assign(estimate=count / nobs, ci_low=low, ci_high=high, n=nobs)
    if number > 2:
        frame.loc[0, ["ci_low", "ci_high"]] = np.nan
    return frame.drop(columns="who")


def pooled(number):
    return pool_proportions(*counts(number), method="logit")


def uncertain(number):
    frame = rows(number).drop(columns="who")
    return frame.assign(std_error=np.sqrt(frame["estimate"] * (1 - frame["estimate"]) / 400), df=50)


def cells(panels, number=3):
    """Panels of rows: labels of sixty characters, 0 %, 100 %, and cells that are empty."""
    unique = [f"{i} {text}"[:60] for i, text in enumerate(rows(number)["label"])]
    parts = [rows(number).assign(label=unique, who=f"{i} {LABEL[: 50 - 7 * (i % 7)]}")
             for i in range(panels)]  # fmt: skip
    frame = pd.concat(parts, ignore_index=True).drop(columns=["respondents", "publisher"])
    frame = frame.drop(columns="sample_type").assign(n=[20 + i for i in range(len(frame))])
    frame.loc[frame.index[4::9], "estimate"] = np.nan
    return frame.drop(index=frame.index[5::11])


def methods(number):
    return [key for key, row in METHODS.items() if not row.takes_prior][:number]


def weights(number):
    return np.random.default_rng(1).lognormal(0, 0.5, number)


def unequal(number):
    """Lorenz curves of up to four groups, with long names."""
    shares = np.arange(1, 10) / 10
    parts = [
        pd.DataFrame(
            {
                "who": f"{i} {LABEL}"[:40],
                "quantile": shares,
                "estimate": shares ** (2 + i / 2),
                "ci_low": shares ** (2.1 + i / 2),
                "ci_high": shares ** (1.9 + i / 2),
            }
        )
        for i in range(min(number, 4))
    ]
    return pd.concat(parts, ignore_index=True)


def modelled(number):
    """A model of so many factor levels with long names, beside one without them."""
    people = 40 * (number + 1)
    level = np.arange(people) % (number + 1)
    names = np.array([f"{i} {LABEL}"[:45] for i in range(number + 1)])
    rng = np.random.default_rng(3)
    voted = rng.random(people) < 0.3 + 0.3 * level / (number + 1)
    data = pd.DataFrame({"who": names[level], "age": rng.normal(45, 12, people), "voted": voted})
    return Survey(data)


def ratios(number):
    own = modelled(number)
    formulas = ("voted ~ who", "voted ~ who + age")
    return {one: own.logistic(one, exponentiate=True) for one in formulas[: 1 + number % 2]}


def durations(number):
    """Times of up to four groups with long names."""
    rng = np.random.default_rng(4)
    data = pd.DataFrame(
        {
            "who": [f"{i % min(number, 4)} {LABEL}"[:40] for i in range(200)],
            "days": np.ceil(rng.exponential(300, 200)),
            "left": rng.random(200) < 0.7,
        }
    )
    return Survey(data).kaplan_meier("days, left ~ who" if number > 1 else "days, left ~ 1")


PLOTS = {
    "gradient": lambda k, **page: plot_uncertainty(uncertain(k), reference=0.5, **page),
    "dots": lambda k, **page: plot_uncertainty(uncertain(k), kind="dots", **page),
    "panels": lambda k, **page: plot_crosstab(cells(k), rows="label", columns="who", **page),
    "rows of panels": lambda k, **page: plot_crosstab(
        cells(2, k), rows="label", columns="who", **page
    ),
    "heat table": lambda k, **page: plot_heat_table(cells(k), rows="label", columns="who", **page),
    "forest": lambda k, **page: plot_forest(surveys(k), pooled(k), **page),
    "left out": lambda k, **page: plot_forest(
        surveys(k), pooled(k), without=leave_one_out(*counts(k), method="logit"), **page
    ),
    "funnel": lambda k, **page: plot_funnel(
        funnel_data(*counts(k)), labels=list(rows(k)["label"]), **page
    ),
    "coverage": lambda k, **page: plot_coverage(methods(k), nobs=20, **page),
    "scale": lambda k, **page: plot_likert(scale(k), nets=True, **page),
    "scale, stacked": lambda k, **page: plot_likert(scale(k), kind="stacked", **page),
    "scale, apart": lambda k, **page: plot_likert(scale(k), neutral="aside", **page),
    "scale with nets": lambda k, **page: plot_likert(asked(k), nets=True, order="net", **page),
    "pairs": lambda k, **page: plot_difference(two_groups(k), **page),
    "waves": lambda k, **page: plot_trend(
        over_time(k), wave="wave", mode="mode", reference=0.5, **page
    ),
    "waves of groups": lambda k, **page: plot_trend(
        over_time(k, 6), wave="wave", group="who", breaks={f"0 {LABEL}"[:60]: LABEL}, **page
    ),
    "weights": lambda k, **page: plot_weights(weights(k), **page),
    "coefficients": lambda k, **page: plot_coefficients(ratios(k), **page),
    "margins": lambda k, **page: plot_margins(
        modelled(k).linear("age ~ voted" if k == 1 else "voted ~ age"),
        "voted" if k == 1 else "age",
        **page,
    ),
    "survival": lambda k, **page: plot_survival(durations(k), **page),
    "lorenz": lambda k, **page: plot_lorenz(unequal(k), **page),
    "tipping": lambda k, **page: plot_tipping_point(
        250 + k, 400, value=0.5, error=("design_effect", "bias", "misreporting")[k % 3], **page
    ),
}
"""A chart each, of so many rows, on a page given by `style` and `size`."""

NUMBERS = {"left out": [2, 3, 30], "coverage": [1, 4, 12]}


def numbers(plot):
    return NUMBERS.get(plot, [1, 2, 30])


ANSWERS = ("not at all", "neither", "somewhat", "Don't know", "never", "seldom", "always")


def scale(number):
    """Bars of five answers and "don't know": everybody one answer, nobody one, and no estimate."""
    shares = np.random.default_rng(2).dirichlet([1, 1, 2, 2, 1, 0.5], number)
    shares[0] = [0, 0.004, 0, 0.596, 0.4, 0]
    shares[1:2] = [0, 0, 0, 0, 0, 1]
    shares[2:3] = np.nan
    answers = [*ANSWERS[:3], LABEL[:50], LABEL, ANSWERS[3]]
    labels = [f"{i} {LABEL}"[: 60 - i] for i in range(number)]
    frame = pd.DataFrame(
        {
            "question": np.repeat(labels, len(answers)),
            "category": pd.Categorical(answers * number, answers),
            "estimate": shares.ravel(),
            "n": 400,
        }
    )
    return frame[frame["estimate"] != 0]


def asked(number):
    """Shares of answers in so many groups, with their covariance."""
    rng = np.random.default_rng(3)
    answers = [*ANSWERS[4:6], LABEL[:40], ANSWERS[6]]
    data = pd.DataFrame(
        {
            "answer": pd.Categorical(rng.choice(answers, 1200, p=[0.1, 0.3, 0.55, 0.05]), answers),
            "who": [f"{i % number} {LABEL}"[: 60 - i % number] for i in range(1200)],
        }
    )
    return Survey(data).proportion("answer", by="who")


def two_groups(number):
    """Answers of two groups, so many of them."""
    rng = np.random.default_rng(4)
    answers = [f"{i} {LABEL}"[: 60 - i] for i in range(number)]
    sexes = [ANSWERS[4], LABEL[:30]]
    data = pd.DataFrame({"answer": rng.choice(answers, 600), "sex": rng.choice(sexes, 600)})
    return Survey(data).proportion("answer", by="sex")


def over_time(number, groups=1):
    """So many waves: words of sixty characters, missing ones, changes of mode."""
    parts = []
    for group in range(groups):
        frame = rows(number).assign(wave=[f"{i} {LABEL}"[:60] for i in range(number)])
        frame["who"] = f"{group} {LABEL}"[:60] if groups > 1 else ""
        frame["mode"] = [(ANSWERS[1], LABEL, ANSWERS[2])[3 * i // number] for i in range(number)]
        frame.loc[frame.index[4::9], "estimate"] = np.nan
        parts.append(frame)
    return pd.concat(parts, ignore_index=True)


def no_weights():
    """Return a pooled share of a method without weights, in a fixed model."""
    nan = float("nan")
    known = dict.fromkeys(
        ("prediction_low", "prediction_high", "tau2", "i2", "q", "q_p_value", "scale_estimate",
         "std_error"), nan,
    )  # fmt: skip
    return PooledProportion(
        estimate=0.5, ci_low=0.4, ci_high=0.6, weights=np.full(2, nan), method="glmm",
        model="fixed", **known,
    )  # fmt: skip
