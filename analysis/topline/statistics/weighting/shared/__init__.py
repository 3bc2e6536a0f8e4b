"""What every way of weighting has: categories as codes, start weights, limits, the dual."""
