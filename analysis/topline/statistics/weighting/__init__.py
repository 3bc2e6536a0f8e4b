"""Weights from arrays: raked, calibrated, adjusted, trimmed; and what weights cost."""
