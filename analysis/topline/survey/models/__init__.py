"""Models of a survey's variables, with variances by its design."""
