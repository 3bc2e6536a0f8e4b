"""Waves of a survey, and what changed between them."""
