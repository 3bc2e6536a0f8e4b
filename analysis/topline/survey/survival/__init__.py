"""Times until something happens, in surveys."""
