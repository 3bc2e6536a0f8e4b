"""Sums over rows: by sampled unit, by replicate, and in the order of a variable."""
