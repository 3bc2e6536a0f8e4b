"""The methods of ``Survey``, by family: words for users, and the way to what does the work."""
