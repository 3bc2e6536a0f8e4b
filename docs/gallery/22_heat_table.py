"""A crosstab as a heat table.

All numbers of a wide table at a glance: the deeper a cell, the larger its share.
"""

from topline import Published, Survey, load_example_survey, plot_heat_table, publish


def draw(style: str = "light", size: str = "web") -> Published:
    """Draw how important a note is, by role, gender and age."""
    survey = Survey(load_example_survey(), weights="weight", strata="stratum", clusters="cluster")
    table = survey.crosstab("importance", ["role", "gender", "age_group"])
    ax = plot_heat_table(table, style=style, size=size)
    return publish(
        ax,
        title="More people of 35–49 than of 25–34 find a note extremely important",
        subtitle="How important a thank-you note is; made-up data",
    )
