"""Uncertainty as a fading band or as dots.

A whisker looks like a cliff. A band fades where values are less plausible; each dot of a quantile
dotplot is one of a number of equally likely values.
"""

from topline import Published, Survey, load_example_survey, plot_uncertainty, publish


def draw(style: str = "light", size: str = "web") -> Published:
    """Draw the share who prefer the candidate with a note, by employer size."""
    survey = Survey(load_example_survey(), weights="weight", strata="stratum", clusters="cluster")
    recruiters = survey.where("role == 'recruiter'")
    answers = recruiters.proportion("prefers_note", by="employer_size")
    shares = answers.subset(answers.table["category"] == "yes")
    ax = plot_uncertainty(shares, kind="dots", label="employer_size", style=style, size=size)
    return publish(
        ax,
        title="At medium employers most recruiters prefer the candidate who sent a note",
        subtitle="Recruiters who prefer the candidate who sent a note; made-up data",
    )
