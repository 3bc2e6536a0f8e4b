"""In which encoding text is that does not say: what its bytes say has to look like a language."""
