"""Arguments of ``Survey`` for the public files of some surveys: one file a family."""
