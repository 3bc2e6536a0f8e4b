"""Pages told about one bundled survey."""
