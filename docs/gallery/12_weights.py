"""What weighting costs.

The distribution of the weights, the design effect they cause, and the respondents that are left.
"""

from topline import Published, load_example_survey, plot_weights, publish


def draw(style: str = "light", size: str = "web") -> Published:
    """Draw the weights of the example survey."""
    ax = plot_weights(load_example_survey()["weight"], style=style, size=size)
    return publish(
        ax,
        title="Weighting makes 863 respondents count as 747",
        subtitle="Weights of the example survey; made-up data",
    )
