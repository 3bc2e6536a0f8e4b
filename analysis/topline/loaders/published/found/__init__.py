"""Figures as they were read, and what is said of a table: no layout is known here."""
