"""The average of many polls: which are counted, how houses lean, and how far it may be off."""
