"""Commands that write web pages."""
