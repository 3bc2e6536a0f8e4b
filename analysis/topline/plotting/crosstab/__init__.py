"""Banner tables as small multiples."""
