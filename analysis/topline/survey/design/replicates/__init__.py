"""Replicate weights made from a design."""
