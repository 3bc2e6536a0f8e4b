"""What every statistic shares: arguments, tables of methods, effective sizes, chunks, roots."""
