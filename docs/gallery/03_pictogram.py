"""A share as a hundred people.

For one number that everybody should grasp: outlined people show how far the interval reaches.
"""

from topline import Published, estimate_figures, load_recruiters, plot_pictogram, publish


def draw(style: str = "light", size: str = "web") -> Published:
    """Draw the 63 percent."""
    recruiters = load_recruiters()
    prefer = recruiters[(recruiters["percent"] == 63) & recruiters["duplicate_of"].isna()]
    ax = plot_pictogram(estimate_figures(prefer), style=style, size=size)
    return publish(
        ax, title="63 in 100 of the recruiters asked prefer the candidate who sent a note"
    )
