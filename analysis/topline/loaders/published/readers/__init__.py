"""Readers of files: what workbooks, web pages, PDFs and delimited text hold, as pages of cells."""
