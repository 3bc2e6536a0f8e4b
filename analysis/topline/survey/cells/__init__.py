"""What is made of the shares of a table's cells: log-linear models, agreement, fit, odds ratios."""
