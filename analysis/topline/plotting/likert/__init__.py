"""Answers on a scale, stacked about the middle."""
