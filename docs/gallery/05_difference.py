"""Two groups and their difference.

Whether two groups differ cannot be seen from two intervals. The difference has an interval of its
own, from the covariance of the two, beside a zero line.
"""

from topline import Published, Survey, load_example_survey, plot_difference, publish


def draw(style: str = "light", size: str = "web") -> Published:
    """Draw how important a note is to recruiters and to applicants."""
    survey = Survey(load_example_survey(), weights="weight", strata="stratum", clusters="cluster")
    answers = survey.proportion("importance", by="role")
    ax = plot_difference(answers, style=style, size=size)
    return publish(
        ax,
        title="More recruiters than applicants find a note extremely important",
        subtitle="How important a thank-you note is; made-up data",
    )
