"""What a model predicts.

The curve is what the model says; the bars below are the people it knows.
"""

from topline import Published, Survey, load_example_survey, plot_margins, publish


def draw(style: str = "light", size: str = "web") -> Published:
    """Draw the share that prefers the candidate who sent a note, by experience."""
    data = load_example_survey()
    survey = Survey(data, weights="weight", strata="stratum", clusters="cluster")
    model = survey.logistic(
        "prefers_note == 'yes' ~ years_experience + age_group", where="role == 'recruiter'"
    )
    ax = plot_margins(model, "years_experience", style=style, size=size)
    return publish(
        ax,
        title="Of long experience the model knows few people",
        subtitle="Share preferring the candidate who sent a note, if all had these years",
    )
