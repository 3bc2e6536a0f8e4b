"""Conditions and formulas that people write, as trees: read here, worked out by who uses them."""
