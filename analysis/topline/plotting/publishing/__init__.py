"""From a drawn chart to what is published: caption, description, pictures, files."""
