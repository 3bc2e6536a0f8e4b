"""Survey data in: bundled figures, and anyone's own."""
