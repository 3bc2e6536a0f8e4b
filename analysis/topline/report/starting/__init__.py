"""To start a report from: which columns of a file could be reported, and a plan of these."""
