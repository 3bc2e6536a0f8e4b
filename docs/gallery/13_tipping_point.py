"""What would overturn a claim.

How large a design effect, or how different those who did not answer, before a majority is none.
"""

from topline import Published, plot_tipping_point, publish


def draw(style: str = "light", size: str = "web") -> Published:
    """Draw how safe the majority of 63 percent is."""
    ax = plot_tipping_point(252, 400, value=0.5, style=style, size=size)
    return publish(
        ax,
        title="A majority of 63% falls at a design effect above 7",
        subtitle="iCIMS, 400 recruiters, spring 2018",
    )
