"""Questions that have several columns, or several answers in a cell: found, or as a user says."""
