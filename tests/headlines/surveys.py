"""Ten made-up surveys of different designs, with every kind of question."""

import numpy as np
import pandas as pd

from topline import Survey

SCALE = ["Strongly disagree", "Disagree", "Neither", "Agree", "Strongly agree"]
SEEDS = range(10)


def data_of(seed):
    """Return respondents: their groups, their design, and answers of every kind."""
    rng = np.random.default_rng(seed)
    n = int(rng.integers(40, 400))
    group = rng.choice(["north", "east", "south"], n, p=[0.6, 0.3, 0.1])
    # groups differ in some surveys and not in others
    lean = np.where(group == "north", 0.35 * (seed % 3) / 2, 0.0)
    yes = rng.random(n) < rng.uniform(0.3, 0.7) + lean - 0.2
    options = rng.random((n, 3)) < rng.uniform(0.1, 0.9, 3)
    return pd.DataFrame(
        {
            "group": group,
            "weight": rng.uniform(0.5, 2, n).round(2) if seed % 2 else 1.0,
            "stratum": np.where(np.arange(n) % 2, "a", "b"),
            "cluster": np.arange(n) // 4 * 2 + np.arange(n) % 2,
            "year": rng.choice([2019, 2021, 2024], n),
            "yesno": np.where(yes, "Yes", "No"),
            "pick": rng.choice(["tea", "coffee", "water", "nothing"], n, p=rng.dirichlet([3] * 4)),
            "rating": rng.choice(SCALE, n, p=rng.dirichlet([4] * 5)),
            "hours": rng.gamma(3, 2, n).round(1) + 4 * lean,
            **{f"uses_{k}": np.where(options[:, k], "Yes", "No") for k in range(3)},
        }
    )


def survey_of(seed):
    """Return a survey whose design depends on the seed."""
    design = [
        {},
        {"weights": "weight"},
        {"strata": "stratum"},
        {"weights": "weight", "strata": "stratum", "clusters": "cluster"},
    ][seed % 4]
    sets = {"uses": ["uses_0", "uses_1", "uses_2"]}
    return Survey(data_of(seed), sets=sets, **design)


def tables_of(survey, seed):
    """Return estimates of every kind of question, by a name; those of groups by turns."""
    by, column = [("group", "yesno"), ("group", "rating"), ("group", "pick"), ("year", "yesno")][
        seed % 4
    ]
    groups = survey.proportion(column, by=by)
    mean_by = ("group", "year")[seed % 2]
    return {
        **{name: survey.proportion(name) for name in ("yesno", "pick", "rating", "uses")},
        "stratum": survey.proportion("stratum"),
        "hours": survey.mean("hours"),
        f"{column} by {by}": groups,
        f"hours by {mean_by}": survey.mean("hours", by=mean_by),
        "differences": groups.compare(by),
    }
