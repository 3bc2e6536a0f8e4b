"""Estimates → a page people read, with its charts, tables, sources and method."""
