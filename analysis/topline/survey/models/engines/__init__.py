"""Models of rows that an engine holds, fitted by the sums that it gives."""
