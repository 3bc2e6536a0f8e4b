"""States as tiles.

On a map of shapes Montana is more than New Jersey. Tiles are of one size, and each has its value.
"""

import numpy as np
import pandas as pd

from topline import Published, plot_tile_map, proportion_interval, publish

STATES = [
    "AL", "AZ", "AR", "CA", "CO", "CT", "DE", "DC", "FL", "GA", "HI", "ID", "IL",
    "IN", "IA", "KS", "KY", "LA", "ME", "MD", "MA", "MI", "MN", "MS", "MO", "MT",
    "NE", "NV", "NH", "NJ", "NM", "NY", "NC", "ND", "OH", "OK", "OR", "PA", "RI",
    "SC", "SD", "TN", "TX", "UT", "VT", "VA", "WA", "WV", "WI",
]  # fmt: skip


def draw(style: str = "light", size: str = "web") -> Published:
    """Draw made-up shares of all states but two."""
    rng = np.random.default_rng(5)
    n = rng.integers(60, 900, len(STATES))
    count = rng.binomial(n, rng.uniform(0.35, 0.6, len(STATES)))
    low, high = proportion_interval(count, n)
    states = pd.DataFrame(
        {"state": STATES, "estimate": count / n, "ci_low": low, "ci_high": high, "n": n}
    ).assign(confidence_level=0.95, interval="wilson")
    ax = plot_tile_map(states, state="state", style=style, size=size)
    return publish(
        ax,
        title="In 12 of 49 states the whole interval lies above one half",
        subtitle="Share of recruiters who find a note important, by state; made-up data",
    )
