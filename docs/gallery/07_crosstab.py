"""A crosstab as small multiples.

A panel per column, a bar per row, one scale for all: columns are compared across, rows down.
"""

from topline import Published, Survey, load_example_survey, plot_crosstab, publish


def draw(style: str = "light", size: str = "web") -> Published:
    """Draw how important a note is, by age."""
    survey = Survey(load_example_survey(), weights="weight", strata="stratum", clusters="cluster")
    table = survey.crosstab("importance", ["age_group"])
    ax = plot_crosstab(table, style=style, size=size)
    return publish(
        ax,
        title="More people of 35–49 than of 25–34 find a note extremely important",
        subtitle="How important a thank-you note is; made-up data",
    )
