"""What makes estimates doubtful, and what a column holds."""
