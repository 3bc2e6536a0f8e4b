"""Rows that an engine holds: sums as narwhals expressions, run by whoever owns the frame."""
