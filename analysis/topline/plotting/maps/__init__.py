"""Regions as tiles or shapes, coloured by their estimates."""
