"""Tests that know the design."""
