"""Intervals for two shares of the same respondents."""
