"""Languages: catalogues of sentences, signs of numbers, and what every door says them with."""
