"""How many to ask, and what a survey of a size can show."""
