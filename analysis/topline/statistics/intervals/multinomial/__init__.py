"""Intervals for all answers of one question at once."""
