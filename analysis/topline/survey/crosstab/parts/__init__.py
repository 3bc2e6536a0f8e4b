"""What a crosstab is made of: rows and columns, cells, bases, numbers, and where they stand."""
