"""Answers on a scale.

Bars part at the middle of the scale. The net of each side is a sum with an interval of its own;
"don't know" stands apart and never shifts the middle.
"""

from topline import Published, Survey, load_example_survey, plot_likert, publish


def draw(style: str = "light", size: str = "web") -> Published:
    """Draw how important a note is, by age."""
    survey = Survey(load_example_survey(), weights="weight", strata="stratum", clusters="cluster")
    answers = survey.proportion("importance", by="age_group", missing="category")
    ax = plot_likert(answers, rows="age_group", nets=True, style=style, size=size)
    return publish(
        ax,
        title="More people of 50+ than of 18–24 find a note very or extremely important",
        subtitle="How important a thank-you note is; made-up data",
    )
