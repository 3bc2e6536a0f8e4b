"""Commands about files of microdata."""
