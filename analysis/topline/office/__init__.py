"""Books of tables as slides and documents: native charts and tables that people go on to edit."""
