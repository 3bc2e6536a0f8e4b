"""Spreadsheets in: the one sheet that holds data."""
