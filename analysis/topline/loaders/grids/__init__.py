"""Rows of text cells to typed columns: where the header is, and what each column holds."""
