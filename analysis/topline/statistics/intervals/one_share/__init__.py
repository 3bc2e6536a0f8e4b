"""Intervals for one share."""
