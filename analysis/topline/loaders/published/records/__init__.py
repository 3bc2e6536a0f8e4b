"""A record a row: lists of polls, estimates with their errors, keys of codes."""
