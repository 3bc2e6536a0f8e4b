"""Estimators: what is asked, summed and assembled into Estimates."""
