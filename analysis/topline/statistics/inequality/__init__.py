"""Inequality of weighted values: concentration and shares of the total."""
