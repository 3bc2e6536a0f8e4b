"""How long until it happens.

Below the axis stands who was still looked at: few people make a wide band.
"""

import numpy as np
import pandas as pd

from topline import Published, Survey, plot_survival, publish


def draw(style: str = "light", size: str = "web") -> Published:
    """Draw made-up days until new employees leave, with and without a mentor."""
    rng = np.random.default_rng(2)
    mentor = np.repeat(["with a mentor", "without one"], 300)
    leaves = rng.exponential(np.where(mentor == "without one", 500, 1100))
    seen = rng.uniform(200, 1500, 600)
    data = pd.DataFrame(
        {
            "mentor": mentor,
            "days": np.ceil(np.minimum(leaves, seen)),
            "left": (leaves <= seen).astype(int),
        }
    )
    ax = plot_survival(Survey(data).kaplan_meier("days, left ~ mentor"), style=style, size=size)
    return publish(
        ax,
        title="After a year more of those with a mentor are still there",
        subtitle="Made-up employees, by days since they began",
    )
