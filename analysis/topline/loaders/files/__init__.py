"""One reader for each kind of file, and what tells the kinds apart."""
