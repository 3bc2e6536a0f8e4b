"""Waves of many groups as small multiples.

More lines than can be told apart on one chart: a panel for each group, all others in grey behind.
"""

import numpy as np
import pandas as pd

from topline import Published, plot_trend_panels, proportion_interval, publish

GROUPS = ["Northeast", "Midwest", "South", "West", "18–29", "30–44", "45–64", "65 and older"]


def draw(style: str = "light", size: str = "web") -> Published:
    """Draw a made-up series of eight groups."""
    rng = np.random.default_rng(5)
    years = np.arange(2012, 2026)
    parts = []
    for group in GROUPS:
        share = rng.uniform(0.35, 0.6) + np.cumsum(rng.normal(0, 0.015, len(years)))
        parts.append(pd.DataFrame({"year": years, "who": group, "count": np.round(400 * share)}))
    waves = pd.concat(parts, ignore_index=True).assign(n=400)
    low, high = proportion_interval(waves["count"], waves["n"])
    waves = waves.assign(estimate=waves["count"] / waves["n"], ci_low=low, ci_high=high)
    waves = waves.assign(confidence_level=0.95, interval="wilson")
    ax = plot_trend_panels(waves, wave="year", group="who", style=style, size=size)
    return publish(
        ax,
        title="No group's share moves by ten points in fourteen years",
        subtitle="Find a thank-you note important, percent; made-up data",
    )
