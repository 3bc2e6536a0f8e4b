"""Waves over time.

Lines are never joined where the mode or the question changed, or a wave is missing. Bands are the
interval of each wave by itself.
"""

import pandas as pd

from topline import Published, plot_trend, proportion_interval, publish

RECRUITERS = [260, 255, 249, 252, 243, 238, 236, 205, 208, 199, 201, 194, 190, 186]
APPLICANTS = [301, 305, 297, 299, 292, None, 290, 272, 274, 268, 270, 263, 265, 259]
WAVES = pd.DataFrame(
    {
        "year": [*range(2012, 2026)] * 2,
        "who": ["recruiters"] * 14 + ["applicants"] * 14,
        "mode": (["telephone"] * 7 + ["online"] * 7) * 2,
        "count": [*RECRUITERS, *APPLICANTS],
        "n": 500,
    }
)


def draw(style: str = "light", size: str = "web") -> Published:
    """Draw a made-up series whose mode changed once and in which a wave is missing."""
    low, high = proportion_interval(WAVES["count"], WAVES["n"])
    waves = WAVES.assign(estimate=WAVES["count"] / WAVES["n"], ci_low=low, ci_high=high)
    waves = waves.assign(confidence_level=0.95, interval="wilson")
    ax = plot_trend(waves, wave="year", group="who", mode="mode", style=style, size=size)
    return publish(
        ax,
        title="Fewer find a note important than in 2012, and since 2019 they are asked online",
        subtitle="Find a thank-you note important, percent; made-up data",
    )
