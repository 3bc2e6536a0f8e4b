"""Confidence intervals: one module per quantity, one table of methods each."""
