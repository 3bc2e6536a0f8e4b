"""Two groups side by side, and the difference between them."""
