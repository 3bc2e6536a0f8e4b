"""Delimited text: bytes to characters, characters to cells, cells to columns."""
