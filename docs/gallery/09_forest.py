"""A forest plot of several surveys.

Each survey has its interval and its weight; the pooled share and the spread a new survey may have
stand below. Only surveys that ask the same question of the same kind of people are pooled.
"""

import pandas as pd

from topline import Published, plot_forest, pool_proportions, proportion_interval, publish

SURVEYS = pd.DataFrame(
    {
        "label": ["Survey A", "Survey B", "Survey C", "Survey D", "Survey E", "Survey F"],
        "count": [252, 171, 355, 92, 527, 128],
        "n": [400, 310, 500, 180, 850, 250],
    }
)


def draw(style: str = "light", size: str = "web") -> Published:
    """Draw six made-up surveys of the same question, asked of the same people."""
    pooled = pool_proportions(SURVEYS["count"], SURVEYS["n"], method="logit")
    low, high = proportion_interval(SURVEYS["count"], SURVEYS["n"])
    surveys = SURVEYS.assign(estimate=SURVEYS["count"] / SURVEYS["n"], ci_low=low, ci_high=high)
    surveys = surveys.assign(confidence_level=0.95, interval="wilson")
    ax = plot_forest(surveys, pooled, style=style, size=size)
    return publish(
        ax,
        title="Six surveys of one question together find a majority; a seventh may not",
        subtitle="Prefer the candidate who sent a note; made-up surveys",
    )
