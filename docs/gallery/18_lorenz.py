"""How unequal amounts are.

Which part of all incomes the lowest tenths of people have; on the dashed line all have the same.
"""

import numpy as np
import pandas as pd

from topline import Published, Survey, plot_lorenz, publish


def draw(style: str = "light", size: str = "web") -> Published:
    """Draw made-up incomes of two countries, one of them more equal."""
    rng = np.random.default_rng(1)
    country = np.repeat(["Country A", "Country B"], 600)
    spread = np.where(country == "Country A", 0.45, 0.95)
    data = pd.DataFrame({"country": country, "income": np.exp(10 + spread * rng.normal(size=1200))})
    ax = plot_lorenz(Survey(data).lorenz("income", by="country"), style=style, size=size)
    return publish(
        ax,
        title="The lower half has more of all incomes in country A",
        subtitle="Made-up survey, 600 people in each country",
    )
