"""Balance before and after weighting.

How far each answer's share is from the population's. Weighting moves what it was told of, and may
leave everything else where it was.
"""

import numpy as np
import pandas as pd

from topline import Published, Survey, plot_balance, publish

TARGETS = {
    "age": {"18–29": 0.2, "30–44": 0.25, "45–64": 0.33, "65 and older": 0.22},
    "sex": {"men": 0.49, "women": 0.51},
    "region": {"Northeast": 0.17, "Midwest": 0.21, "South": 0.38, "West": 0.24},
}


def draw(style: str = "light", size: str = "web") -> Published:
    """Draw a made-up survey that was weighted to age and sex, and not to region."""
    rng = np.random.default_rng(1)
    shares = {"age": [0.1, 0.2, 0.4, 0.3], "sex": [0.4, 0.6], "region": [0.3, 0.2, 0.2, 0.3]}
    data = pd.DataFrame(
        {name: rng.choice(list(TARGETS[name]), 1200, p=own) for name, own in shares.items()}
    )
    weighted = Survey(data).rake({name: TARGETS[name] for name in ("age", "sex")})
    ax = plot_balance(weighted.balance(TARGETS), style=style, size=size)
    return publish(
        ax,
        title="Weighting brings age and sex to the population, and leaves region where it was",
        subtitle="Share of respondents less share of the population, in points; made-up survey",
    )
