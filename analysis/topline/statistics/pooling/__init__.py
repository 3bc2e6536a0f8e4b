"""One share from several surveys: how to pool, how far they disagree, and when not to."""
