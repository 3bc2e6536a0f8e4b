"""The rows of a model, and what a design makes of their sums: totals by unit, fits by replicate."""
