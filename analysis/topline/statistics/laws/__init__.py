"""Laws of counts and of sums of squares, where scipy's are too slow or too coarse."""
