"""A forest plot of several surveys.

Each survey has its interval and its weight; the pooled share and the spread a new survey may have
stand below.
"""

import pandas as pd

from topline import Published, plot_forest, pool_proportions, proportion_interval, publish

SURVEYS = pd.DataFrame(
    {
        "label": ["iCIMS 2018", "Accountemps 2012", "Accountemps 2017", "TopResume 2017"],
        "count": [252, 455, 240, 243],
        "n": [400, 500, 300, 358],
    }
)


def draw(style: str = "light", size: str = "web") -> Published:
    """Draw four surveys that ask whether a note matters."""
    pooled = pool_proportions(SURVEYS["count"], SURVEYS["n"], method="logit")
    low, high = proportion_interval(SURVEYS["count"], SURVEYS["n"])
    surveys = SURVEYS.assign(estimate=SURVEYS["count"] / SURVEYS["n"], ci_low=low, ci_high=high)
    surveys = surveys.assign(confidence_level=0.95, interval="wilson")
    ax = plot_forest(surveys, pooled, style=style, size=size)
    return publish(
        ax,
        title="Four surveys agree that a note helps, and not on how often",
        subtitle="Recruiters and managers who say that a note matters, as each survey asks it",
    )
