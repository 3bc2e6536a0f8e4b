"""Formulas of models on columns: from a formula to a matrix, and other rows coded alike."""
