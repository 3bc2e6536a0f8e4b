"""Files out: microdata and codebook, a writer a format."""
