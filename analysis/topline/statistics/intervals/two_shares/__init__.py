"""Intervals for two independent shares: difference, ratio, odds ratio."""
