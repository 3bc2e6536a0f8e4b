"""A book of tables: every question by a banner, as one value that every kind of file is made of."""
