"""Times until something happens, of which some are known only from below."""
