"""Models fitted to arrays."""
