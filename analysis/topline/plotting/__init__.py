"""Charts of estimates: each draws on one Axes from the columns of an estimates table."""
