"""Headlines: what a table of estimates shows, in words that its intervals support."""
