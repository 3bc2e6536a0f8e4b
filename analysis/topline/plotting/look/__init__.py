"""How charts look and speak: themes, sizes, sentences in each language."""
