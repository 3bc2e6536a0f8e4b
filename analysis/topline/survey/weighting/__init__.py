"""Weighting: to targets, for nonresponse, and what it does to the variance."""
