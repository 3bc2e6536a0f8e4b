"""Quantiles: rules, Woodruff's interval, replicates."""
