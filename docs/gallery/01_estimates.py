"""Dots with intervals.

One row per estimate: value, interval and base stand in words beside the mark. Published figures and
estimates from microdata are drawn alike.
"""

from topline import Published, estimate_figures, load_recruiters, plot_estimates, publish


def draw(style: str = "light", size: str = "web") -> Published:
    """Draw what recruiters say, with a line at half of them."""
    recruiters = load_recruiters()
    measured = recruiters["derived_from"].isna() & recruiters["duplicate_of"].isna()
    shares = recruiters[recruiters["percent"].notna() & measured]
    ax = plot_estimates(estimate_figures(shares), reference=0.5, style=style, size=size)
    return publish(
        ax,
        title="Most of 400 recruiters would hire the one who sent a note, for slightly more pay",
        subtitle="Recruiters in the US, spring 2018",
    )
