"""Charts of models: coefficients, what they predict, and times until something happens."""
