"""What goes with the outcome.

Ratios of odds, two models side by side: what a further predictor leaves of the others.
"""

from topline import Published, Survey, load_example_survey, plot_coefficients, publish


def draw(style: str = "light", size: str = "web") -> Published:
    """Draw the odds of preferring the candidate who sent a note."""
    data = load_example_survey()
    survey = Survey(data, weights="weight", strata="stratum", clusters="cluster")
    models = {
        name: survey.logistic(
            f"prefers_note == 'yes' ~ {predictors}",
            where="role == 'recruiter' and gender in ['woman', 'man']",
            exponentiate=True,
        )
        for name, predictors in (("alone", "gender"), ("beside age", "gender + age_group"))
    }
    ax = plot_coefficients(models, style=style, size=size)
    return publish(
        ax,
        title="No ratio of odds is told from 1",
        subtitle="Odds of preferring the candidate who sent a note; recruiters of the example",
    )
