"""Pages of cells: each cell keeps how it was printed, and where."""
