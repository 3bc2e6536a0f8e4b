"""Surveys whose respondents chose to take part, beside a reference sample: always by a model."""
