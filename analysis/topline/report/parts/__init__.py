"""What pages are made of: charts, tables, numbers in prose, colours for the light and the dark."""
