"""Bars.

Bars begin at zero. Groups have headings and colours of their own.
"""

from topline import Published, Survey, load_example_survey, plot_bars, publish


def draw(style: str = "light", size: str = "web") -> Published:
    """Draw how important a note is, by role."""
    survey = Survey(load_example_survey(), weights="weight", strata="stratum", clusters="cluster")
    shares = survey.proportion("importance", by="role")
    ax = plot_bars(shares, label="category", group="role", style=style, size=size)
    return publish(
        ax,
        title="Few applicants find a thank-you note extremely important",
        subtitle="How important a thank-you note is, by role; made-up data",
    )
