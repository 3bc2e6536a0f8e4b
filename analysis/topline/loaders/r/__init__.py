"""R data: its objects as rdata parses them, and what their attributes say of variables."""
