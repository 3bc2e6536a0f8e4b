"""Numbers from numbers: pure, vectorised functions that know arrays, never frames or files."""
