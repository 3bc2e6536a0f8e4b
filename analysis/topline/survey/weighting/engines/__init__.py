"""Weights of rows that an engine holds, brought to targets by the sums that it gives."""
