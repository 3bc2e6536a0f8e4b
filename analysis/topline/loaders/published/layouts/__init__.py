"""One module a layout: a page of cells → figures, and what was not understood."""
