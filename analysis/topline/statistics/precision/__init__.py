"""How far a percentage can be off: margins, coverage, sensitivity."""
