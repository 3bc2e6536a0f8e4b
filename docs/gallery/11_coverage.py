"""How often an interval is right.

What a method promises and what it keeps, worked out exactly for every share and not simulated.
"""

from topline import Published, plot_coverage, publish


def draw(style: str = "light", size: str = "web") -> Published:
    """Draw the coverage of three methods with 50 respondents."""
    ax = plot_coverage(["wald", "wilson", "clopper_pearson"], nobs=50, style=style, size=size)
    return publish(
        ax,
        title="For nine shares in ten the textbook interval covers less often than it says",
        subtitle="Probability that a 95% interval covers the share, 50 respondents",
    )
