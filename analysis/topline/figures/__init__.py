"""Door one: published figures → estimates."""
