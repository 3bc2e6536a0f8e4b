"""Waves of a survey as lines."""
