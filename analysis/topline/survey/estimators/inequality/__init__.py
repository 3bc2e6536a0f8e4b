"""Inequality and poverty of a survey's numeric variables."""
