"""A funnel plot.

Small surveys scatter more than large ones; where they scatter to one side only, something is
missing.
"""

from topline import Published, funnel_data, plot_funnel, publish

COUNTS = (23, 61, 88, 37, 145, 210, 52, 330, 96, 71)
BASES = (60, 130, 190, 95, 310, 450, 100, 700, 210, 150)


def draw(style: str = "light", size: str = "web") -> Published:
    """Draw ten surveys of one question."""
    ax = plot_funnel(funnel_data(COUNTS, BASES, method="logit"), style=style, size=size)
    return publish(
        ax,
        title="All ten surveys lie where chance alone would put them",
        subtitle="Made-up surveys of one question",
    )
