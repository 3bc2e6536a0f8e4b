"""Files out: each one is written whole, where it is wanted, and one process after the other."""
