"""What every chart shares: rows, axis, header, key, caption, alt text and files."""
