"""Claims about published percents: read, compared, and said with their conditions."""
