"""Anyone's published tables: workbooks, text, pages and PDFs → figures that know their place."""
