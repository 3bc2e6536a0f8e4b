"""Tables of a question by banners: shares, letters, words."""
