"""Files made as pollsters, statistics offices and aggregators publish them, with all they hold."""
